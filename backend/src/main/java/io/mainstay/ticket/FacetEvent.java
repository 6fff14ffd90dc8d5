// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.record.TicketKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a ticket by what most kinds share, as others are told of it: the part of the payload that is the same for all
 * kinds. Before it the payload names the ticket, see {@link FacetEvents}. It carries ids; texts are read from the ticket.
 */
public sealed interface FacetEvent {

    /** The event's type after the name of the kind: {@code assigned.v1} of {@code incident.assigned.v1}. */
    default String what() {
        return switch (this) {
            case Assigned _ -> "assigned.v1";
            case Held _ -> "held.v1";
            case Resumed _ -> "resumed.v1";
            case Updated _ -> "updated.v1";
            case Prioritised _, PrioritisedBefore _ -> "prioritised.v1";
            case CisChanged _ -> "cis-changed.v1";
            case Commented _ -> "commented.v1";
            case CommentCorrected _ -> "comment-corrected.v1";
            case WorkNoted _ -> "work-noted.v1";
            case WorkNoteCorrected _ -> "work-note-corrected.v1";
            case AttachmentsChanged _ -> "attachments-changed.v1";
            case InternalAttachmentsChanged _ -> "internal-attachments-changed.v1";
            case FollowUpDue _ -> "follow-up-due.v1";
        };
    }

    /**
     * It was given to a team, and perhaps to one of its members.
     *
     * @param previousTeamId the team that had it before, perhaps the same
     */
    record Assigned(
            @Nullable String teamId,
            @Nullable String assigneeId,
            @Nullable String previousTeamId) implements FacetEvent {}

    /** It waits for something, or for something else than before. */
    record Held(String reason, @Nullable Instant followUpAt) implements FacetEvent {}

    /** Work on it goes on after a hold. */
    record Resumed() implements FacetEvent {}

    /** Some of its fields were changed, or who may read it. */
    record Updated(List<String> fields) implements FacetEvent {}

    /** Its impact and urgency were set. */
    record Prioritised(TicketPriority previousPriority) implements FacetEvent {}

    /** {@link Prioritised} of incidents, which have called the component by this name since before there were other kinds. */
    record PrioritisedBefore(TicketPriority before) implements FacetEvent {}

    /** Configuration items were linked to it or taken off it. */
    record CisChanged(List<String> linked, List<String> unlinked) implements FacetEvent {}

    /** Somebody wrote a public comment. */
    record Commented(String entryId, String authorId) implements FacetEvent {}

    /**
     * A public comment says something else now, or is public no longer.
     *
     * @param withdrawn whether it became a work note
     */
    record CommentCorrected(String entryId, String correctedById, boolean withdrawn) implements FacetEvent {}

    /** Somebody wrote a work note. */
    record WorkNoted(String entryId, String authorId) implements FacetEvent {}

    /** A work note says something else now. */
    record WorkNoteCorrected(String entryId, String correctedById) implements FacetEvent {}

    /** Files that everybody reads who sees it were attached to it or removed. */
    record AttachmentsChanged(List<String> attachedIds, List<String> removedIds) implements FacetEvent {}

    /** The same with files that only those read who work on such tickets. */
    record InternalAttachmentsChanged(List<String> attachedIds, List<String> removedIds) implements FacetEvent {}

    /** It waits, and the day has come to look at it again. */
    record FollowUpDue(@Nullable String teamId, @Nullable String assigneeId) implements FacetEvent {}

    /** In the form in which tickets of a kind say it. */
    static FacetEvent prioritised(TicketKind kind, TicketPriority previous) {
        return kind == TicketKind.INCIDENT ? new PrioritisedBefore(previous) : new Prioritised(previous);
    }
}
