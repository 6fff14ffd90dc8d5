// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.ticket.TicketAction;

/** What may be done to a problem, beside what may be done to tickets of most kinds. */
public enum ProblemAction implements TicketAction {
    REPORT,
    ASSESS,
    INVESTIGATE,
    FIX,
    RESOLVE,
    CLOSE,
    REOPEN,
    ACCEPT_RISK,
    MARK_DUPLICATE,
    CANCEL,
    UPDATE,
    SET_ROOT_CAUSE,
    MARK_KNOWN_ERROR,
    SET_WORKAROUND,
    PUBLISH_WORKAROUND,
    LINK_INCIDENTS,
    UNLINK_INCIDENTS,
    TELL_CALLERS,
    /** By Mainstay itself: the fix has held. */
    CONFIRM_EFFECTIVENESS,
    /** By Mainstay itself: the fix has not held. */
    REOPEN_INEFFECTIVE
}
