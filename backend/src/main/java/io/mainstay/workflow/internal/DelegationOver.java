// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal;

import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.record.Edits;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.TimedEdit;
import io.mainstay.workflow.Delegation;
import org.springframework.stereotype.Component;

/**
 * Writes down that the time of a delegation is over. It holds no more from that instant on by the clock alone, whenever this comes; that
 * it ended, its history and events say.
 */
@Component
final class DelegationOver extends TimedEdit<Delegation> {

    static final String KIND = "delegation.over";

    DelegationOver(DelegationSubject delegations, Edits edits) {
        super(KIND, delegations, edits);
    }

    @Override
    protected Outcome<Delegation> change(Delegation before, TimerFiring firing, Occurrence at) {
        return before.endedAt() != null
                        || before.overAt() != null
                        || firing.dueAt().isBefore(before.validTo())
                ? Outcome.none(before)
                : Outcome.ifChanged(before.over(before.validTo()), DelegationSubject::events);
    }
}
