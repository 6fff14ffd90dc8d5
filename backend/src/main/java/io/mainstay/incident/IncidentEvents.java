// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import io.mainstay.platform.outbox.EventType;
import io.mainstay.ticket.RoutingRule;
import io.mainstay.ticket.TicketPriority;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payloads of the events of incidents. Payloads carry ids; texts are read from the incident. */
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

    /**
     * It was given to a team, and perhaps to one of its members.
     *
     * @param previousTeamId the team that had it before, perhaps the same
     */
    @EventType("incident.assigned.v1")
    public record Assigned(
            String incidentId,
            String number,
            IncidentState state,
            TicketPriority priority,
            @Nullable String teamId,
            @Nullable String assigneeId,
            @Nullable String previousTeamId) {}

    /** Work on it began. */
    @EventType("incident.started.v1")
    public record Started(String incidentId, String number, IncidentState state, TicketPriority priority) {}

    /** It waits for something, or for something else than before. */
    @EventType("incident.held.v1")
    public record Held(
            String incidentId,
            String number,
            IncidentState state,
            TicketPriority priority,
            String reason,
            @Nullable Instant followUpAt) {}

    /** Work on it goes on after a hold. */
    @EventType("incident.resumed.v1")
    public record Resumed(String incidentId, String number, IncidentState state, TicketPriority priority) {}

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

    /** Its description or service was corrected, or who may read it was changed. */
    @EventType("incident.updated.v1")
    public record Updated(
            String incidentId, String number, IncidentState state, TicketPriority priority, List<String> fields) {}

    /** Its impact or urgency changed. */
    @EventType("incident.prioritised.v1")
    public record Prioritised(
            String incidentId, String number, IncidentState state, TicketPriority priority, TicketPriority before) {}

    /** Configuration items were linked to it or taken off it. */
    @EventType("incident.cis-changed.v1")
    public record CisChanged(
            String incidentId,
            String number,
            IncidentState state,
            TicketPriority priority,
            List<String> linked,
            List<String> unlinked) {}

    /** Somebody wrote a public comment. */
    @EventType("incident.commented.v1")
    public record Commented(
            String incidentId,
            String number,
            IncidentState state,
            TicketPriority priority,
            String entryId,
            String authorId) {}

    /**
     * A public comment says something else now, or is public no longer.
     *
     * @param withdrawn whether it became a work note
     */
    @EventType("incident.comment-corrected.v1")
    public record CommentCorrected(
            String incidentId,
            String number,
            IncidentState state,
            TicketPriority priority,
            String entryId,
            String correctedById,
            boolean withdrawn) {}

    /** A work note says something else now. */
    @EventType("incident.work-note-corrected.v1")
    public record WorkNoteCorrected(
            String incidentId,
            String number,
            IncidentState state,
            TicketPriority priority,
            String entryId,
            String correctedById) {}

    /** Somebody wrote a work note. */
    @EventType("incident.work-noted.v1")
    public record WorkNoted(
            String incidentId,
            String number,
            IncidentState state,
            TicketPriority priority,
            String entryId,
            String authorId) {}

    /** The day has come to look at an incident on hold again. */
    @EventType("incident.follow-up-due.v1")
    public record FollowUpDue(
            String incidentId,
            String number,
            IncidentState state,
            TicketPriority priority,
            @Nullable String teamId,
            @Nullable String assigneeId) {}
}
