// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.ticket.TicketAction;

/** What may be done to a change, beside what may be done to tickets of most kinds. */
public enum ChangeAction implements TicketAction {
    REQUEST,
    UPDATE,
    EXCLUDE_CIS,
    INCLUDE_CIS,
    REQUEST_FREEZE_EXCEPTION,
    LINK_RECORDS,
    UNLINK_RECORDS,
    SET_GRAPH_EDIT,
    SET_PLANNED_OUTAGES,
    EXEMPT_FROM_CONFLICTS,
    END_CONFLICT_EXEMPTION,
    SUBMIT,
    ASSESS,
    AUTHORISE,
    /** A decision on a request for approval: {@code approvalDecide}. */
    DECIDE,
    AUTHORISE_VERBALLY,
    REJECT,
    START,
    ADD_TASK,
    UPDATE_TASK,
    REMOVE_TASK,
    COMPLETE_TASK,
    COMPLETE,
    FILE_PAPERWORK,
    RECORD_CAB_REVIEW,
    CLOSE,
    CANCEL,
    MARK_UNAUTHORISED;

    @Override
    public boolean hasMutation() {
        return this != DECIDE;
    }
}
