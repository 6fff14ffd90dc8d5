// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.platform.outbox.EventType;
import io.mainstay.ticket.TicketPriority;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payloads of the events of changes. Payloads carry ids; texts are read from the change. */
public final class ChangeEvents {

    private ChangeEvents() {}

    /** A change was requested. */
    @EventType("change.requested.v1")
    public record Requested(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            ChangeType type,
            String reporterId,
            List<String> ciIds,
            List<String> incidentIds,
            List<String> problemIds,
            @Nullable String teamId) {}

    /** It was handed in, to be assessed or authorised. */
    @EventType("change.submitted.v1")
    public record Submitted(
            String changeId, String number, ChangeState state, TicketPriority priority, ChangeType type) {}

    /**
     * An exception from freezes was asked for.
     *
     * @param windowIds the freezes
     */
    @EventType("change.freeze-exception-requested.v1")
    public record FreezeExceptionRequested(
            String changeId, String number, ChangeState state, TicketPriority priority, List<String> windowIds) {}

    /**
     * Its risk was assessed.
     *
     * @param computedRiskLevel what the rules say
     * @param riskPoints by which they say so
     */
    @EventType("change.assessed.v1")
    public record Assessed(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            RiskLevel riskLevel,
            @Nullable RiskLevel computedRiskLevel,
            @Nullable Integer riskPoints) {}

    /**
     * Somebody has authorised it.
     *
     * @param verbally whether by word of mouth
     */
    @EventType("change.authorised.v1")
    public record Authorised(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            ChangeType type,
            String authorisedById,
            boolean verbally) {}

    /**
     * Its authorisation holds no longer, because what was authorised was edited.
     *
     * @param authorisedById who had authorised it
     * @param fields what was edited
     */
    @EventType("change.authorisation-withdrawn.v1")
    public record AuthorisationWithdrawn(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            String authorisedById,
            List<String> fields) {}

    /** It was given back to whoever requested it. */
    @EventType("change.rejected.v1")
    public record Rejected(String changeId, String number, ChangeState state, TicketPriority priority) {}

    /** Its implementation has begun. */
    @EventType("change.started.v1")
    public record Started(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            ChangeType type,
            int conflicts,
            boolean overridden) {}

    /** The work on it is over. */
    @EventType("change.completed.v1")
    public record Completed(
            String changeId, String number, ChangeState state, TicketPriority priority, ChangeOutcome outcome) {}

    /** It was reviewed. */
    @EventType("change.closed.v1")
    public record Closed(
            String changeId, String number, ChangeState state, TicketPriority priority, ChangeOutcome outcome) {}

    /** It was withdrawn before anything was changed. */
    @EventType("change.cancelled.v1")
    public record Cancelled(String changeId, String number, ChangeState state, TicketPriority priority) {}

    /**
     * Incidents or problems that it is to resolve were linked or taken off.
     *
     * @param linked ids of both kinds
     * @param unlinked ids of both kinds
     */
    @EventType("change.records-changed.v1")
    public record RecordsChanged(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            List<String> linked,
            List<String> unlinked) {}

    /** What an emergency left no time for was written down. */
    @EventType("change.paperwork-filed.v1")
    public record PaperworkFiled(String changeId, String number, ChangeState state, TicketPriority priority) {}

    /** The paperwork of an emergency change was due and is not there. */
    @EventType("change.paperwork-overdue.v1")
    public record PaperworkOverdue(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            Instant dueAt,
            @Nullable String teamId,
            @Nullable String assigneeId) {}

    /** The change advisory board has looked at an emergency change afterwards. */
    @EventType("change.cab-reviewed.v1")
    public record CabReviewed(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            @Nullable String meetingId) {}

    /** The change advisory board was to look at an emergency change by now, and has not. */
    @EventType("change.cab-review-overdue.v1")
    public record CabReviewOverdue(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            Instant dueAt,
            @Nullable String teamId,
            @Nullable String assigneeId) {}

    /** Its window is over, and it is not: not finished, or not even begun. */
    @EventType("change.window-overrun.v1")
    public record WindowOverrun(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            Instant plannedTo,
            @Nullable String teamId,
            @Nullable String assigneeId) {}

    /** A task was added. */
    @EventType("change.task-added.v1")
    public record TaskAdded(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            String taskId,
            @Nullable String ownerId,
            @Nullable String teamId,
            @Nullable Instant dueAt) {}

    /** A task was edited. */
    @EventType("change.task-updated.v1")
    public record TaskUpdated(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            String taskId,
            @Nullable String ownerId,
            @Nullable String teamId,
            @Nullable Instant dueAt) {}

    /** A task was taken off. */
    @EventType("change.task-removed.v1")
    public record TaskRemoved(
            String changeId, String number, ChangeState state, TicketPriority priority, String taskId) {}

    /** A task is done, or was left undone. */
    @EventType("change.task-completed.v1")
    public record TaskCompleted(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            String taskId,
            ChangeTaskState taskState,
            String completedById) {}

    /** A task was due and is not complete. */
    @EventType("change.task-overdue.v1")
    public record TaskOverdue(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            String taskId,
            Instant dueAt,
            @Nullable String ownerId,
            @Nullable String teamId) {}

    /**
     * Another change has moved, and is in its way now or not any more.
     *
     * @param otherChangeId the one that has moved
     * @param conflicting whether it is in the way now
     */
    @EventType("change.conflicts-changed.v1")
    public record ConflictsChanged(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            String otherChangeId,
            boolean conflicting,
            @Nullable String teamId,
            @Nullable String assigneeId) {}

    /**
     * A freeze or a maintenance window has moved, and is in its way now or not any more.
     *
     * @param kind FREEZE or OUTSIDE_MAINTENANCE_WINDOW
     * @param windowIds the freezes; empty of the other kind
     * @param ciIds the configuration items outside of whose maintenance windows it is; empty of freezes
     * @param conflicting whether these are in the way now
     */
    @EventType("change.window-conflicts-changed.v1")
    public record WindowConflictsChanged(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            ChangeConflictKind kind,
            List<String> windowIds,
            List<String> ciIds,
            boolean conflicting,
            @Nullable String teamId,
            @Nullable String assigneeId) {}

    /**
     * Something that it counts on has failed or works again, or an urgent incident is open on it or not any more.
     *
     * @param kind CI_IMPAIRED or OPEN_INCIDENT
     * @param ciIds the impaired configuration items; empty of incidents
     * @param incidentIds the incidents; empty of the other kind
     * @param conflicting whether these are in the way now
     */
    @EventType("change.reality-conflicts-changed.v1")
    public record RealityConflictsChanged(
            String changeId,
            String number,
            ChangeState state,
            TicketPriority priority,
            ChangeConflictKind kind,
            List<String> ciIds,
            List<String> incidentIds,
            boolean conflicting,
            @Nullable String teamId,
            @Nullable String assigneeId) {}

    /** Somebody has said that it was not authorised as it should have been. */
    @EventType("change.marked-unauthorised.v1")
    public record MarkedUnauthorised(
            String changeId, String number, ChangeState state, TicketPriority priority, String markedById) {}
}
