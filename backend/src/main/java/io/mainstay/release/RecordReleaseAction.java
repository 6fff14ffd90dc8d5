// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.ticket.TicketAction;

/** What happens to a change or an incident because of a release; the names in its history. */
public enum RecordReleaseAction implements TicketAction {
    LINK_RELEASE,
    UNLINK_RELEASE
}
