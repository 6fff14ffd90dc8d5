// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.ticket.TicketState;

/** The states of a release. */
public enum ReleaseState implements TicketState {
    /** Being planned and built. */
    PLANNED(Stage.OPEN),
    /** Its artifacts are there; its acceptance is being tested. */
    BUILT(Stage.OPEN),
    /** All its acceptance criteria are met; to be approved. */
    READY(Stage.OPEN),
    /** Approved; may be deployed to environments that are change-controlled. */
    APPROVED(Stage.OPEN),
    /** Being deployed to an environment that is change-controlled. */
    DEPLOYING(Stage.OPEN),
    /** Deployed wherever that was planned. */
    DEPLOYED(Stage.DONE),
    /** Available to users, and watched. */
    EARLY_LIFE(Stage.DONE),
    /** Reviewed. */
    CLOSED(Stage.OVER),
    /** Undone. */
    ROLLED_BACK(Stage.OVER),
    /** Withdrawn before it was deployed. */
    CANCELLED(Stage.OVER);

    private final Stage stage;

    ReleaseState(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Stage stage() {
        return stage;
    }
}
