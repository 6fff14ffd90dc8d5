// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

/** How much the company depends on an item. */
public enum Criticality {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
