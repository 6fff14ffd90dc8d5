// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal;

import io.mainstay.record.Subject.Edited;
import io.mainstay.sla.SlaClocks;
import io.mainstay.sla.SlaFacts;
import io.mainstay.sla.SlaRecordEdit;
import io.mainstay.sla.SlaRecordEvent;
import io.mainstay.ticket.FacetAction;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Ticket;
import io.mainstay.ticket.TicketAction;
import io.mainstay.ticket.TicketState;
import io.mainstay.ticket.TicketState.Stage;
import io.mainstay.ticket.TicketType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the service level clocks what happens to a ticket, which follows from the stages of its states. */
@Component
public final class TicketClocks {

    private final SlaClocks sla;

    TicketClocks(SlaClocks sla) {
        this.sla = sla;
    }

    /**
     * Works out what an edit makes of the clocks.
     *
     * @param byCaller whether somebody did it who waits for an answer, which is none then
     * @return stores it
     */
    public <T extends Ticket<T, S>, S extends Enum<S> & TicketState> Runnable changed(
            TicketType<T, S> type, TicketAction action, Edited<T> edit, boolean byCaller) {
        T before = edit.before();
        T after = edit.after();
        boolean answered = type.responses().contains(action) && !byCaller;
        List<SlaRecordEvent> recordEvents = recordEvents(action, before, after, answered);
        SlaFacts facts = facts(type, after);
        if (recordEvents.isEmpty() && before != null && facts.equals(facts(type, before))) {
            return () -> {};
        }
        return sla.prepare(new SlaRecordEdit(
                type.label(),
                after.id(),
                after.revision(),
                facts,
                edit.at().occurredAt(),
                edit.at().recordedAt(),
                recordEvents))::write;
    }

    static List<SlaRecordEvent> recordEvents(
            TicketAction action, @Nullable Ticket<?, ?> before, Ticket<?, ?> after, boolean answered) {
        List<SlaRecordEvent> recordEvents = new ArrayList<>();
        if (before == null) {
            recordEvents.add(SlaRecordEvent.opened());
            return recordEvents;
        }
        Stage to = after.state().stage();
        Facets.Hold hold = after.facets().hold();
        if (answered) {
            recordEvents.add(SlaRecordEvent.responded());
        }
        if (action == FacetAction.HOLD && hold != null) {
            recordEvents.add(SlaRecordEvent.held(hold.reason()));
        } else if (before.facets().hold() != null
                && hold == null
                && after.state().isOpen()) {
            recordEvents.add(SlaRecordEvent.released());
        }
        if (before.state().isOpen() && to == Stage.DONE) {
            recordEvents.add(SlaRecordEvent.resolved());
        } else if (before.state().isOpen() && to == Stage.OVER) {
            recordEvents.add(SlaRecordEvent.cancelled());
        } else if (!before.state().isOpen() && after.state().isOpen()) {
            recordEvents.add(SlaRecordEvent.reopened());
        }
        return recordEvents;
    }

    private static SlaFacts facts(TicketType<?, ?> type, Ticket<?, ?> ticket) {
        return new SlaFacts(
                type.kind(),
                ticket.priority().name(),
                ticket.serviceOfferingId(),
                ticket.facets().people().customerClass());
    }
}
