// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.attachment.Attachment;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;

/**
 * Who may attach internal files, and who may remove which: who attached one and those who work on such tickets, until the ticket is over,
 * and always those who configure tickets. What is attached to a ticket that is over belongs to its record.
 */
final class AttachmentRules {

    private AttachmentRules() {}

    /** @throws RefusedException if the principal would not read what it attaches */
    static void check(Principal principal, TicketType<?, ?> type, FacetCommand.Attach attach) {
        Permission work = type.permissions().work();
        if (attach.internal() && !principal.may(work)) {
            throw CorrectionRules.forbidden("internal needs the permission ", work, "internal");
        }
    }

    /** @throws RefusedException if the file, which the principal reads, may not be removed */
    static void check(Principal principal, TicketType<?, ?> type, Ticket<?, ?> ticket, Attachment attachment) {
        Permission work = type.permissions().work();
        if (!attachment.attachedById().equals(principal.personId()) && !principal.may(work)) {
            throw CorrectionRules.forbidden(
                    "attachmentIds must name files that you attached; those of others need the permission ",
                    work,
                    "attachmentIds");
        }
        if (!CorrectionRules.mayStill(principal, ticket)) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.INVALID_TRANSITION,
                    "attachmentIds must name files of " + type.noun() + " that is not over; this one is "
                            + ticket.state().name() + ", which needs the permission "
                            + Permission.TICKET_CONFIGURE.code() + ".",
                    "input",
                    "attachmentIds"));
        }
    }
}
