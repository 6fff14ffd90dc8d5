// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.problem.Problem;
import io.mainstay.problem.ProblemEvents;
import io.mainstay.record.Subject.Edited;
import io.mainstay.record.WorkLogEntry;
import io.mainstay.ticket.FacetCommand;
import io.mainstay.ticket.TicketEvents;
import java.util.List;
import java.util.Objects;

/** Makes the event that an edit of a problem causes. */
public final class ProblemEventMaker implements TicketEvents<Problem> {

    @Override
    public Record of(FacetCommand command, Edited<Problem> edit, Beside beside) {
        Problem before = Objects.requireNonNull(edit.before());
        Problem after = edit.after();
        return switch (command) {
            case FacetCommand.Assign _ ->
                new ProblemEvents.Assigned(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        after.teamId(),
                        after.assigneeId(),
                        before.teamId());
            case FacetCommand.Hold hold ->
                new ProblemEvents.Held(
                        after.id(), after.number(), after.state(), after.priority(), hold.reason(), hold.followUpAt());
            case FacetCommand.Resume _ ->
                new ProblemEvents.Resumed(after.id(), after.number(), after.state(), after.priority());
            case FacetCommand.Classify _ -> updated(edit);
            case FacetCommand.Prioritise _ ->
                new ProblemEvents.Prioritised(
                        after.id(), after.number(), after.state(), after.priority(), before.priority());
            case FacetCommand.LinkCis _, FacetCommand.UnlinkCis _ ->
                new ProblemEvents.CisChanged(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        beside.linked(),
                        beside.unlinked());
            case FacetCommand.Comment _ ->
                new ProblemEvents.Commented(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        beside.requiredEntry().id(),
                        beside.requiredEntry().authorId());
            case FacetCommand.AddWorkNote _ ->
                new ProblemEvents.WorkNoted(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        beside.requiredEntry().id(),
                        beside.requiredEntry().authorId());
            case FacetCommand.CorrectEntry correct -> corrected(correct, after, beside.requiredEntry());
        };
    }

    private static Record corrected(FacetCommand.CorrectEntry correct, Problem problem, WorkLogEntry entry) {
        String byId = Objects.requireNonNull(entry.correctedById());
        return entry.kind() == WorkLogEntry.Kind.COMMENT || correct.withdraw()
                ? new ProblemEvents.CommentCorrected(
                        problem.id(),
                        problem.number(),
                        problem.state(),
                        problem.priority(),
                        entry.id(),
                        byId,
                        correct.withdraw())
                : new ProblemEvents.WorkNoteCorrected(
                        problem.id(), problem.number(), problem.state(), problem.priority(), entry.id(), byId);
    }

    /** The event of a command of problems alone that says no more than what the problem is now. */
    public static Record of(Edited<Problem> edit) {
        Problem before = Objects.requireNonNull(edit.before());
        Problem after = edit.after();
        if (before.state() == after.state()) {
            return new ProblemEvents.Updated(
                    after.id(),
                    after.number(),
                    after.state(),
                    after.priority(),
                    edit.fields().stream().map(FieldChange::field).toList());
        }
        return switch (after.state()) {
            case RESOLVED ->
                new ProblemEvents.Resolved(
                        after.id(),
                        after.number(),
                        after.state(),
                        after.priority(),
                        Objects.requireNonNull(after.resolutionCode()));
            case CLOSED -> new ProblemEvents.Closed(after.id(), after.number(), after.state(), after.priority());
            case NEW, ASSESSED, INVESTIGATING, FIXING, RISK_ACCEPTED, DUPLICATE, CANCELLED ->
                before.reopenCount() == after.reopenCount()
                        ? new ProblemEvents.Moved(
                                after.id(), after.number(), after.state(), after.priority(), before.state())
                        : new ProblemEvents.Reopened(
                                after.id(), after.number(), after.state(), after.priority(), after.reopenCount());
        };
    }

    public static Record incidents(Problem problem, List<String> linked, List<String> unlinked) {
        return new ProblemEvents.IncidentsChanged(
                problem.id(), problem.number(), problem.state(), problem.priority(), linked, unlinked);
    }

    @Override
    public Record updated(Edited<Problem> edit) {
        return of(edit);
    }

    @Override
    public Record followUpDue(Problem problem) {
        return new ProblemEvents.FollowUpDue(
                problem.id(),
                problem.number(),
                problem.state(),
                problem.priority(),
                problem.teamId(),
                problem.assigneeId());
    }

    static Record riskReviewDue(Problem problem) {
        return new ProblemEvents.RiskReviewDue(
                problem.id(),
                problem.number(),
                problem.state(),
                problem.priority(),
                problem.teamId(),
                problem.assigneeId());
    }
}
