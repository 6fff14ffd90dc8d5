// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.demo.internal.DemoProblem;
import io.mainstay.demo.internal.ProblemStep;
import io.mainstay.demo.internal.RealmPerson;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.problem.CauseCategory;
import io.mainstay.problem.Problem;
import io.mainstay.problem.ProblemCommand;
import io.mainstay.problem.ProblemService;
import io.mainstay.problem.ProblemState;
import io.mainstay.problem.ReportProblem;
import io.mainstay.ticket.FacetCommand;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketUrgency;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Loads a problem with its history. */
@Component
final class ProblemLoader {

    private final ProblemService problems;
    private final Tickets<Problem, ProblemState> tickets;
    private final UnitOfWork work;

    /**
     * What problems refer to.
     *
     * @param incidents ids by key
     * @param problems ids by key of those that are loaded
     */
    record Known(
            Realm realm,
            Map<String, String> cis,
            Map<String, String> categories,
            Map<String, String> incidents,
            Map<String, String> problems) {}

    ProblemLoader(ProblemService problems, Tickets<Problem, ProblemState> tickets, UnitOfWork work) {
        this.problems = problems;
        this.tickets = tickets;
        this.work = work;
    }

    /**
     * Reports the problem and then does all its steps in one transaction. A load that was broken off between the two goes on
     * here.
     *
     * @return its id
     */
    String load(DemoProblem problem, Known known) {
        String id = problems.report(
                        known.realm().as(problem.reporter()), report(problem, known), "demo-problem-" + problem.key())
                .id();
        work.writeRepeatably(() -> {
            if (read(id).revision() > 1) {
                return;
            }
            for (ProblemStep step : problem.steps()) {
                take(step, read(id), known);
            }
        });
        return id;
    }

    private Problem read(String id) {
        return Objects.requireNonNull(
                tickets.byIds(Principal.SYSTEM, List.of(id)).get(id));
    }

    private void take(ProblemStep step, Problem current, Known known) {
        String id = current.id();
        int version = current.version();
        Instant at = step.at();
        switch (step) {
            case ProblemStep.Assess assess ->
                execute(
                        known,
                        new ProblemCommand.Assess(
                                id,
                                version,
                                TicketImpact.valueOf(assess.impact().name()),
                                TicketUrgency.valueOf(assess.urgency().name()),
                                at));
            case ProblemStep.Assign assign ->
                execute(
                        known,
                        new FacetCommand.Assign(
                                id,
                                version,
                                known.realm().id(assign.team()),
                                assign.person() == null ? null : known.realm().id(assign.person()),
                                null,
                                at));
            case ProblemStep.Investigate _ -> execute(known, new ProblemCommand.Investigate(id, version, at));
            case ProblemStep.WorkNote note -> execute(known, new FacetCommand.AddWorkNote(id, note.text(), at));
            case ProblemStep.LinkIncidents link ->
                execute(
                        known,
                        new ProblemCommand.LinkIncidents(id, ids(link.incidents(), known.incidents()), null, at));
            case ProblemStep.SetRootCause cause ->
                execute(
                        known,
                        new ProblemCommand.SetRootCause(
                                id,
                                version,
                                new Problem.RootCause(
                                        CauseCategory.valueOf(cause.category()),
                                        cause.text(),
                                        cause.whys(),
                                        ids(cause.cis(), known.cis())),
                                at));
            case ProblemStep.MarkKnownError _ -> execute(known, new ProblemCommand.MarkKnownError(id, version, at));
            case ProblemStep.SetWorkaround workaround ->
                execute(
                        known,
                        new ProblemCommand.SetWorkaround(id, version, workaround.text(), workaround.steps(), at));
            case ProblemStep.PublishWorkaround publish ->
                execute(
                        known,
                        new ProblemCommand.PublishWorkaround(
                                id, version, ids(publish.incidents(), known.incidents()), at));
            case ProblemStep.Rate rate ->
                problems.rateWorkaround(
                        known.realm().as(rate.actor()), id(rate.incident(), known.incidents()), id, rate.helped());
            case ProblemStep.Hold hold ->
                execute(known, new FacetCommand.Hold(id, version, hold.reason(), hold.followUpAt(), at));
            case ProblemStep.Fix _ -> execute(known, new ProblemCommand.Fix(id, version, at));
            case ProblemStep.Resolve resolve ->
                execute(known, new ProblemCommand.Resolve(id, version, resolve.code(), resolve.text(), at));
            case ProblemStep.Close _ -> execute(known, new ProblemCommand.Close(id, version, at));
            case ProblemStep.AcceptRisk accept ->
                execute(known, new ProblemCommand.AcceptRisk(id, version, accept.reason(), accept.reviewAt(), at));
            case ProblemStep.MarkDuplicate duplicate ->
                execute(known, new ProblemCommand.MarkDuplicate(id, version, id(duplicate.of(), known.problems()), at));
        }
    }

    private void execute(Known known, ProblemCommand command) {
        problems.execute(known.realm().as(RealmPerson.PROBLEM_MANAGER), command);
    }

    private void execute(Known known, FacetCommand command) {
        tickets.execute(known.realm().as(RealmPerson.PROBLEM_MANAGER), command);
    }

    private static ReportProblem report(DemoProblem problem, Known known) {
        return new ReportProblem(
                problem.title(),
                problem.description(),
                known.categories().get(problem.category()),
                null,
                null,
                TicketImpact.valueOf(problem.impact().name()),
                TicketUrgency.valueOf(problem.urgency().name()),
                ids(problem.cis(), known.cis()),
                ids(problem.incidents(), known.incidents()),
                null,
                null,
                problem.reportedAt());
    }

    private static List<String> ids(Collection<String> names, Map<String, String> ids) {
        return names.stream().map(name -> id(name, ids)).toList();
    }

    private static String id(String name, Map<String, String> ids) {
        return Objects.requireNonNull(ids.get(name), () -> "Nothing is known of " + name);
    }
}
