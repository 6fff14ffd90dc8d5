// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.record.Edits;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.TimedEdit;
import org.springframework.stereotype.Component;

/** Ends the confidentiality of CIs when its time is over, also of those that are retired and otherwise change no more. */
@Component
final class Declassification extends TimedEdit<ConfigurationItem> {

    static final String KIND = "ci.declassify";

    Declassification(ConfigurationItemSubject items, Edits edits) {
        super(KIND, items, edits);
    }

    @Override
    protected Outcome<ConfigurationItem> change(ConfigurationItem before, TimerFiring firing, Occurrence at) {
        return before.confidentialUntil() == null
                ? Outcome.none(before)
                : Outcome.ifChanged(before.declassified(at.recordedAt()), ConfigurationItemSubject::events);
    }
}
