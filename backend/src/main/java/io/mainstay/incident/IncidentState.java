// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import io.mainstay.ticket.TicketState;

/** The states of an incident. */
public enum IncidentState implements TicketState {
    /** Reported; nobody works on it yet, though it may have been assigned. */
    NEW(Stage.OPEN),
    /** Somebody works on it. */
    IN_PROGRESS(Stage.OPEN),
    /** Work waits for something, which the hold reason names. */
    ON_HOLD(Stage.WAITING),
    /** Solved in the eyes of those who worked on it; the person affected may confirm or reopen. */
    RESOLVED(Stage.DONE),
    /** Over: confirmed, or nobody objected in time. */
    CLOSED(Stage.OVER),
    /** Withdrawn: reported by mistake or twice. */
    CANCELLED(Stage.OVER);

    private final Stage stage;

    IncidentState(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Stage stage() {
        return stage;
    }
}
