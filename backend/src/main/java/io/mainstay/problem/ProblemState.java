// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.ticket.TicketState;

/** The states of a problem. */
public enum ProblemState implements TicketState {
    /** Reported; nobody has looked at it yet. */
    NEW(Stage.OPEN),
    /** Somebody has found that it is one, and how important it is. */
    ASSESSED(Stage.OPEN),
    /** Its cause is sought. */
    INVESTIGATING(Stage.OPEN),
    /** Its cause is known and is being removed. */
    FIXING(Stage.OPEN),
    /** Its cause is removed in the eyes of those who worked on it. */
    RESOLVED(Stage.DONE),
    /** Over; whether the fix holds is checked once more. */
    CLOSED(Stage.OVER),
    /** Its cause stays for now, because removing it costs more than living with it; looked at again on a date. */
    RISK_ACCEPTED(Stage.DONE),
    /** The same as another, which goes on in its place. */
    DUPLICATE(Stage.OVER),
    /** Withdrawn: no problem after all. */
    CANCELLED(Stage.OVER);

    private final Stage stage;

    ProblemState(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Stage stage() {
        return stage;
    }
}
