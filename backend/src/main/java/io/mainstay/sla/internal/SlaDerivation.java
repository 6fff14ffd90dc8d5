// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.calendar.TimeSpan;
import io.mainstay.sla.SlaClockState;
import io.mainstay.sla.SlaInterval;
import io.mainstay.sla.SlaIntervalReason;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.SlaOutcome;
import io.mainstay.sla.SlaThreshold;
import io.mainstay.sla.internal.ClockHistory.Closing;
import io.mainstay.sla.internal.ClockHistory.Phase;
import io.mainstay.sla.internal.ClockHistory.PhaseKind;
import io.mainstay.sla.internal.ClockHistory.TermsPeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Derives a record's clocks from its timeline. A pure function: the same timeline, terms and instant always give the same
 * clocks, and nothing is ever accumulated, so a changed calendar, target or event cannot leave a wrong number behind.
 */
public final class SlaDerivation {

    private SlaDerivation() {}

    /**
     * The clocks of one metric as they stand at an instant.
     *
     * @param metric what the clocks measure
     * @param events the record's timeline with the terms of this metric, in journal order; those at one instant apply in that
     *     order, others by their instant
     * @param now the instant asked for; later events do not count yet
     * @return in the order in which they began; empty before the record opens and when no terms ever applied
     */
    public static List<SlaClock> derive(SlaMetric metric, List<SlaEvent> events, Instant now) {
        List<SlaEvent> past = events.stream()
                .filter(event -> !event.at().isAfter(now))
                .sorted(Comparator.comparing(SlaEvent::at))
                .toList();
        return ClockHistories.read(metric, past).stream()
                .flatMap(history -> history.lastTerms().stream().map(terms -> derive(metric, history, terms, now)))
                .toList();
    }

    private static SlaClock derive(SlaMetric metric, ClockHistory history, TermsPeriod last, Instant now) {
        SlaTerms terms = Objects.requireNonNull(last.terms());
        Optional<Closing> closing = history.closing();
        Instant end = closing.map(Closing::at).orElse(now);
        List<SlaInterval> intervals = intervalsUntil(history, end);
        Duration elapsed = counted(intervals);
        Instant origin = latest(history.startedAt(), history.lastRestart(), last.from());
        boolean paused = history.currentPhase().pauses(terms);
        SlaClockState state = closing.map(Closing::state).orElse(paused ? SlaClockState.PAUSED : SlaClockState.RUNNING);
        boolean goesOn = !paused && state != SlaClockState.CANCELLED;
        Crossing crossing = new Crossing(intervals, origin, end, elapsed, goesOn, terms);
        Instant dueAt = crossing.of(terms.target());
        return new SlaClock(
                metric,
                history.ordinal(),
                state,
                outcome(state, dueAt, end),
                terms,
                history.startedAt(),
                closing.map(Closing::at).orElse(null),
                elapsed,
                dueAt,
                intervals,
                thresholds(terms, crossing, closing.isPresent()),
                now);
    }

    private static SlaOutcome outcome(SlaClockState state, @Nullable Instant dueAt, Instant end) {
        if (dueAt != null && dueAt.isBefore(end)) {
            return SlaOutcome.BREACHED;
        }
        return state == SlaClockState.STOPPED ? SlaOutcome.MET : SlaOutcome.PENDING;
    }

    private static List<SlaThreshold> thresholds(SlaTerms terms, Crossing crossing, boolean closed) {
        return Stream.concat(terms.warningPercents().stream(), Stream.of(SlaThreshold.BREACH))
                .map(percent -> {
                    Instant reachedAt = crossing.of(share(terms.target(), percent));
                    boolean neverPassed = reachedAt != null && closed && !reachedAt.isBefore(crossing.end);
                    return new SlaThreshold(percent, neverPassed ? null : reachedAt);
                })
                .toList();
    }

    private static Duration share(Duration target, int percent) {
        return target.multipliedBy(percent).dividedBy(SlaThreshold.BREACH);
    }

    private static List<SlaInterval> intervalsUntil(ClockHistory history, Instant end) {
        IntervalList intervals = new IntervalList();
        Instant restart = history.lastRestart();
        intervals.add(history.startedAt(), restart, SlaIntervalReason.BEFORE_RESTART);
        List<TermsPeriod> periods = history.termsPeriods();
        for (Phase phase : history.phasesUntil(end)) {
            Instant cursor = latest(phase.from(), restart);
            Instant phaseEnd = phase.to().isAfter(end) ? end : phase.to();
            for (int index = -1; index < periods.size(); index++) {
                SlaTerms terms = index < 0 ? null : periods.get(index).terms();
                Instant periodEnd =
                        index + 1 < periods.size() ? periods.get(index + 1).from() : Instant.MAX;
                Instant pieceEnd = periodEnd.isBefore(phaseEnd) ? periodEnd : phaseEnd;
                if (cursor.isBefore(pieceEnd)) {
                    addPiece(intervals, phase, terms, cursor, pieceEnd);
                    cursor = pieceEnd;
                }
            }
        }
        return intervals.toList();
    }

    private static void addPiece(
            IntervalList intervals, Phase phase, @Nullable SlaTerms terms, Instant from, Instant to) {
        if (phase.kind() == PhaseKind.RESOLVED) {
            intervals.add(from, to, SlaIntervalReason.RESOLVED);
            return;
        }
        if (terms == null) {
            intervals.add(from, to, SlaIntervalReason.NO_DEFINITION);
            return;
        }
        if (phase.pauses(terms)) {
            intervals.add(from, to, SlaIntervalReason.ON_HOLD);
            return;
        }
        Instant cursor = from;
        for (TimeSpan span : terms.calendar().businessSpans(from, to)) {
            intervals.add(cursor, span.from(), SlaIntervalReason.OUTSIDE_BUSINESS_TIME);
            intervals.add(span.from(), span.to(), SlaIntervalReason.RUNNING);
            cursor = span.to();
        }
        intervals.add(cursor, to, SlaIntervalReason.OUTSIDE_BUSINESS_TIME);
    }

    private static Duration counted(List<SlaInterval> intervals) {
        return intervals.stream()
                .filter(SlaInterval::counted)
                .map(SlaInterval::length)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Instant latest(Instant first, Instant... others) {
        Instant latest = first;
        for (Instant other : others) {
            latest = other.isAfter(latest) ? other : latest;
        }
        return latest;
    }

    /**
     * Finds the instant at which the elapsed time reaches an amount.
     *
     * <p>Sought from the origin on, the latest of start, restart and the change that brought the terms in force: terms that
     * take over from a change on cannot have been missed before it.
     */
    private record Crossing(
            List<SlaInterval> intervals,
            Instant origin,
            Instant end,
            Duration elapsed,
            boolean goesOn,
            SlaTerms terms) {

        @Nullable
        Instant of(Duration amount) {
            Duration soFar = Duration.ZERO;
            for (SlaInterval interval : intervals) {
                if (!interval.counted()) {
                    continue;
                }
                Duration after = soFar.plus(interval.length());
                if (after.compareTo(amount) >= 0) {
                    return latest(origin, interval.from().plus(amount.minus(soFar)));
                }
                soFar = after;
            }
            if (!goesOn) {
                return null;
            }
            return terms.calendar().addBusinessTime(end, amount.minus(elapsed)).orElse(null);
        }
    }
}
