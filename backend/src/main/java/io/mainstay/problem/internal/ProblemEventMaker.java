// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import io.mainstay.problem.Problem;
import io.mainstay.problem.ProblemEvents;
import io.mainstay.record.Subject.Edited;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.FacetEvents;
import java.util.List;
import java.util.Objects;

/** Makes the event that an edit of problems alone causes. */
public final class ProblemEventMaker {

    private ProblemEventMaker() {}

    /** The event of a command of problems alone that says no more than what the problem is now. */
    public static Record of(Edited<Problem> edit) {
        Problem before = Objects.requireNonNull(edit.before());
        Problem after = edit.after();
        if (before.state() == after.state()) {
            return FacetEvents.updated(TicketKind.PROBLEM, edit);
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
