// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

/** Why time counted in an interval of a clock, or why it did not. */
public enum SlaIntervalReason {
    /** Business time while the clock ran; the only one that counts. */
    RUNNING,
    /** The calendar says that this is not business time. */
    OUTSIDE_BUSINESS_TIME,
    /** The record was on hold for a reason that pauses the clock. */
    ON_HOLD,
    /** The record was resolved and later reopened. */
    RESOLVED,
    /** Lies before a reopening that began the clock anew. */
    BEFORE_RESTART,
    /** No definition applied to the record. */
    NO_DEFINITION
}
