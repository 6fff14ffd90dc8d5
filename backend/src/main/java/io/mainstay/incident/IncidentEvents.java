// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import io.mainstay.platform.outbox.EventType;
import io.mainstay.ticket.RoutingRule;
import io.mainstay.ticket.TicketPriority;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of the events that incidents alone have; those of facets are {@link io.mainstay.ticket.FacetEvent}. Payloads carry
 * ids; texts are read from the incident.
 */
public final class IncidentEvents {

    private IncidentEvents() {}

    /** An incident was reported. */
    @EventType("incident.reported.v1")
    public record Reported(
            String incidentId,
            String number,
            IncidentState state,
            TicketPriority priority,
            String affectedPersonId,
            String reporterId,
            @Nullable String serviceOfferingId,
            List<String> ciIds,
            @Nullable String teamId,
            @Nullable RoutingRule routingRule) {}

    /** Work on it began. */
    @EventType("incident.started.v1")
    public record Started(String incidentId, String number, IncidentState state, TicketPriority priority) {}

    /** It is solved in the eyes of those who worked on it. */
    @EventType("incident.resolved.v1")
    public record Resolved(
            String incidentId,
            String number,
            IncidentState state,
            TicketPriority priority,
            String resolutionCode,
            Instant resolvedAt) {}

    /** It is over. */
    @EventType("incident.closed.v1")
    public record Closed(
            String incidentId, String number, IncidentState state, TicketPriority priority, IncidentClosure closure) {}

    /** It is not solved after all. */
    @EventType("incident.reopened.v1")
    public record Reopened(
            String incidentId, String number, IncidentState state, TicketPriority priority, int reopenCount) {}

    /** It was withdrawn. */
    @EventType("incident.cancelled.v1")
    public record Cancelled(String incidentId, String number, IncidentState state, TicketPriority priority) {}
}
