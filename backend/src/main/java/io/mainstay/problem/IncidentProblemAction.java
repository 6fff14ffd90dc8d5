// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.ticket.TicketAction;

/** What happens to an incident because of a problem; the names in its history. */
public enum IncidentProblemAction implements TicketAction {
    LINK_PROBLEM,
    UNLINK_PROBLEM,
    RECEIVE_WORKAROUND,
    RATE_WORKAROUND
}
