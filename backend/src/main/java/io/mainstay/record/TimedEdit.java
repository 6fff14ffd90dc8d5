// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;

/**
 * What Mainstay makes of a record when a timer of it is due. A timer that is late does so all the same.
 *
 * @param <R> the record
 */
public abstract class TimedEdit<R> implements TimerHandler {

    private final String kind;
    private final Subject<R> subject;
    private final Edits edits;

    /** @param kind of the timers, and the action in history */
    protected TimedEdit(String kind, Subject<R> subject, Edits edits) {
        this.kind = kind;
        this.subject = subject;
        this.edits = edits;
    }

    /** What becomes of the record, whose lock is held; {@link Outcome#none} if there is nothing to do any more. */
    protected abstract Outcome<R> change(R before, TimerFiring firing, Occurrence at);

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final void fire(TimerFiring firing) {
        edits.fire(subject, firing, kind, (before, at) -> change(before, firing, at));
    }
}
