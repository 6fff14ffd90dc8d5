// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.record.Edits;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.TimedEdit;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.internal.store.ChangeWindowStore;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Lets a suspended window hold again when its suspension is over. */
@Component
public final class SuspensionOver extends TimedEdit<ChangeWindow> {

    public static final String KIND = "change-window.suspension-over";

    SuspensionOver(ChangeWindowStore windows, Edits edits) {
        super(KIND, windows.subject(), edits);
    }

    @Override
    protected Outcome<ChangeWindow> change(ChangeWindow before, TimerFiring firing, Occurrence at) {
        Instant until = before.suspendedUntil();
        return until == null || until.isAfter(firing.dueAt())
                ? Outcome.none(before)
                : Outcome.ifChanged(before.resumed(), ChangeWindowEventMaker::of);
    }
}
