package io.mainstay.cmdb;

/** How much depends on a CI, most first. */
public enum Criticality {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW
}
