// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

/** In which order the company is loaded. */
enum LoadPhase {
    ITEMS,
    RELATIONS,
    SETTINGS,
    INCIDENTS,
    PROBLEMS,
    CHANGES
}
