// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

/** Whether a clock kept its target. */
public enum SlaOutcome {
    /** Not decided yet, or cancelled before it was. */
    PENDING,
    /** Stopped in time. */
    MET,
    /** Went on past the instant at which the elapsed time reached the target. */
    BREACHED
}
