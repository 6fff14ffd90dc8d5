// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal;

import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.record.Outcome;
import io.mainstay.ticket.FacetAction;
import io.mainstay.ticket.FacetEvents;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Ticket;
import io.mainstay.ticket.TicketState;
import io.mainstay.ticket.TicketTimer;
import io.mainstay.ticket.Tickets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Mainstay does to tickets of every kind by itself when a timer is due. */
public final class TicketTimers {

    private TicketTimers() {}

    /** The confidentiality ends. */
    public static <T extends Ticket<T, S>, S extends Enum<S> & TicketState> TimerHandler declassify(
            Tickets<T, S> tickets) {
        return TicketTimer.each(
                tickets.type().code(FacetAction.DECLASSIFY),
                firing -> tickets.fire(
                        firing,
                        FacetAction.DECLASSIFY,
                        (before, _) -> Outcome.of(
                                before.with(before.facets().with(Facets.Secrecy.NONE)),
                                edit -> List.of(
                                        FacetEvents.updated(tickets.type().kind(), edit)))));
    }

    /** The day has come to look again. An event for others; the ticket itself does not change. */
    public static <T extends Ticket<T, S>, S extends Enum<S> & TicketState> TimerHandler followUp(
            Tickets<T, S> tickets, Outbox outbox) {
        return new TicketTimer(TicketSubject.followUp(tickets.type()), firings -> {
            List<TimerFiring> inTime =
                    firings.stream().filter(firing -> !firing.armedLate()).toList();
            Map<String, T> locked = tickets.lockAll(
                    inTime.stream().map(TimerFiring::aggregateId).toList());
            List<NewEvent> events = new ArrayList<>();
            for (TimerFiring firing : inTime) {
                T ticket = locked.get(firing.aggregateId());
                if (ticket != null && ticket.facets().hold() != null) {
                    events.add(new NewEvent(
                            tickets.type().label(),
                            ticket.id(),
                            ticket.revision(),
                            firing.dueAt(),
                            FacetEvents.followUpDue(tickets.type().kind(), ticket)));
                }
            }
            outbox.append(events);
        });
    }
}
