// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.attachment.Attachments;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.TrailedRecords;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.platform.outbox.Outbox;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.record.Edits;
import io.mainstay.record.Numbers;
import io.mainstay.record.OccurrenceRule;
import io.mainstay.record.VisibleReferences;
import io.mainstay.record.WorkLog;
import io.mainstay.ticket.internal.TicketClocks;
import io.mainstay.ticket.internal.TicketSearch;
import io.mainstay.ticket.internal.TicketTimers;
import io.mainstay.ticket.internal.TicketTrails;
import io.mainstay.ticket.internal.store.TicketStores;
import org.springframework.stereotype.Component;

/** The factory of the beans that a kind of ticket shares with the others. The kind offers each of it as a bean. */
@Component
public final class TicketFloor {

    private final TicketStores stores;
    private final Tickets.Parts parts;
    private final SystemClock clock;
    private final Outbox outbox;

    TicketFloor(
            TicketStores stores,
            Edits edits,
            OccurrenceRule occurrences,
            Numbers numbers,
            TicketReferences references,
            TicketSettingsInForce settings,
            VisibleReferences visibleReferences,
            TicketClocks clocks,
            WorkLog workLog,
            Attachments attachments,
            AuditTrail trail,
            SystemClock clock,
            Outbox outbox) {
        this.stores = stores;
        this.parts = new Tickets.Parts(
                edits,
                occurrences,
                numbers,
                references,
                settings,
                visibleReferences,
                clocks,
                workLog,
                attachments,
                trail);
        this.clock = clock;
        this.outbox = outbox;
    }

    /** The use cases of a kind. */
    public <T extends Ticket<T, S>, S extends Enum<S> & TicketState> Tickets<T, S> tickets(TicketType<T, S> type) {
        return new Tickets<>(type, stores.of(type), parts);
    }

    /** The changes of its tickets, for subscriptions. */
    public <T extends Ticket<T, S>, S extends Enum<S> & TicketState> TicketSubscriptions<T, S> feed(
            TicketType<T, S> type) {
        return new TicketSubscriptions<>(type, stores.of(type), clock);
    }

    /** What search finds of it. */
    public <T extends Ticket<T, S>, S extends Enum<S> & TicketState> SearchSource search(TicketType<T, S> type) {
        return new TicketSearch<>(type, stores.of(type), parts.workLog());
    }

    /** What its tickets are, for who compares them with their trails. */
    public <T extends Ticket<T, S>, S extends Enum<S> & TicketState> TrailedRecords trails(TicketType<T, S> type) {
        return new TicketTrails<>(type, stores.of(type), parts.workLog(), parts.attachments());
    }

    /** Its tickets by {@code node(id)}. */
    public <T extends Ticket<T, S>, S extends Enum<S> & TicketState> NodeResolver nodes(Tickets<T, S> tickets) {
        return new NodeResolver(tickets.type().label(), tickets.type().type(), tickets::byIds);
    }

    /** What ends its confidentiality. */
    public <T extends Ticket<T, S>, S extends Enum<S> & TicketState> TimerHandler declassify(Tickets<T, S> tickets) {
        return TicketTimers.declassify(tickets);
    }

    /** What says that the day has come to look again at a ticket on hold. */
    public <T extends Ticket<T, S>, S extends Enum<S> & TicketState> TimerHandler followUp(Tickets<T, S> tickets) {
        return TicketTimers.followUp(tickets, outbox);
    }
}
