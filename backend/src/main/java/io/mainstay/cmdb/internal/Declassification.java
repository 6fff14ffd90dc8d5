// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.record.Edits;
import io.mainstay.record.Outcome;
import org.springframework.stereotype.Component;

/**
 * Ends the confidentiality of CIs when its time is over, also of those that are retired and otherwise change no more. A
 * timer that is late ends it all the same.
 */
@Component
final class Declassification implements TimerHandler {

    static final String KIND = "ci.declassify";

    private final ConfigurationItemSubject items;
    private final Edits edits;

    Declassification(ConfigurationItemSubject items, Edits edits) {
        this.items = items;
        this.edits = edits;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void fire(TimerFiring firing) {
        edits.fire(
                items,
                firing,
                KIND,
                (before, at) -> before.confidentialUntil() == null
                        ? Outcome.none(before)
                        : Outcome.ifChanged(before.declassified(at.recordedAt()), ConfigurationItemSubject::events));
    }
}
