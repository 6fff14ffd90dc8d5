// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.ticket.TicketAction;

/** What may be done to a release, beside what may be done to tickets of most kinds. */
public enum ReleaseAction implements TicketAction {
    PLAN,
    UPDATE,
    ADD_CHANGE,
    REMOVE_CHANGE,
    ADD_ARTIFACT,
    REMOVE_ARTIFACT,
    SET_CRITERION,
    REMOVE_CRITERION,
    MARK_BUILT,
    MARK_READY,
    REQUEST_APPROVAL,
    /** By the mutation of approvals. */
    DECIDE(false),
    /** By the mutation of deployments. */
    SCHEDULE_DEPLOYMENT(false),
    /** By the mutation of approvals. */
    DECIDE_DEPLOYMENT(false),
    /** By the mutation of deployments. */
    START_DEPLOYMENT(false),
    /** By the mutation of deployments. */
    REPORT_DEPLOYMENT(false),
    LINK_INCIDENTS,
    UNLINK_INCIDENTS,
    ROLL_BACK,
    REVIEW,
    CLOSE,
    CANCEL;

    private final boolean ownMutation;

    ReleaseAction() {
        this(true);
    }

    ReleaseAction(boolean ownMutation) {
        this.ownMutation = ownMutation;
    }

    @Override
    public boolean hasMutation() {
        return ownMutation;
    }
}
