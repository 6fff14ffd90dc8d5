// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal.store;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.platform.cypher.Row;
import io.mainstay.ticket.Facets;
import io.mainstay.ticket.Header;
import io.mainstay.ticket.RoutingRule;
import io.mainstay.ticket.Ticket;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketImpactOrigin;
import io.mainstay.ticket.TicketPriority;
import io.mainstay.ticket.TicketState;
import io.mainstay.ticket.TicketType;
import io.mainstay.ticket.TicketUrgency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps tickets to nodes and back. */
final class TicketRows {

    private TicketRows() {}

    static <T extends Ticket<T, S>, S extends Enum<S> & TicketState> Map<String, @Nullable Object> properties(
            TicketType<T, S> type, T ticket) {
        Map<String, @Nullable Object> properties = new HashMap<>(type.fields().properties(ticket));
        VisibilityFacts facts = ticket.visibilityFacts();
        properties.put("participantIds", List.copyOf(facts.participantIds()));
        properties.put("teamIds", List.copyOf(facts.teamIds()));
        properties.put("selfService", facts.selfService());
        properties.put("impactThen", ticket.facets().rating().impactThen());
        return properties;
    }

    static Header header(Row node) {
        return new Header(
                node.string("id"),
                node.string("number"),
                node.string("organisationId"),
                node.integer("version"),
                node.integer("revision"),
                node.instant("reportedAt"),
                node.instant("recordedAt"),
                node.instant("lastEventAt"),
                node.instantOrNull("firstDueAt"));
    }

    static Facets facets(Row node) {
        return new Facets(
                new Facets.Description(
                        node.string("title"), node.stringOrNull("description"), node.stringOrNull("categoryId")),
                new Facets.People(
                        node.string("reporterId"),
                        node.stringOrNull("affectedPersonId"),
                        node.stringOrNull("customerClass")),
                new Facets.Assignment(
                        node.stringOrNull("serviceOfferingId"),
                        node.stringOrNull("teamId"),
                        node.stringOrNull("assigneeId"),
                        // Before there was routing, whatever had a team had been assigned.
                        node.has("assigned") ? node.bool("assigned") : node.has("teamId")),
                routing(node),
                new Facets.Rating(
                        node.enumValue("impact", TicketImpact.class),
                        node.enumValue("urgency", TicketUrgency.class),
                        node.enumValue("priority", TicketPriority.class),
                        node.integer("matrixVersion"),
                        node.enumOrNull("impactOrigin", TicketImpactOrigin.class),
                        node.stringOrNull("impactDecidedById"),
                        node.enumOrNull("impactThen", TicketImpact.class)),
                hold(node),
                new Facets.Secrecy(
                        Confidentiality.ofLevel(node.integer("confidentialityLevel")),
                        node.instantOrNull("confidentialUntil")));
    }

    private static Facets.@Nullable Routing routing(Row node) {
        RoutingRule rule = node.enumOrNull("routingRule", RoutingRule.class);
        return rule == null
                ? null
                : new Facets.Routing(rule, node.string("routedTeamId"), node.stringOrNull("routingSourceId"));
    }

    private static Facets.@Nullable Hold hold(Row node) {
        String reason = node.stringOrNull("holdReason");
        return reason == null ? null : new Facets.Hold(reason, node.instantOrNull("followUpAt"));
    }
}
