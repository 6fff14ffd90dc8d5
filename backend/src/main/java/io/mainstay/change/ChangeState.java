// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.ticket.TicketState;

/** The states of a change. */
public enum ChangeState implements TicketState {
    /** Being planned by whoever requested it. */
    DRAFT(Stage.OPEN),
    /** Its risk is being assessed. */
    ASSESSMENT(Stage.OPEN),
    /** Waits for somebody who authorises it. */
    AUTHORISATION(Stage.OPEN),
    /** Authorised; waits for its window. */
    SCHEDULED(Stage.OPEN),
    /** Being implemented. */
    IMPLEMENTING(Stage.OPEN),
    /** Implemented, backed out or left; what came of it is to be reviewed. */
    REVIEW(Stage.DONE),
    /** Reviewed. */
    CLOSED(Stage.OVER),
    /** Withdrawn before anything was changed. */
    CANCELLED(Stage.OVER);

    private final Stage stage;

    ChangeState(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Stage stage() {
        return stage;
    }
}
