package io.mainstay.incident.internal;

import io.mainstay.incident.IncidentAction;
import io.mainstay.record.Occurrence;
import io.mainstay.record.TicketKind;
import io.mainstay.sla.SlaClocks;
import io.mainstay.sla.SlaFacts;
import io.mainstay.sla.SlaHappening;
import io.mainstay.sla.SlaRecordChange;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the service level clocks what happens to an incident. */
@Component
final class IncidentClocks {

    private final SlaClocks sla;

    IncidentClocks(SlaClocks sla) {
        this.sla = sla;
    }

    /**
     * @param before null for the report
     * @param byCaller whether somebody did it who waits for an answer, which is none then
     */
    void changed(IncidentAction action, @Nullable Incident before, Incident after, boolean byCaller, Occurrence at) {
        List<SlaHappening> happenings = happenings(action, after, byCaller);
        SlaFacts facts = facts(after);
        if (happenings.isEmpty() && before != null && facts.equals(facts(before))) {
            return;
        }
        sla.onRecordChange(new SlaRecordChange(
                Incident.TYPE, after.id(), after.revision(), facts, at.occurredAt(), at.recordedAt(), happenings));
    }

    static List<SlaHappening> happenings(IncidentAction action, Incident after, boolean byCaller) {
        return switch (action) {
            case REPORT -> List.of(SlaHappening.opened());
            case START, COMMENT -> byCaller ? List.of() : List.of(SlaHappening.responded());
            case HOLD ->
                List.of(SlaHappening.held(Objects.requireNonNull(after.hold()).reason()));
            case RESUME -> List.of(SlaHappening.released());
            case RESOLVE -> List.of(SlaHappening.resolved());
            case REOPEN -> List.of(SlaHappening.reopened());
            case CANCEL -> List.of(SlaHappening.cancelled());
            case ASSIGN,
                    UPDATE,
                    PRIORITISE,
                    CLASSIFY,
                    LINK_CIS,
                    UNLINK_CIS,
                    ADD_WORK_NOTE,
                    CONFIRM,
                    CLOSE,
                    AUTO_CLOSE,
                    DECLASSIFY,
                    SET_CUSTOMER_CLASS -> List.of();
        };
    }

    private static SlaFacts facts(Incident incident) {
        return new SlaFacts(
                TicketKind.INCIDENT,
                incident.rating().priority().name(),
                incident.assignment().serviceOfferingId(),
                incident.people().customerClass());
    }
}
