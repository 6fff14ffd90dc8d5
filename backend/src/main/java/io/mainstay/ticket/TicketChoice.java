// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.record.TicketKind;

/**
 * A choice that is configured for a kind of ticket.
 *
 * @param code stable, in capital letters, such as {@code AWAITING_CUSTOMER}; unique for a kind and purpose
 * @param name what people read
 * @param active whether it may be chosen; what has it already keeps it
 */
public record TicketChoice(TicketKind kind, Purpose purpose, String code, String name, boolean active) {

    /** What the choice is for. */
    public enum Purpose {
        /** What a ticket on hold waits for. SLA definitions say which of them pause a clock. */
        HOLD_REASON,
        /** How a ticket was solved. */
        RESOLUTION_CODE
    }
}
