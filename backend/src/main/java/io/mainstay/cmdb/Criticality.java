// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/** The criticality of a CI: how much the business depends on it, most first. */
public enum Criticality {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW
}
