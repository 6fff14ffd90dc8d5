// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

/** What kind of cause a problem has. */
public enum CauseCategory {
    HARDWARE,
    SOFTWARE,
    CONFIGURATION,
    CHANGE,
    CAPACITY,
    SUPPLIER,
    PROCESS,
    HUMAN,
    ENVIRONMENT,
    UNKNOWN
}
