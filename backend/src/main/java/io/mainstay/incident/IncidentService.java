// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ReachedServiceQueries;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationSettings;
import io.mainstay.identity.PersonView;
import io.mainstay.incident.internal.GraphRating;
import io.mainstay.incident.internal.IncidentEventMaker;
import io.mainstay.incident.internal.IncidentRouting;
import io.mainstay.incident.internal.IncidentRules;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.TicketKind;
import io.mainstay.record.WorkLogEntry;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.PriorityMatrix;
import io.mainstay.ticket.TicketChoice;
import io.mainstay.ticket.TicketReferences;
import io.mainstay.ticket.TicketSettingsInForce;
import io.mainstay.ticket.Tickets;
import io.mainstay.ticket.Tickets.Drawn;
import io.mainstay.ticket.Tickets.FirstLinks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The use cases of incidents alone; what is done to tickets of most kinds, and reading, is in {@link Tickets}. A refusal is
 * thrown as {@link RefusedException} or {@link io.mainstay.kernel.ForbiddenException}, and then nothing has been changed.
 */
@Service
public final class IncidentService {

    private final Tickets<Incident, IncidentState> incidents;
    private final TicketReferences references;
    private final TicketSettingsInForce settings;
    private final IdentityViews identity;
    private final IncidentRouting routing;
    private final ReachedServiceQueries services;

    IncidentService(
            Tickets<Incident, IncidentState> incidents,
            TicketReferences references,
            TicketSettingsInForce settings,
            IdentityViews identity,
            IncidentRouting routing,
            ReachedServiceQueries services) {
        this.incidents = incidents;
        this.references = references;
        this.settings = settings;
        this.identity = identity;
        this.routing = routing;
        this.services = services;
    }

    /**
     * Reports an incident.
     *
     * @param idempotencyKey makes the call safe to repeat; null for none
     */
    public Incident report(Principal principal, ReportIncident report, @Nullable String idempotencyKey) {
        String affectedPersonId = report.affectedPersonId() == null ? principal.personId() : report.affectedPersonId();
        requireReport(principal, report, affectedPersonId);
        Occurrence at = incidents.occurrence(principal, report.occurredAt());
        IncidentRules.check(report, at.recordedAt());
        return incidents.create(
                principal,
                IncidentAction.REPORT,
                report,
                idempotencyKey,
                at,
                drawn -> reported(principal, report, affectedPersonId, drawn),
                report.ciIds(),
                FirstLinks.none(),
                edit -> IncidentEventMaker.reported(edit.after(), report.ciIds()));
    }

    private static void requireReport(Principal principal, ReportIncident report, String affectedPersonId) {
        principal.require(Permission.INCIDENT_REPORT);
        if (!affectedPersonId.equals(principal.personId())) {
            principal.require(Permission.INCIDENT_REPORT_FOR_OTHERS);
        }
        // Who waits for help says how urgent it is; how much of the business it touches is not theirs to say.
        if (report.teamId() != null || report.impact() != null) {
            principal.require(Permission.INCIDENT_WORK);
        }
        if (report.confidentiality() != null && report.confidentiality() != Confidentiality.PUBLIC_INTERNAL) {
            principal.require(Permission.RECORD_CLASSIFY);
        }
    }

    private Incident reported(Principal principal, ReportIncident report, String affectedPersonId, Drawn drawn) {
        references.clearance(principal, report.confidentiality());
        settings.requireCategory(TicketKind.INCIDENT, report.categoryId());
        Map<String, ConfigurationItem> items = references.items(principal, report.ciIds(), report.serviceOfferingId());
        references.team(report.teamId());
        PersonView affected = references.person(principal, affectedPersonId, "affectedPersonId");
        String organisationId = Objects.requireNonNullElse(affected.organisationId(), principal.organisationId());
        OrganisationSettings organisation = identity.organisationSettings(List.of(organisationId))
                .getOrDefault(organisationId, OrganisationSettings.NONE);
        Facets.Routing routed = routing.route(report, items, organisation);
        return new Incident(
                Header.first(drawn.id(), drawn.number(), organisationId, drawn.at()),
                new Facets(
                        new Facets.Description(report.title(), report.description(), report.categoryId()),
                        new Facets.People(principal.personId(), affectedPersonId, organisation.customerClass()),
                        Facets.Assignment.of(report.serviceOfferingId(), routed),
                        routed,
                        rating(principal, report, items),
                        null,
                        new Facets.Secrecy(
                                Objects.requireNonNullElse(report.confidentiality(), Confidentiality.PUBLIC_INTERNAL),
                                report.confidentialUntil())),
                IncidentState.NEW,
                new Incident.Origin(report.channel(), report.location(), report.symptom()),
                null,
                null,
                0);
    }

    /**
     * The desk's impact goes before the graph's; what neither rates is MEDIUM. Whoever may not state an impact cannot choose a high
     * one by what they name, which may be the switch that a printer is plugged into: the desk has to agree.
     */
    private Facets.Rating rating(Principal principal, ReportIncident report, Map<String, ConfigurationItem> items) {
        Optional<GraphRating> found = report.impact() == null && !items.isEmpty()
                ? GraphRating.of(services.reached(principal, named(report, items)))
                        .map(rated -> principal.may(Permission.INCIDENT_WORK) ? rated : rated.atMostMedium())
                : Optional.empty();
        PriorityMatrix matrix = settings.matrix(TicketKind.INCIDENT);
        return found.map(rated -> Facets.Rating.byGraph(rated.impact(), rated.serviceId(), report.urgency(), matrix))
                .orElseGet(() -> Facets.Rating.of(report.impact(), report.urgency(), matrix));
    }

