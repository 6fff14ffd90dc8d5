// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.WorkLog;
import io.mainstay.record.WorkLogEntry;

/**
 * Who may correct which comment or work note: its author until the ticket is over, and always those who configure tickets. Only
 * who reads work notes takes a comment back from the others, since whoever does not would lose it.
 */
final class CorrectionRules {

    private CorrectionRules() {}

    /** Whether the principal may correct something on a ticket in this state. */
    static boolean mayStill(Principal principal, Ticket<?, ?> ticket) {
        return ticket.state().stage() != TicketState.Stage.OVER || principal.may(Permission.TICKET_CONFIGURE);
    }

    /** @throws RefusedException if the entry, which the principal reads, may not be corrected so */
    static void check(
            Principal principal,
            TicketType<?, ?> type,
            Ticket<?, ?> ticket,
            WorkLogEntry entry,
            FacetCommand.CorrectEntry correct) {
        if (!entry.authorId().equals(principal.personId()) && !principal.may(Permission.TICKET_CONFIGURE)) {
            throw forbidden(
                    "entryId must name an entry of your own; those of others need the permission ",
                    Permission.TICKET_CONFIGURE,
                    "entryId");
        }
        if (!mayStill(principal, ticket)) {
            throw refused(
                    UserErrorCode.INVALID_TRANSITION,
                    "entryId must name an entry of " + type.noun() + " that is not over; this one is "
                            + ticket.state().name() + ", which needs the permission "
                            + Permission.TICKET_CONFIGURE.code() + ".",
                    "entryId");
        }
        if (correct.withdraw() && !principal.may(type.permissions().work())) {
            throw forbidden("withdraw needs the permission ", type.permissions().work(), "withdraw");
        }
        if (correct.withdraw() && entry.kind() == WorkLogEntry.Kind.WORK_NOTE) {
            throw refused(
                    UserErrorCode.INVALID, "withdraw must be false for a work note, which is internal.", "withdraw");
        }
        if (entry.corrections() >= WorkLog.MAX_CORRECTIONS) {
            throw refused(
                    UserErrorCode.CONFLICT,
                    "entryId must name an entry that was corrected less than " + WorkLog.MAX_CORRECTIONS + " times.",
                    "entryId");
        }
    }

    /** @param message ends before the name of what is missing */
    static RefusedException forbidden(String message, Permission missing, String field) {
        return new RefusedException(UserError.forbidden(missing, message + missing.code() + ".", "input", field));
    }

    private static RefusedException refused(UserErrorCode code, String message, String field) {
        return new RefusedException(UserError.of(code, message, "input", field));
    }
}
