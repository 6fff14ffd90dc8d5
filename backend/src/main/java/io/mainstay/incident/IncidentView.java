package io.mainstay.incident;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketPriority;
import io.mainstay.ticket.TicketUrgency;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident as others may read it.
 *
 * @param version moves when a business field changes; what a mutation expects
 * @param revision moves with every change; orders history and events
 * @param affectedPersonId the person who suffers from it
 * @param reporterId the person who reported it, perhaps on behalf of the other
 * @param categoryId the category of the tree, down to any depth
 * @param customerClass code of the class of customer that its organisation is
 * @param teamId the team that deals with it: assigned, or else routed
 * @param assigned whether somebody has assigned it; a team that a rule has found is no assignment
 * @param routingRule the rule that found its first team; null if none did
 * @param routingSourceId the configuration item or organisation from which the rule took the team
 * @param routedTeamId the first team, which keeps sight of it
 * @param matrixVersion the version of the priority matrix that gave the priority
 * @param holdReason code of the configured reason; only while on hold
 * @param followUpAt when to look at it again; only while on hold
 * @param resolutionCode code of the configured kind of resolution
 * @param resolution what was done
 * @param restoredAt when the service was back, which may be before {@code resolvedAt}
 * @param reportedAt when it was reported
 * @param recordedAt when Mainstay was told of it
 * @param lastEventAt when the last thing happened to it; nothing can be entered before
 */
public record IncidentView(
        String id,
        String number,
        String organisationId,
        int version,
        int revision,
        IncidentState state,
        String title,
        @Nullable String description,
        IncidentChannel channel,
        @Nullable String categoryId,
        @Nullable String location,
        @Nullable String symptom,
        String affectedPersonId,
        String reporterId,
        @Nullable String customerClass,
        @Nullable String serviceOfferingId,
        @Nullable String teamId,
        @Nullable String assigneeId,
        boolean assigned,
        @Nullable IncidentRoutingRule routingRule,
        @Nullable String routingSourceId,
        @Nullable String routedTeamId,
        TicketImpact impact,
        TicketUrgency urgency,
        TicketPriority priority,
        int matrixVersion,
        @Nullable String holdReason,
        @Nullable Instant followUpAt,
        @Nullable String resolutionCode,
        @Nullable String resolution,
        @Nullable Instant restoredAt,
        @Nullable Instant resolvedAt,
        @Nullable IncidentClosure closure,
        @Nullable String cancelReason,
        @Nullable Instant closedAt,
        int reopenCount,
        Confidentiality confidentiality,
        @Nullable Instant confidentialUntil,
        Instant reportedAt,
        Instant recordedAt,
        Instant lastEventAt) {}
