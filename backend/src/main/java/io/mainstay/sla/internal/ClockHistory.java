// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import io.mainstay.sla.SlaClockState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened to one clock, before any calendar is asked: its phases, the terms over time, its restarts and its end. */
final class ClockHistory {

    private final int ordinal;
    private final Instant startedAt;
    private final List<Phase> phases = new ArrayList<>();
    private final List<TermsPeriod> terms = new ArrayList<>();
    private Instant lastRestart;
    private Phase current;
    private @Nullable Closing closing;

    ClockHistory(int ordinal, Instant startedAt) {
        this.ordinal = ordinal;
        this.startedAt = startedAt;
        this.lastRestart = startedAt;
        this.current = Phase.open(startedAt);
    }

    void hold(Instant at, String reason) {
        change(at, new Phase(at, at, PhaseKind.HELD, reason));
    }

    void release(Instant at) {
        change(at, Phase.open(at));
    }

    void close(Instant at, SlaClockState state) {
        closing = new Closing(at, state);
    }

    /** Takes a stopped clock up again; the time since it stopped becomes a phase of its own. */
    void reopen(Instant at, boolean fromZero) {
        Closing stopped = closing;
        if (stopped == null) {
            throw new IllegalStateException("A clock that runs cannot be reopened");
        }
        change(stopped.at, new Phase(stopped.at, at, PhaseKind.RESOLVED, null));
        change(at, Phase.open(at));
        closing = null;
        if (fromZero) {
            lastRestart = at;
        }
    }

    /** Lets other terms take over: from the beginning or from now on, as they themselves say. */
    void apply(Instant at, @Nullable SlaTerms next) {
        SlaTerms inForce = terms.isEmpty() ? null : terms.getLast().terms();
        if (next == null
                ? inForce == null
                : inForce != null && inForce.reference().equals(next.reference())) {
            return;
        }
        if (next != null && next.changeMode() == RecalculationMode.RETROACTIVE) {
            terms.clear();
            terms.add(new TermsPeriod(startedAt, next));
            return;
        }
        terms.add(new TermsPeriod(at, next));
    }

    private void change(Instant at, Phase next) {
        phases.add(current.until(at));
        current = next;
    }

    int ordinal() {
        return ordinal;
    }

    Instant startedAt() {
        return startedAt;
    }

    Instant lastRestart() {
        return lastRestart;
    }

    List<TermsPeriod> termsPeriods() {
        return List.copyOf(terms);
    }

    /** The last terms that asked for anything; empty when none ever did. */
    Optional<TermsPeriod> lastTerms() {
        return terms.reversed().stream()
                .filter(period -> period.terms() != null)
                .findFirst();
    }

    /** How a reopening is handled: by the terms under which the clock closed. */
    ReopenMode reopenMode() {
        SlaTerms inForce = terms.isEmpty() ? null : terms.getLast().terms();
        return inForce == null ? ReopenMode.RESUME : inForce.reopenMode();
    }

    /** Phases up to the instant at which the clock ended or is looked at. */
    List<Phase> phasesUntil(Instant end) {
        List<Phase> all = new ArrayList<>(phases);
        all.add(current.until(end));
        return all;
    }

    /** The phase that the clock is in, or was in when it closed. */
    Phase currentPhase() {
        return current;
    }

    /** How the clock ended: closed by an event, or cancelled at the instant from which no terms apply. */
    Optional<Closing> closing() {
        if (!terms.isEmpty() && terms.getLast().terms() == null) {
            return Optional.of(new Closing(terms.getLast().from(), SlaClockState.CANCELLED));
        }
        return Optional.ofNullable(closing);
    }

    enum PhaseKind {
        OPEN,
        HELD,
        RESOLVED
    }

    record Phase(
            Instant from,
            Instant to,
            PhaseKind kind,
            @Nullable String holdReason) {

        static Phase open(Instant from) {
            return new Phase(from, from, PhaseKind.OPEN, null);
        }

        Phase until(Instant end) {
            return new Phase(from, end, kind, holdReason);
        }

        boolean pauses(SlaTerms terms) {
            return switch (kind) {
                case OPEN -> false;
                case HELD -> holdReason != null && terms.pausingHoldReasons().contains(holdReason);
                case RESOLVED -> true;
            };
        }
    }

    /** Terms from an instant on; null terms ask for nothing. */
    record TermsPeriod(Instant from, @Nullable SlaTerms terms) {}

    record Closing(Instant at, SlaClockState state) {}
}
