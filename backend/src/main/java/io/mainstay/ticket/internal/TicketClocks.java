// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal;

import io.mainstay.record.Subject.Edited;
import io.mainstay.sla.SlaClocks;
import io.mainstay.sla.SlaFacts;
import io.mainstay.sla.SlaHappening;
import io.mainstay.sla.SlaRecordChange;
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
     * @param byCaller whether somebody did it who waits for an answer, which is none then
     */
    public <T extends Ticket<T, S>, S extends Enum<S> & TicketState> void changed(
            TicketType<T, S> type, TicketAction action, Edited<T> edit, boolean byCaller) {
        T before = edit.before();
        T after = edit.after();
        boolean answered = type.responses().contains(action) && !byCaller;
        List<SlaHappening> happenings = happenings(action, before, after, answered);
        SlaFacts facts = facts(type, after);
        if (happenings.isEmpty() && before != null && facts.equals(facts(type, before))) {
            return;
        }
        sla.onRecordChange(new SlaRecordChange(
                type.label(),
                after.id(),
                after.revision(),
                facts,
                edit.at().occurredAt(),
                edit.at().recordedAt(),
                happenings));
    }

    static List<SlaHappening> happenings(
            TicketAction action, @Nullable Ticket<?, ?> before, Ticket<?, ?> after, boolean answered) {
        List<SlaHappening> happenings = new ArrayList<>();
        if (before == null) {
            happenings.add(SlaHappening.opened());
            return happenings;
        }
        Stage to = after.state().stage();
        Facets.Hold hold = after.facets().hold();
        if (answered) {
            happenings.add(SlaHappening.responded());
        }
        if (action == FacetAction.HOLD && hold != null) {
            happenings.add(SlaHappening.held(hold.reason()));
        } else if (before.facets().hold() != null
                && hold == null
                && after.state().isOpen()) {
            happenings.add(SlaHappening.released());
        }
        if (before.state().isOpen() && to == Stage.DONE) {
            happenings.add(SlaHappening.resolved());
        } else if (before.state().isOpen() && to == Stage.OVER) {
            happenings.add(SlaHappening.cancelled());
        } else if (!before.state().isOpen() && after.state().isOpen()) {
            happenings.add(SlaHappening.reopened());
        }
        return happenings;
    }

    private static SlaFacts facts(TicketType<?, ?> type, Ticket<?, ?> ticket) {
        return new SlaFacts(
                type.kind(),
                ticket.priority().name(),
                ticket.serviceOfferingId(),
                ticket.facets().people().customerClass());
    }
}
