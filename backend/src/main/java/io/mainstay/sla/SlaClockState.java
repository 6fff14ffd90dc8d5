// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

/** What a clock is doing. */
public enum SlaClockState {
    /** Time counts whenever it is business time. */
    RUNNING,
    /** The record waits for a reason that the definition excludes from counting. */
    PAUSED,
    /** The aim was reached; nothing counts any more. */
    STOPPED,
    /** The record was cancelled, or no definition applies to it any more. */
    CANCELLED
}