    /** What the report names, in its order, so that the same report always has the same service decide. */
    private static List<ConfigurationItem> named(ReportIncident report, Map<String, ConfigurationItem> items) {
        return Stream.concat(report.ciIds().stream(), Stream.ofNullable(report.serviceOfferingId()))
                .distinct()
                .map(items::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Executes a command of incidents alone. */
    public Incident execute(Principal principal, IncidentCommand command) {
        principal.require(Permission.INCIDENT_READ);
        Occurrence at = incidents.occurrence(principal, command.occurredAt());
        IncidentRules.check(command, at.recordedAt());
        return incidents.change(principal, command, at, null, (before, now) -> taken(principal, before, command, now));
    }

    /** What a command makes of an incident. Whether it may happen, the transition table has said before. */
    private Outcome<Incident> taken(Principal principal, Incident before, IncidentCommand command, Occurrence at) {
        Incident moved = incidents.moved(before, command.action());
        Instant now = at.occurredAt();
        Incident after = switch (command) {
            case IncidentCommand.Start _ -> moved;
            case IncidentCommand.Resolve resolve -> {
                settings.requireChoice(
                        TicketKind.INCIDENT, TicketChoice.Purpose.RESOLUTION_CODE, resolve.code(), "code");
                yield moved.solved(
                        new Incident.Solution(resolve.code(), resolve.resolution(), resolve.restoredAt(), now));
            }
            case IncidentCommand.Confirm _ -> moved.ended(new Incident.End(IncidentClosure.CONFIRMED, now, null));
            case IncidentCommand.Close _ -> moved.ended(new Incident.End(IncidentClosure.MANUAL, now, null));
            case IncidentCommand.Reopen _, IncidentCommand.RevokeClosure _ -> moved.reopened();
            case IncidentCommand.Cancel cancel ->
                moved.ended(new Incident.End(IncidentClosure.CANCELLED, now, cancel.reason()));
            case IncidentCommand.Update update -> updated(principal, moved, update);
        };
        Outcome<Incident> outcome = Outcome.of(after, edit -> List.of(IncidentEventMaker.of(command, edit)));
        String reason = reasonOfReopening(command);
        return reason == null
                ? outcome
                : outcome.written(incidents.entry(principal, before, WorkLogEntry.Kind.COMMENT, reason, at));
    }

    private static @Nullable String reasonOfReopening(IncidentCommand command) {
        return switch (command) {
            case IncidentCommand.Reopen reopen -> reopen.reason();
            case IncidentCommand.RevokeClosure revoke -> revoke.reason();
            case IncidentCommand.Start _,
                    IncidentCommand.Resolve _,
                    IncidentCommand.Confirm _,
                    IncidentCommand.Close _,
                    IncidentCommand.Cancel _,
                    IncidentCommand.Update _ -> null;
        };
    }

    private Incident updated(Principal principal, Incident incident, IncidentCommand.Update update) {
        settings.requireCategory(TicketKind.INCIDENT, update.categoryId().value());
        references.serviceOffering(principal, update.serviceOfferingId().value());
        if (update.serviceOfferingId().clears() && incident.assigned()) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.REQUIRED,
                    "serviceOfferingId is required once the incident is assigned.",
                    "input",
                    "serviceOfferingId"));
        }
        Incident called =
                calledBy(principal, incident, update.affectedPersonId().value());
        Facets facets = called.facets();
        Facets.Assignment assignment = facets.assignment();
        return called.with(facets.with(new Facets.Description(
                                update.title().overRequired(incident.title()),
                                update.description().over(incident.description()),
                                update.categoryId().over(incident.categoryId())))
                        .with(new Facets.Assignment(
                                update.serviceOfferingId().over(assignment.serviceOfferingId()),
                                assignment.teamId(),
                                assignment.assigneeId(),
                                assignment.assigned())))
                .with(new Incident.Origin(
                        incident.channel(),
                        update.location().over(incident.location()),
                        update.symptom().over(incident.symptom())));
    }

    /** The incident as that of another caller, if one is named: it belongs to their organisation and has its class of customer. */
    private Incident calledBy(Principal principal, Incident incident, @Nullable String personId) {
        if (personId == null || personId.equals(incident.affectedPersonId())) {
            return incident;
        }
        principal.require(Permission.INCIDENT_REPORT_FOR_OTHERS);
        PersonView caller = references.person(principal, personId, "affectedPersonId");
        String organisationId = Objects.requireNonNullElse(caller.organisationId(), incident.organisationId());
        OrganisationSettings organisation = identity.organisationSettings(List.of(organisationId))
                .getOrDefault(organisationId, OrganisationSettings.NONE);
        Facets.People people = incident.facets().people();
        return incident.with(incident.header().in(organisationId))
                .with(incident.facets()
                        .with(new Facets.People(people.reporterId(), personId, organisation.customerClass())));
    }
}
