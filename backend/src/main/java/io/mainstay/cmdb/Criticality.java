// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/** How much depends on a CI, most first. */
public enum Criticality {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW
}
