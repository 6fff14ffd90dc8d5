// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.record.Edits;
import io.mainstay.record.Outcome;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Lets a suspended window hold again when its suspension is over. A timer that is late does so all the same. */
@Component
final class SuspensionOver implements TimerHandler {

    static final String KIND = "change-window.suspension-over";

    private final ChangeWindowSubject windows;
    private final Edits edits;

    SuspensionOver(ChangeWindowSubject windows, Edits edits) {
        this.windows = windows;
        this.edits = edits;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void fire(TimerFiring firing) {
        edits.fire(windows, firing, KIND, (before, _) -> {
            Instant until = before.suspendedUntil();
            return until == null || until.isAfter(firing.dueAt())
                    ? Outcome.none(before)
                    : Outcome.ifChanged(before.resumed(), ChangeWindowSubject::events);
        });
    }
}
