// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** Where an item is between plan and scrap. */
public enum Lifecycle {
    PLANNED,
    IN_BUILD,
    LIVE,
    RETIRING,
    RETIRED
}
