package io.mainstay.incident.internal.store;

import io.mainstay.incident.IncidentChannel;
import io.mainstay.incident.IncidentClosure;
import io.mainstay.incident.IncidentRoutingRule;
import io.mainstay.incident.IncidentState;
import io.mainstay.incident.internal.Incident;
import io.mainstay.incident.internal.IncidentFields;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.platform.cypher.Row;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketPriority;
import io.mainstay.ticket.TicketUrgency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An incident as a node and back. */
final class IncidentRows {

    private IncidentRows() {}

    static Map<String, @Nullable Object> properties(Incident incident) {
        Map<String, @Nullable Object> properties = new HashMap<>(IncidentFields.business(incident.view()));
        properties.remove("confidentiality");
        VisibilityFacts facts = incident.visibilityFacts();
        properties.put("id", incident.id());
        properties.put("number", incident.number());
        properties.put("version", incident.version());
        properties.put("revision", incident.revision());
        properties.put("open", incident.state().isOpen());
        properties.put("confidentialityLevel", facts.confidentiality().level());
        properties.put("participantIds", List.copyOf(facts.participantIds()));
        properties.put("teamIds", List.copyOf(facts.teamIds()));
        properties.put("selfService", facts.selfService());
        properties.put("reportedAt", incident.times().reportedAt());
        properties.put("recordedAt", incident.times().recordedAt());
        properties.put("lastEventAt", incident.times().lastEventAt());
        return properties;
    }

    static Incident incident(Row node) {
        return new Incident(
                node.string("id"),
                node.string("number"),
                node.string("organisationId"),
                node.integer("version"),
                node.integer("revision"),
                node.enumValue("state", IncidentState.class),
                new Incident.Description(
                        node.string("title"),
                        node.stringOrNull("description"),
                        node.enumValue("channel", IncidentChannel.class),
                        node.stringOrNull("categoryId"),
                        node.stringOrNull("location"),
                        node.stringOrNull("symptom")),
                new Incident.People(
                        node.string("affectedPersonId"), node.string("reporterId"), node.stringOrNull("customerClass")),
                assignment(node),
                new Incident.Rating(
                        node.enumValue("impact", TicketImpact.class),
                        node.enumValue("urgency", TicketUrgency.class),
                        node.enumValue("priority", TicketPriority.class),
                        node.integer("matrixVersion")),
                hold(node),
                resolution(node),
                closure(node),
                node.integer("reopenCount"),
                new Incident.Secrecy(
                        Confidentiality.ofLevel(node.integer("confidentialityLevel")),
                        node.instantOrNull("confidentialUntil")),
                new Incident.Times(
                        node.instant("reportedAt"), node.instant("recordedAt"), node.instant("lastEventAt")));
    }

    /** Before there was routing, whatever had a team had been assigned. */
    private static Incident.Assignment assignment(Row node) {
        IncidentRoutingRule rule = node.enumOrNull("routingRule", IncidentRoutingRule.class);
        return new Incident.Assignment(
                node.stringOrNull("serviceOfferingId"),
                node.stringOrNull("teamId"),
                node.stringOrNull("assigneeId"),
                node.has("assigned") ? node.bool("assigned") : node.has("teamId"),
                rule == null
                        ? null
                        : new Incident.Routing(
                                rule, node.string("routedTeamId"), node.stringOrNull("routingSourceId")));
    }

    private static Incident.@Nullable Hold hold(Row node) {
        String reason = node.stringOrNull("holdReason");
        return reason == null ? null : new Incident.Hold(reason, node.instantOrNull("followUpAt"));
    }

    private static Incident.@Nullable Resolution resolution(Row node) {
        String code = node.stringOrNull("resolutionCode");
        return code == null
                ? null
                : new Incident.Resolution(
                        code,
                        Objects.requireNonNull(node.stringOrNull("resolution")),
                        node.instantOrNull("restoredAt"),
                        node.instant("resolvedAt"));
    }

    private static Incident.@Nullable Closure closure(Row node) {
        IncidentClosure how = node.enumOrNull("closure", IncidentClosure.class);
        return how == null
                ? null
                : new Incident.Closure(how, node.instant("closedAt"), node.stringOrNull("cancelReason"));
    }
}
