// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

/** What a reopening does to a stopped resolution clock. */
public enum ReopenMode {
    /** The clock goes on; the time during which the record was resolved does not count. */
    RESUME,
    /** The clock begins anew from zero. */
    RESTART,
    /** The stopped clock stays as it is and another one begins. */
    NEW_CLOCK
}
