// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.sla.ReopenMode;
import io.mainstay.sla.SlaClockState;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.internal.SlaEvent.Cancelled;
import io.mainstay.sla.internal.SlaEvent.Held;
import io.mainstay.sla.internal.SlaEvent.Opened;
import io.mainstay.sla.internal.SlaEvent.Released;
import io.mainstay.sla.internal.SlaEvent.Reopened;
import io.mainstay.sla.internal.SlaEvent.Resolved;
import io.mainstay.sla.internal.SlaEvent.Responded;
import io.mainstay.sla.internal.SlaEvent.TermsApplied;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a record's timeline event by event and tells it as the histories of the clocks of one metric. */
final class ClockHistories {

    private final SlaMetric metric;
    private final List<ClockHistory> histories = new ArrayList<>();
    private RecordState state = RecordState.UNBORN;
    private @Nullable TermsApplied waitingTerms;
    private @Nullable SlaTerms latestTerms;

    private ClockHistories(SlaMetric metric) {
        this.metric = metric;
    }

    static List<ClockHistory> read(SlaMetric metric, List<SlaEvent> eventsInOrder) {
        ClockHistories reader = new ClockHistories(metric);
        eventsInOrder.forEach(reader::take);
        return List.copyOf(reader.histories);
    }

    private void take(SlaEvent event) {
        boolean resolution = metric == SlaMetric.RESOLUTION;
        switch (event) {
            case Opened(Instant at) -> open(at);
            case Responded(Instant at) -> {
                if (!resolution) {
                    stop(at);
                }
            }
            case Held(Instant at, String reason) -> {
                if (resolution && isOpen()) {
                    clock().hold(at, reason);
                    state = RecordState.HELD;
                }
            }
            case Released(Instant at) -> {
                if (state == RecordState.HELD) {
                    clock().release(at);
                    state = RecordState.OPEN;
                }
            }
            case Resolved(Instant at) -> stop(at);
            case Reopened(Instant at) -> {
                if (resolution && state == RecordState.STOPPED) {
                    reopen(at);
                }
            }
            case Cancelled(Instant at) -> cancel(at);
            case TermsApplied applied -> applyTerms(applied);
        }
    }

    private void open(Instant at) {
        if (state != RecordState.UNBORN) {
            return;
        }
        histories.add(new ClockHistory(1, at));
        state = RecordState.OPEN;
        applyWaitingTerms(at);
    }

    private void stop(Instant at) {
        if (isOpen()) {
            clock().close(at, SlaClockState.STOPPED);
            state = RecordState.STOPPED;
        }
    }

    private void cancel(Instant at) {
        if (isOpen()) {
            clock().close(at, SlaClockState.CANCELLED);
        }
        state = RecordState.CANCELLED;
    }

    private void reopen(Instant at) {
        ReopenMode mode = clock().reopenMode();
        switch (mode) {
            case RESUME -> clock().reopen(at, false);
            case RESTART -> clock().reopen(at, true);
            case NEW_CLOCK -> {
                ClockHistory next = new ClockHistory(clock().ordinal() + 1, at);
                next.apply(at, latestTerms);
                histories.add(next);
            }
        }
        state = RecordState.OPEN;
        applyWaitingTerms(at);
    }

    private void applyTerms(TermsApplied applied) {
        if (state == RecordState.CANCELLED) {
            return;
        }
        latestTerms = applied.terms();
        if (isOpen()) {
            clock().apply(applied.at(), applied.terms());
        } else {
            waitingTerms = applied;
        }
    }

    /** Terms that changed while the clock was stopped did not touch it; they take over now that it is open. */
    private void applyWaitingTerms(Instant at) {
        if (waitingTerms != null) {
            clock().apply(at, waitingTerms.terms());
            waitingTerms = null;
        }
    }

    private boolean isOpen() {
        return state == RecordState.OPEN || state == RecordState.HELD;
    }

    private ClockHistory clock() {
        return histories.getLast();
    }

    private enum RecordState {
        UNBORN,
        OPEN,
        HELD,
        STOPPED,
        CANCELLED
    }
}
