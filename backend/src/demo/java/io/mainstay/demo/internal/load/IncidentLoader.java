// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.demo.internal.DemoIncident;
import io.mainstay.demo.internal.DemoPerson;
import io.mainstay.demo.internal.IncidentStep;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentChannel;
import io.mainstay.incident.IncidentCommand;
import io.mainstay.incident.IncidentService;
import io.mainstay.incident.IncidentState;
import io.mainstay.incident.ReportIncident;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.ticket.FacetCommand;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketUrgency;
import io.mainstay.ticket.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Loads an incident with its history. */
@Component
final class IncidentLoader {

    private static final Duration KEPT_CONFIDENTIAL = Duration.ofDays(365);

    private final IncidentService incidents;
    private final Tickets<Incident, IncidentState> tickets;
    private final UnitOfWork work;

    IncidentLoader(IncidentService incidents, Tickets<Incident, IncidentState> tickets, UnitOfWork work) {
        this.incidents = incidents;
        this.tickets = tickets;
        this.work = work;
    }

    /**
     * Reports the incident and then does all its steps in one transaction, so that no timer which is due already comes
     * between them. A load that was broken off between the two goes on here.
     */
    void load(DemoIncident incident, Realm realm, Map<String, String> ciIds, Map<String, String> categoryIds) {
        String id = reported(incident, realm, ciIds, categoryIds);
        String offeringId = ciIds.get(incident.offering());
        work.writeRepeatably(() -> {
            Incident current = Objects.requireNonNull(
                    tickets.byIds(Principal.SYSTEM, List.of(id)).get(id));
            if (current.revision() > 1) {
                return;
            }
            for (IncidentStep step : incident.steps()) {
                current = take(step, current, realm, offeringId);
            }
        });
    }

    /** The id of the incident, which is reported unless it has been before. */
    String reported(DemoIncident incident, Realm realm, Map<String, String> ciIds, Map<String, String> categoryIds) {
        ReportIncident report = report(incident, realm, ciIds, categoryIds);
        return incidents
                .report(realm.as(incident.reporter()), report, "demo-" + incident.key())
                .id();
    }

    private Incident take(IncidentStep step, Incident current, Realm realm, @Nullable String offeringId) {
        DemoPerson actor = step.actor();
        if (actor == null) {
            // Mainstay closes it by itself: the timer that its resolution has armed is due.
            return current;
        }
        Principal principal = realm.as(actor);
        String id = current.id();
        int version = current.version();
        Instant at = step.at();
        return switch (step) {
            case IncidentStep.Assign assign ->
                tickets.execute(
                        principal,
                        new FacetCommand.Assign(
                                id,
                                version,
                                realm.id(assign.team()),
                                assign.person() == null ? null : realm.id(assign.person()),
                                offeringId,
                                at));
            case IncidentStep.Start _ -> incidents.execute(principal, new IncidentCommand.Start(id, version, at));
            case IncidentStep.WorkNote note ->
                tickets.execute(principal, new FacetCommand.AddWorkNote(id, note.text(), at));
            case IncidentStep.Comment comment ->
                tickets.execute(principal, new FacetCommand.Comment(id, comment.text(), at));
            case IncidentStep.Hold hold -> hold(hold, principal, current);
            case IncidentStep.Resume _ -> tickets.execute(principal, new FacetCommand.Resume(id, version, at));
            case IncidentStep.Resolve resolve ->
                incidents.execute(
                        principal,
                        new IncidentCommand.Resolve(
                                id, version, resolve.code().name(), resolve.text(), resolve.restoredAt(), at));
            case IncidentStep.Reopen reopen ->
                incidents.execute(principal, new IncidentCommand.Reopen(id, version, reopen.reason(), at));
            case IncidentStep.Cancel cancel ->
                incidents.execute(principal, new IncidentCommand.Cancel(id, version, cancel.reason(), at));
            case IncidentStep.Close _ -> incidents.execute(principal, new IncidentCommand.Confirm(id, version, at));
        };
    }

    private Incident hold(IncidentStep.Hold hold, Principal principal, Incident current) {
        Incident noted = tickets.execute(principal, new FacetCommand.AddWorkNote(current.id(), hold.text(), hold.at()));
        return tickets.execute(
                principal,
                new FacetCommand.Hold(noted.id(), noted.version(), hold.reason().name(), hold.followUpAt(), hold.at()));
    }

    private static ReportIncident report(
            DemoIncident incident, Realm realm, Map<String, String> ciIds, Map<String, String> categoryIds) {
        return new ReportIncident(
                incident.title(),
                incident.description(),
                IncidentChannel.valueOf(incident.channel().name()),
                realm.id(incident.caller()),
                null,
                ciIds.get(incident.offering()),
                categoryIds.get(incident.category()),
                incident.site(),
                words(incident.symptom()),
                TicketImpact.valueOf(incident.impact().name()),
                TicketUrgency.valueOf(incident.urgency().name()),
                List.of(Objects.requireNonNull(ciIds.get(incident.ci()))),
                incident.confidential() ? Confidentiality.CONFIDENTIAL : null,
                incident.confidential() ? incident.reportedAt().plus(KEPT_CONFIDENTIAL) : null,
                incident.reportedAt());
    }

    private static String words(Enum<?> value) {
        String words = value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
