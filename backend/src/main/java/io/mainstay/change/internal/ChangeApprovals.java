// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeState;
import io.mainstay.change.internal.store.FreezeExceptionStore;
import io.mainstay.kernel.Principal;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.TicketAction;
import io.mainstay.ticket.TicketConduct;
import io.mainstay.workflow.Approvals;
import io.mainstay.workflow.MaterialFieldsInForce;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What every command on a change means for its approvals: whichever lets it wait for authorisation begins them, whichever edits what is
 * to be approved begins them anew, and whichever takes it another way ends them.
 */
@Component
final class ChangeApprovals implements TicketConduct<Change> {

    private final ChangeConduct conduct;
    private final Approvals approvals;
    private final ChangeMatters matters;
    private final FreezeExceptionStore exceptions;
    private final ChangeOutages outages;
    private final ChangeTasks tasks;

    ChangeApprovals(
            Approvals approvals,
            ChangeMatters matters,
            FreezeExceptionStore exceptions,
            ChangeOutages outages,
            ChangeTasks tasks,
            MaterialFieldsInForce material) {
        this.conduct = new ChangeConduct(() -> material.of(TicketKind.CHANGE));
        this.approvals = approvals;
        this.matters = matters;
        this.exceptions = exceptions;
        this.outages = outages;
        this.tasks = tasks;
    }

    @Override
    public @Nullable String objection(Principal principal, TicketAction action, Change change) {
        return ChangeSegregation.objection(change, action, principal.personId());
    }

    @Override
    public Outcome<Change> settle(Principal principal, Change before, Outcome<Change> made, Occurrence at) {
        Outcome<Change> outcome = outages.withoutUnlinked(made);
        Outcome<Change> settled = conduct.settle(before, outcome);
        Change after = settled.after();
        outages.settle(before, after, at);
        // Before a policy is asked for, which may ask whether there are some.
        if (conduct.withdrawsExceptions(before, outcome)) {
            exceptions.withdraw(after.id(), at.occurredAt());
        }
        return switch (after.state()) {
            case AUTHORISATION -> {
                if (before.state() != ChangeState.AUTHORISATION || conduct.revises(before, outcome)) {
                    Approvals.Asked asked = approvals.open(principal, matters.of(after), at);
                    yield with(
                            tasks.unconditioned(settled),
                            new Change.Approval(asked.personIds(), asked.teamIds(), List.of()));
                }
                if (!ChangeSegregation.parts(before).equals(ChangeSegregation.parts(after))) {
                    approvals.bar(after.id(), ChangeSegregation.parts(after));
                }
                yield settled;
            }
            case DRAFT, ASSESSMENT, CANCELLED -> {
                if (!ChangeMaterial.APPROVED_OR_WAITING.contains(before.state())) {
                    yield settled;
                }
                approvals.end(principal, after.id(), at);
                yield with(tasks.unconditioned(settled), Change.Approval.NONE);
            }
            case SCHEDULED, IMPLEMENTING, REVIEW, CLOSED -> settled;
        };
    }

    private static Outcome<Change> with(Outcome<Change> outcome, Change.Approval approval) {
        return outcome.with(outcome.after().with(approval));
    }
}
