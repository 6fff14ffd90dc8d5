// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of a ticket as a subscriber gets it. The first one only says that nothing is missed from here on: it has no
 * {@code seq}, type and instant.
 *
 * @param seq the event's place among all events
 * @param type the event's type, such as {@code incident.resolved.v1}
 * @param id the ticket; null in the first one of a subscription to several
 * @param revision the ticket's revision after the change
 * @param occurredAt when it happened
 * @param ticket the ticket as it is now, which may be newer than the event; null if it left the subscriber's teams and the
 *     subscriber no longer sees it
 */
public record TicketSubscriptionEvent<T extends Ticket<T, ?>>(
        @Nullable Long seq,
        @Nullable String type,
        @Nullable String id,
        @Nullable Integer revision,
        @Nullable Instant occurredAt,
        @Nullable T ticket) {

    /** The beginning of a subscription to several tickets. */
    public static <T extends Ticket<T, ?>> TicketSubscriptionEvent<T> nothingMissed() {
        return new TicketSubscriptionEvent<>(null, null, null, null, null, null);
    }

    /** The beginning of a subscription to one ticket. */
    public static <T extends Ticket<T, ?>> TicketSubscriptionEvent<T> beginning(T ticket) {
        return new TicketSubscriptionEvent<>(null, null, ticket.id(), ticket.revision(), null, ticket);
    }
}
