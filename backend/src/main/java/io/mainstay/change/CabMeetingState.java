// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

/** The states of a meeting of the change advisory board. */
public enum CabMeetingState {
    /** Is to be; its agenda is what waits for the board now. */
    SCHEDULED,
    /** Was or is held; its agenda is what waited for the board when it began. */
    HELD,
    /** Has its minutes and changes no more; its agenda keeps what was decided. */
    CLOSED,
    /** Does not take place. */
    CANCELLED
}
