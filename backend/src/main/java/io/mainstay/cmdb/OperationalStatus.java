// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

/** The operational status of a CI: whether it works right now, as monitoring or a person says. */
public enum OperationalStatus {
    UP,
    DEGRADED,
    DOWN,
    /** Nobody has said. */
    UNKNOWN
}
