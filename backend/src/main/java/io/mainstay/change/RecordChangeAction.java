// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.ticket.TicketAction;

/** What happens to an incident or a problem because of a change; the names in its history. */
public enum RecordChangeAction implements TicketAction {
    LINK_CHANGE,
    UNLINK_CHANGE
}
