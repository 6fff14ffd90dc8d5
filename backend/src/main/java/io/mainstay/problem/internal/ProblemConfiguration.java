// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem.internal;

import io.mainstay.audit.TrailedRecords;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.platform.security.InstallationRecord;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.problem.Problem;
import io.mainstay.problem.ProblemAction;
import io.mainstay.problem.ProblemEvents;
import io.mainstay.problem.ProblemProperties;
import io.mainstay.problem.ProblemState;
import io.mainstay.problem.ProblemTrendDismissal;
import io.mainstay.problem.internal.store.ProblemLinks;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.WorkLogEntry;
import io.mainstay.ticket.TicketFloor;
import io.mainstay.ticket.TicketSubscriptions;
import io.mainstay.ticket.TicketTimer;
import io.mainstay.ticket.Tickets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Problems on the floor of tickets, and what Mainstay does to them by itself. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProblemProperties.class)
class ProblemConfiguration {

    private static final int NAMED = 20;

    @Bean
    InstallationRecord problemTrendDismissalTrail() {
        return new InstallationRecord(ProblemTrendDismissal.TYPE, Permission.PROBLEM_READ);
    }

    @Bean
    Tickets<Problem, ProblemState> problems(TicketFloor floor, ProblemProperties properties) {
        return floor.tickets(ProblemType.of(properties.effectivenessAfter()));
    }

    @Bean
    TicketSubscriptions<Problem, ProblemState> problemFeed(TicketFloor floor, Tickets<Problem, ProblemState> problems) {
        return floor.feed(problems.type());
    }

    @Bean
    SearchSource problemSearch(TicketFloor floor, Tickets<Problem, ProblemState> problems) {
        return floor.search(problems.type());
    }

    @Bean
    TrailedRecords problemTrails(TicketFloor floor, Tickets<Problem, ProblemState> problems) {
        return floor.trails(problems.type());
    }

    @Bean
    NodeResolver problemNodes(TicketFloor floor, Tickets<Problem, ProblemState> problems) {
        return floor.nodes(problems);
    }

    @Bean
    TimerHandler problemDeclassify(TicketFloor floor, Tickets<Problem, ProblemState> problems) {
        return floor.declassify(problems);
    }

    @Bean
    TimerHandler problemFollowUp(TicketFloor floor, Tickets<Problem, ProblemState> problems) {
        return floor.followUp(problems);
    }

    /** The day has come to look again at an accepted risk. An event for others; the problem itself does not change. */
    @Bean
    TimerHandler problemReviewRisk(Tickets<Problem, ProblemState> problems, Outbox outbox) {
        return TicketTimer.each(ProblemType.REVIEW_RISK, firing -> {
            if (firing.armedLate()) {
                return;
            }
            problems.lock(firing.aggregateId())
                    .filter(problem -> problem.state() == ProblemState.RISK_ACCEPTED)
                    .ifPresent(problem -> outbox.append(new NewEvent(
                            Problem.TYPE,
                            problem.id(),
                            problem.revision(),
                            firing.dueAt(),
                            ProblemEventMaker.riskReviewDue(problem))));
        });
    }

    /** Some time after its closure: whether incidents of its sort have come back on its configuration items since. */
    @Bean
    TimerHandler problemCheckEffectiveness(Tickets<Problem, ProblemState> problems, ProblemLinks links) {
        return TicketTimer.each(
                ProblemType.CHECK_EFFECTIVENESS,
                firing -> problems.lock(firing.aggregateId())
                        .filter(problem -> problem.closedAt() != null)
                        .ifPresent(problem -> {
                            Set<String> ciIds =
                                    new LinkedHashSet<>(problems.ciIds(Principal.SYSTEM, List.of(problem.id()))
                                            .getOrDefault(problem.id(), List.of()));
                            ciIds.addAll(problem.contributingCiIds());
                            ProblemLinks.Recurrence recurrence = links.since(
                                    problem.id(),
                                    ciIds,
                                    Objects.requireNonNull(problem.closedAt()),
                                    firing.dueAt(),
                                    NAMED);
                            ProblemAction action = recurrence.count() == 0
                                    ? ProblemAction.CONFIRM_EFFECTIVENESS
                                    : ProblemAction.REOPEN_INEFFECTIVE;
                            problems.fire(
                                    firing,
                                    action,
                                    (before, at) -> recurrence.count() == 0
                                            ? confirmed(before, at)
                                            : reopened(problems, before, recurrence, at));
                        }));
    }

    private static Outcome<Problem> confirmed(Problem before, Occurrence at) {
        return Outcome.of(
                before.with(Objects.requireNonNull(before.outcome()).effective(at.occurredAt())),
                edit -> List.of(new ProblemEvents.EffectivenessConfirmed(
                        before.id(), before.number(), before.state(), before.priority())));
    }

    private static Outcome<Problem> reopened(
            Tickets<Problem, ProblemState> problems,
            Problem before,
            ProblemLinks.Recurrence recurrence,
            Occurrence at) {
        String reason = "It came back: " + recurrence.count() + " incident" + (recurrence.count() == 1 ? "" : "s")
                + " of its sort since it was closed"
                + (recurrence.numbers().isEmpty() ? "." : ", such as " + String.join(", ", recurrence.numbers()) + ".");
        return Outcome.of(
                        problems.moved(before, ProblemAction.REOPEN_INEFFECTIVE).reopened(),
                        edit -> List.of(ProblemEventMaker.of(edit)))
                .written(problems.entry(Principal.SYSTEM, before, WorkLogEntry.Kind.WORK_NOTE, reason, at));
    }
}
