// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal;

import static io.mainstay.incident.IncidentState.CANCELLED;
import static io.mainstay.incident.IncidentState.CLOSED;
import static io.mainstay.incident.IncidentState.IN_PROGRESS;
import static io.mainstay.incident.IncidentState.NEW;
import static io.mainstay.incident.IncidentState.ON_HOLD;
import static io.mainstay.incident.IncidentState.RESOLVED;

import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentAction;
import io.mainstay.incident.IncidentChannel;
import io.mainstay.incident.IncidentClosure;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Permission;
import io.mainstay.platform.cypher.Row;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.record.Reach;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.FacetAction;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.RoutingRule;
import io.mainstay.ticket.TicketAction;
import io.mainstay.ticket.TicketConduct;
import io.mainstay.ticket.TicketFields;
import io.mainstay.ticket.TicketPermissions;
import io.mainstay.ticket.TicketType;
import io.mainstay.ticket.Transition.Actor;
import io.mainstay.ticket.TransitionTable;
import io.mainstay.ticket.TransitionTables;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an incident is: its states and what may happen in them, its fields, and what search finds it by. */
public final class IncidentType {

    static final String AUTO_CLOSE = "incident.auto-close";

    private static final TicketPermissions PERMISSIONS = new TicketPermissions(
            Permission.INCIDENT_READ,
            Permission.INCIDENT_REPORT,
            Permission.INCIDENT_PARTICIPATE,
            Permission.INCIDENT_WORK);

    private IncidentType() {}

    /**
     * @param waiting from the resolution to the automatic closure
     * @param revocable from the closure on, how long it may be revoked
     */
    static TicketType<Incident, IncidentState> of(Duration waiting, Duration revocable) {
        return new TicketType<>(
                TicketKind.INCIDENT,
                Incident.TYPE,
                "an incident",
                Incident.class,
                PERMISSIONS,
                TransitionTables.one(transitions()),
                TicketConduct.plain(),
                fields(),
                IncidentType::read,
                incident -> ownTimers(incident, waiting),
                (action, incident) -> deadline(action, incident, revocable),
                Set.of(IncidentAction.START, FacetAction.RESUME, FacetAction.COMMENT),
                true,
                incident -> Arrays.asList(incident.symptom(), incident.location(), incident.resolution()));
    }

    /** The one table of what may happen to an incident, when, by whom, and what it needs. */
    public static TransitionTable<IncidentState> transitions() {
        Set<IncidentState> open = EnumSet.of(NEW, IN_PROGRESS, ON_HOLD);
        Set<IncidentState> notOver = EnumSet.of(NEW, IN_PROGRESS, ON_HOLD, RESOLVED);
        Set<IncidentState> any = EnumSet.allOf(IncidentState.class);
        return TransitionTable.<IncidentState>of("An incident", PERMISSIONS)
                .row(IncidentAction.REPORT, Set.of(), NEW, Actor.REPORTER, "title", "affectedPerson")
                .row(FacetAction.ASSIGN, open, null, Actor.WORKER, "serviceOffering", "team")
                .row(IncidentAction.START, EnumSet.of(NEW), IN_PROGRESS, Actor.WORKER)
                .row(FacetAction.HOLD, open, ON_HOLD, Actor.WORKER, "holdReason")
                .row(FacetAction.RESUME, EnumSet.of(ON_HOLD), IN_PROGRESS, Actor.WORKER)
                .row(IncidentAction.RESOLVE, open, RESOLVED, Actor.WORKER, "resolutionCode", "resolution")
                .row(IncidentAction.CONFIRM, EnumSet.of(RESOLVED), CLOSED, Actor.PARTICIPANT)
                .row(IncidentAction.CLOSE, EnumSet.of(RESOLVED), CLOSED, Actor.WORKER)
                .row(IncidentAction.REOPEN, EnumSet.of(RESOLVED), IN_PROGRESS, Actor.WORKER_OR_PARTICIPANT, "reason")
                .row(IncidentAction.REVOKE_CLOSURE, EnumSet.of(CLOSED), IN_PROGRESS, Actor.WORKER, "reason")
                .row(IncidentAction.CANCEL, open, CANCELLED, Actor.WORKER_OR_PARTICIPANT, "reason")
                .row(IncidentAction.UPDATE, notOver, null, Actor.WORKER)
                .row(FacetAction.PRIORITISE, notOver, null, Actor.WORKER)
                .row(FacetAction.CLASSIFY, any, null, Actor.CLASSIFIER)
                .row(FacetAction.LINK_CIS, notOver, null, Actor.WORKER)
                .row(FacetAction.UNLINK_CIS, notOver, null, Actor.WORKER)
                .row(FacetAction.COMMENT, notOver, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.ADD_WORK_NOTE, any, null, Actor.WORKER)
                .row(FacetAction.CORRECT_ENTRY, any, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.ATTACH, notOver, null, Actor.WORKER_OR_PARTICIPANT)
                .row(FacetAction.DETACH, any, null, Actor.WORKER_OR_PARTICIPANT)
                .row(IncidentAction.AUTO_CLOSE, EnumSet.of(RESOLVED), CLOSED, Actor.SYSTEM)
                .row(FacetAction.DECLASSIFY, any, null, Actor.SYSTEM)
                .row(IncidentAction.SET_CUSTOMER_CLASS, notOver, null, Actor.SYSTEM)
                .build();
    }

