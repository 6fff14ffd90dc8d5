// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import io.mainstay.ticket.TicketAction;

/** What may be done to an incident, beside what may be done to tickets of most kinds. */
public enum IncidentAction implements TicketAction {
    REPORT,
    START,
    RESOLVE,
    CONFIRM,
    CLOSE,
    REOPEN,
    /** Of what was closed too early. */
    REVOKE_CLOSURE,
    CANCEL,
    UPDATE,
    AUTO_CLOSE,
    SET_CUSTOMER_CLASS
}
