// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.record.Edits;
import io.mainstay.record.Outcome;
import org.springframework.stereotype.Component;

/**
 * Writes down that the time of a delegation is over. It holds no more from that instant on by the clock alone, whenever this comes; that
 * it ended, its history and events say.
 */
@Component
final class DelegationOver implements TimerHandler {

    static final String KIND = "delegation.over";

    private final DelegationSubject delegations;
    private final Edits edits;

    DelegationOver(DelegationSubject delegations, Edits edits) {
        this.delegations = delegations;
        this.edits = edits;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void fire(TimerFiring firing) {
        edits.fire(
                delegations,
                firing,
                KIND,
                (before, _) -> before.endedAt() != null
                                || before.overAt() != null
                                || firing.dueAt().isBefore(before.validTo())
                        ? Outcome.none(before)
                        : Outcome.ifChanged(before.over(before.validTo()), DelegationSubject::events));
    }
}