    /** All fields of an incident under the names that the API, the graph and the history give them. */
    public static FieldCatalogue<Incident> fields() {
        return TicketFields.<Incident, IncidentState>of("incidents", IncidentState.class)
                .choice("channel", IncidentChannel.class, Incident::channel)
                .required()
                .text("location", Incident::location)
                .text("symptom", Incident::symptom)
                .id("affectedPersonId", Incident::affectedPersonId)
                .required()
                .filterable()
                .text("customerClass", Incident::customerClass)
                .filterable()
                .choice("routingRule", RoutingRule.class, Incident::routingRule)
                .id("routingSourceId", Incident::routingSourceId)
                .id("routedTeamId", Incident::routedTeamId)
                .text("resolutionCode", Incident::resolutionCode)
                .text("resolution", Incident::resolution)
                .instant("restoredAt", Incident::restoredAt)
                .instant("resolvedAt", Incident::resolvedAt)
                .filterable()
                .sortable()
                .choice("closure", IncidentClosure.class, Incident::closure)
                .text("cancelReason", Incident::cancelReason)
                .instant("closedAt", Incident::closedAt)
                .filterable()
                .number("reopenCount", Incident::reopenCount)
                .index("resolvedAt", "id")
                .index("affectedPersonId")
                .index("reporterId")
                .index("routedTeamId")
                .index("serviceOfferingId")
                .seenThrough(new Reach(
                        false,
                        List.of("teamId", "routedTeamId"),
                        List.of("affectedPersonId", "reporterId", "assigneeId")))
                .sortedBy("reportedAt", true);
    }

    private static Map<String, Instant> ownTimers(Incident incident, Duration waiting) {
        Instant resolvedAt = incident.resolvedAt();
        return incident.state() == RESOLVED && resolvedAt != null
                ? Map.of(AUTO_CLOSE, resolvedAt.plus(waiting))
                : Map.of();
    }

    private static @Nullable Instant deadline(TicketAction action, Incident incident, Duration revocable) {
        Instant closedAt = incident.closedAt();
        return action == IncidentAction.REVOKE_CLOSURE && closedAt != null ? closedAt.plus(revocable) : null;
    }

    private static Incident read(Row node, Header header, Facets facets) {
        return new Incident(
                header,
                facets,
                node.enumValue("state", IncidentState.class),
                new Incident.Origin(
                        node.enumValue("channel", IncidentChannel.class),
                        node.stringOrNull("location"),
                        node.stringOrNull("symptom")),
                solution(node),
                end(node),
                node.integer("reopenCount"));
    }

    private static Incident.@Nullable Solution solution(Row node) {
        String code = node.stringOrNull("resolutionCode");
        return code == null
                ? null
                : new Incident.Solution(
                        code,
                        Objects.requireNonNull(node.stringOrNull("resolution")),
                        node.instantOrNull("restoredAt"),
                        node.instant("resolvedAt"));
    }

    private static Incident.@Nullable End end(Row node) {
        IncidentClosure how = node.enumOrNull("closure", IncidentClosure.class);
        return how == null ? null : new Incident.End(how, node.instant("closedAt"), node.stringOrNull("cancelReason"));
    }
}
