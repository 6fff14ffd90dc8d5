// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.record.Edits;
import io.mainstay.record.Outcome;
import io.mainstay.window.internal.store.ChangeWindowStore;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Lets a suspended window hold again when its suspension is over. A timer that is late does so all the same. */
@Component
public final class SuspensionOver implements TimerHandler {

    public static final String KIND = "change-window.suspension-over";

    private final ChangeWindowStore windows;
    private final Edits edits;

    SuspensionOver(ChangeWindowStore windows, Edits edits) {
        this.windows = windows;
        this.edits = edits;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void fire(TimerFiring firing) {
        edits.fire(windows.subject(), firing, KIND, (before, _) -> {
            Instant until = before.suspendedUntil();
            return until == null || until.isAfter(firing.dueAt())
                    ? Outcome.none(before)
                    : Outcome.ifChanged(before.resumed(), ChangeWindowEventMaker::of);
        });
    }
}
