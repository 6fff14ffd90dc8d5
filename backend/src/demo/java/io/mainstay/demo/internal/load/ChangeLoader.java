// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeCommand;
import io.mainstay.change.ChangeOutcome;
import io.mainstay.change.ChangeService;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeType;
import io.mainstay.change.RequestChange;
import io.mainstay.change.RiskLevel;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.demo.internal.ChangeStep;
import io.mainstay.demo.internal.DemoChange;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
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

/** Loads a change with its history. */
@Component
final class ChangeLoader {

    private static final String ZONE = "Europe/London";

    private final ChangeService changes;
    private final Tickets<Change, ChangeState> tickets;
    private final UnitOfWork work;

    /**
     * What changes refer to.
     *
     * @param incidents ids by key
     * @param problems ids by key
     */
    record Known(
            Realm realm,
            Map<String, String> cis,
            Map<String, String> categories,
            Map<String, String> incidents,
            Map<String, String> problems) {}

    ChangeLoader(ChangeService changes, Tickets<Change, ChangeState> tickets, UnitOfWork work) {
        this.changes = changes;
        this.tickets = tickets;
        this.work = work;
    }

    /**
     * Requests the change and then does all its steps in one transaction. A load that was broken off between the two goes on
     * here.
     *
     * @return its id
     */
    String load(DemoChange change, Known known) {
        String id = changes.request(
                        known.realm().as(change.reporter()), request(change, known), "demo-change-" + change.key())
                .id();
        int planned = planOutage(change, id, known);
        work.writeRepeatably(() -> {
            if (read(id).revision() > planned) {
                return;
            }
            for (ChangeStep step : change.steps()) {
                take(step, read(id), known);
            }
        });
        return id;
    }

    /**
     * By itself, because numbers are not drawn inside a transaction.
     *
     * @return the revision at which the change is planned
     */
    private int planOutage(DemoChange change, String id, Known known) {
        DemoChange.Outage outage = change.outage();
        if (outage == null) {
            return 1;
        }
        Change requested = read(id);
        if (requested.revision() == 1) {
            changes.execute(
                    known.realm().as(change.reporter()),
                    new ChangeCommand.SetPlannedOutages(
                            id,
                            requested.version(),
                            List.of(new ChangeCommand.Outage(
                                    ids(List.of(outage.ci()), known.cis()).getFirst(),
                                    FailureEffect.valueOf(outage.effect()),
                                    Objects.requireNonNull(change.from()),
                                    Objects.requireNonNull(change.to()),
                                    outage.title())),
                            change.requestedAt()));
        }
        return 2;
    }

    private Change read(String id) {
        return Objects.requireNonNull(
                tickets.byIds(Principal.SYSTEM, List.of(id)).get(id));
    }

    private void take(ChangeStep step, Change current, Known known) {
        String id = current.id();
        int version = current.version();
        Instant at = step.at();
        Principal actor = known.realm().as(step.actor());
        switch (step) {
            case ChangeStep.Assign assign ->
                tickets.execute(
                        actor,
                        new FacetCommand.Assign(id, version, known.realm().id(assign.team()), null, null, at));
            case ChangeStep.Exempt exempt ->
                changes.execute(actor, new ChangeCommand.ExemptFromConflicts(id, version, exempt.reason(), at));
            case ChangeStep.Submit _ -> changes.execute(actor, new ChangeCommand.Submit(id, version, at));
            case ChangeStep.Assess assess ->
                changes.execute(
                        actor,
                        new ChangeCommand.Assess(
                                id, version, RiskLevel.valueOf(assess.level()), assess.reason(), at));
            case ChangeStep.Review _, ChangeStep.Authorise _ ->
                changes.execute(actor, new ChangeCommand.Authorise(id, version, null, null, at));
            case ChangeStep.AuthoriseVerbally verbally ->
                changes.execute(actor, new ChangeCommand.AuthoriseVerbally(id, version, verbally.how(), null, at));
            case ChangeStep.Reject reject ->
                changes.execute(actor, new ChangeCommand.Reject(id, version, reject.reason(), at));
            case ChangeStep.Start _ -> changes.execute(actor, new ChangeCommand.Start(id, version, null, at));
            case ChangeStep.Complete complete ->
                changes.execute(
                        actor,
                        new ChangeCommand.Complete(
                                id, version, ChangeOutcome.valueOf(complete.outcome()), complete.note(), null, at));
            case ChangeStep.FilePaperwork file ->
                changes.execute(
                        actor,
                        new ChangeCommand.FilePaperwork(
                                id,
                                version,
                                file.plan(),
                                file.backOutPlan(),
                                file.testPlan(),
                                file.noTestReason(),
                                at));
            case ChangeStep.MarkUnauthorised mark ->
                changes.execute(actor, new ChangeCommand.MarkUnauthorised(id, version, mark.reason(), at));
            case ChangeStep.Close close ->
                changes.execute(actor, new ChangeCommand.Close(id, version, close.review(), at));
            case ChangeStep.Cancel cancel ->
                changes.execute(actor, new ChangeCommand.Cancel(id, version, cancel.reason(), at));
        }
    }

    private static RequestChange request(DemoChange change, Known known) {
        DemoChange.Plan plan = change.plan();
        Instant from = change.from();
        return new RequestChange(
                change.emergency() ? ChangeType.EMERGENCY : ChangeType.NORMAL,
                change.title(),
                change.description(),
                new Change.Purpose(plan.reason(), change.noCisReason(), plan.imminentRisk()),
                new Change.Plan(
                        plan.steps(),
                        plan.test(),
                        plan.backOut(),
                        plan.communication(),
                        from == null ? null : new Change.Window(from, Objects.requireNonNull(change.to()), ZONE),
                        change.implementers().stream()
                                .map(person -> known.realm().id(person))
                                .toList(),
                        List.of()),
                null,
                known.categories().get(change.category()),
                null,
                null,
                TicketImpact.valueOf(change.impact().name()),
                TicketUrgency.valueOf(change.urgency().name()),
                ids(change.cis(), known.cis()),
                ids(change.incidents(), known.incidents()),
                ids(change.problems(), known.problems()),
                null,
                null,
                change.requestedAt());
    }

    private static List<String> ids(Collection<String> names, Map<String, String> ids) {
        return names.stream()
                .map(name -> Objects.requireNonNull(ids.get(name), () -> "Nothing is known of " + name))
                .toList();
    }
}
