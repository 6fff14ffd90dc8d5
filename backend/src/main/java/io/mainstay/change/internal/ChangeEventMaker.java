// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeConflictKind;
import io.mainstay.change.ChangeEvents;
import io.mainstay.change.ChangeTask;
import io.mainstay.change.RequestChange;
import io.mainstay.change.internal.conflict.Matter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Makes the events of changes alone. */
public final class ChangeEventMaker {

    private ChangeEventMaker() {}

    public static Record requested(Change change, RequestChange request) {
        return new ChangeEvents.Requested(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                change.type(),
                change.reporterId(),
                request.ciIds(),
                request.incidentIds(),
                request.problemIds(),
                change.teamId());
    }

    public static Record submitted(Change change) {
        return new ChangeEvents.Submitted(
                change.id(), change.number(), change.state(), change.priority(), change.type());
    }

    public static Record assessed(Change change) {
        return new ChangeEvents.Assessed(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                Objects.requireNonNull(change.riskLevel()),
                change.computedRisk() == null ? null : change.computedRisk().level(),
                change.computedRisk() == null ? null : change.computedRisk().points());
    }

    public static Record authorised(Change change) {
        Change.Authorisation authorisation = Objects.requireNonNull(change.authorisation());
        return new ChangeEvents.Authorised(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                change.type(),
                authorisation.byId(),
                authorisation.how() != null);
    }

    static Record withdrawn(Change before, Change change, List<String> fields) {
        return new ChangeEvents.AuthorisationWithdrawn(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                Objects.requireNonNull(before.authorisedById()),
                fields);
    }

    public static Record rejected(Change change) {
        return new ChangeEvents.Rejected(change.id(), change.number(), change.state(), change.priority());
    }

    /**
     * @param conflicts how many it has as it begins, hidden ones included
     * @param overridden whether somebody has said why it may begin nevertheless
     */
    public static Record started(Change change, int conflicts, boolean overridden) {
        return new ChangeEvents.Started(
                change.id(), change.number(), change.state(), change.priority(), change.type(), conflicts, overridden);
    }

    public static Record completed(Change change) {
        return new ChangeEvents.Completed(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                Objects.requireNonNull(change.course().outcome()));
    }

    public static Record closed(Change change) {
        return new ChangeEvents.Closed(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                Objects.requireNonNull(change.course().outcome()));
    }

    public static Record cancelled(Change change) {
        return new ChangeEvents.Cancelled(change.id(), change.number(), change.state(), change.priority());
    }

    public static Record paperworkFiled(Change change) {
        return new ChangeEvents.PaperworkFiled(change.id(), change.number(), change.state(), change.priority());
    }

    public static Record cabReviewed(Change change) {
        return new ChangeEvents.CabReviewed(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                change.paperwork().board().meetingId());
    }

    public static Record markedUnauthorised(Change change) {
        return new ChangeEvents.MarkedUnauthorised(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                Objects.requireNonNull(change.misuse()).byId());
    }

    public static Record records(Change change, List<String> linked, List<String> unlinked) {
        return new ChangeEvents.RecordsChanged(
                change.id(), change.number(), change.state(), change.priority(), linked, unlinked);
    }

    public static Record freezeExceptionRequested(Change change, List<String> windowIds) {
        return new ChangeEvents.FreezeExceptionRequested(
                change.id(), change.number(), change.state(), change.priority(), windowIds);
    }

    static Record taskAdded(Change change, ChangeTask task) {
        return new ChangeEvents.TaskAdded(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                task.id(),
                task.ownerId(),
                task.teamId(),
                task.dueAt());
    }

    static Record taskUpdated(Change change, ChangeTask task) {
        return new ChangeEvents.TaskUpdated(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                task.id(),
                task.ownerId(),
                task.teamId(),
                task.dueAt());
    }

    static Record taskRemoved(Change change, ChangeTask task) {
        return new ChangeEvents.TaskRemoved(change.id(), change.number(), change.state(), change.priority(), task.id());
    }

    static Record taskCompleted(Change change, ChangeTask task) {
        return new ChangeEvents.TaskCompleted(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                task.id(),
                task.state(),
                Objects.requireNonNull(task.completion()).byId());
    }

    static Record taskOverdue(Change change, ChangeTask task, Instant dueAt) {
        return new ChangeEvents.TaskOverdue(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                task.id(),
                dueAt,
                task.ownerId(),
                task.teamId());
    }

    static Record paperworkOverdue(Change change, Instant dueAt) {
        return new ChangeEvents.PaperworkOverdue(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                dueAt,
                change.teamId(),
                change.assigneeId());
    }

    static Record cabReviewOverdue(Change change, Instant dueAt) {
        return new ChangeEvents.CabReviewOverdue(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                dueAt,
                change.teamId(),
                change.assigneeId());
    }

    static Record conflictsChanged(Change change, String otherChangeId, boolean conflicting) {
        return new ChangeEvents.ConflictsChanged(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                otherChangeId,
                conflicting,
                change.teamId(),
                change.assigneeId());
    }

    /** @param ids of the freezes, configuration items or incidents */
    static Record matterChanged(Change change, Matter.Kind kind, Collection<String> ids, boolean conflicting) {
        List<String> recordIds = List.copyOf(ids);
        ChangeConflictKind conflict = Objects.requireNonNull(kind.conflict());
        return switch (kind) {
            case FREEZE, OUTSIDE_MAINTENANCE, MAINTAINED ->
                new ChangeEvents.WindowConflictsChanged(
                        change.id(),
                        change.number(),
                        change.state(),
                        change.priority(),
                        conflict,
                        kind == Matter.Kind.FREEZE ? recordIds : List.of(),
                        kind == Matter.Kind.FREEZE ? List.of() : recordIds,
                        conflicting,
                        change.teamId(),
                        change.assigneeId());
            case CI_IMPAIRED, OPEN_INCIDENT ->
                new ChangeEvents.RealityConflictsChanged(
                        change.id(),
                        change.number(),
                        change.state(),
                        change.priority(),
                        conflict,
                        kind == Matter.Kind.CI_IMPAIRED ? recordIds : List.of(),
                        kind == Matter.Kind.CI_IMPAIRED ? List.of() : recordIds,
                        conflicting,
                        change.teamId(),
                        change.assigneeId());
        };
    }

    static Record windowOverrun(Change change, Instant plannedTo) {
        return new ChangeEvents.WindowOverrun(
                change.id(),
                change.number(),
                change.state(),
                change.priority(),
                plannedTo,
                change.teamId(),
                change.assigneeId());
    }
}
