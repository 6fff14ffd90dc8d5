// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.calendar.MinuteCalendar;
import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import io.mainstay.sla.SlaClockState;
import io.mainstay.sla.SlaInterval;
import io.mainstay.sla.SlaIntervalReason;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.SlaOutcome;
import io.mainstay.sla.SlaThreshold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the rules say, by brute force: lives through a timeline tick by tick, writes down what the record was in each tick, and
 * then asks of every tick by itself whether it counts. Shares with the code that it checks only the records that go in and out.
 */
final class SlaOracle {

    private final SlaMetric metric;
    private final Duration step;
    // By identity: to hash the terms for each tick would take most of the time.
    private final Map<SlaTerms, MinuteCalendar> calendars = new IdentityHashMap<>();
    private final List<Life> lives = new ArrayList<>();
    private String record = "unborn";
    private String holdReason = "";
    private List<SlaTerms> changedWhileStopped = new ArrayList<>();
    private @Nullable SlaTerms wanted;

    private SlaOracle(SlaMetric metric, Duration step) {
        this.metric = metric;
        this.step = step;
    }

    /** Expected clocks; every event and {@code now} lie on a multiple of the step. */
    static List<SlaClock> clocks(SlaMetric metric, List<SlaEvent> events, Instant now, Duration step) {
        SlaOracle oracle = new SlaOracle(metric, step);
        Instant tick = events.stream().map(SlaEvent::at).min(Instant::compareTo).orElse(now);
        while (!tick.isAfter(now)) {
            for (SlaEvent event : events) {
                if (event.at().equals(tick)) {
                    oracle.happen(event);
                }
            }
            if (tick.isBefore(now)) {
                oracle.live(tick);
            }
            tick = tick.plus(step);
        }
        return oracle.lives.stream()
                .flatMap(life -> oracle.judge(life, now).stream())
                .toList();
    }

    private void happen(SlaEvent event) {
        boolean open = record.equals("open") || record.equals("held");
        switch (event) {
            case SlaEvent.Opened opened -> {
                if (record.equals("unborn")) {
                    record = "open";
                    lives.add(new Life(1, opened.at()));
                    takeOver(opened.at());
                }
            }
            case SlaEvent.Responded responded -> {
                if (open && metric == SlaMetric.RESPONSE) {
                    record = "stopped";
                    life().end = responded.at();
                }
            }
            case SlaEvent.Held held -> {
                if (open && metric == SlaMetric.RESOLUTION) {
                    record = "held";
                    holdReason = held.reason();
                }
            }
            case SlaEvent.Released released -> {
                if (record.equals("held")) {
                    record = "open";
                }
            }
            case SlaEvent.Resolved resolved -> {
                if (open) {
                    life().stoppedWhile = record;
                    life().stoppedReason = holdReason;
                    record = "stopped";
                    life().end = resolved.at();
                }
            }
            case SlaEvent.Reopened reopened -> {
                if (record.equals("stopped") && metric == SlaMetric.RESOLUTION) {
                    record = "open";
                    ReopenMode mode = life().changes.isEmpty() || life().changes.getLast().terms == null
                            ? ReopenMode.RESUME
                            : life().changes.getLast().terms.reopenMode();
                    if (mode == ReopenMode.NEW_CLOCK) {
                        Life next = new Life(life().ordinal + 1, reopened.at());
                        next.change(reopened.at(), wanted);
                        lives.add(next);
                        changedWhileStopped.clear();
                    } else {
                        life().end = null;
                        if (mode == ReopenMode.RESTART) {
                            life().zero = reopened.at();
                        }
                        takeOver(reopened.at());
                    }
                }
            }
            case SlaEvent.Cancelled cancelled -> {
                if (open) {
                    life().end = cancelled.at();
                    life().cancelled = true;
                }
                record = "cancelled";
            }
            case SlaEvent.TermsApplied applied -> {
                if (!record.equals("cancelled")) {
                    wanted = applied.terms();
                    if (open) {
                        life().change(applied.at(), applied.terms());
                    } else {
                        changedWhileStopped = new ArrayList<>();
                        changedWhileStopped.add(applied.terms());
                    }
                }
            }
        }
    }

    private void takeOver(Instant at) {
        changedWhileStopped.forEach(terms -> life().change(at, terms));
        changedWhileStopped.clear();
    }

    private void live(Instant tick) {
        if (!lives.isEmpty() && !record.equals("cancelled")) {
            life().ticks.add(new Tick(tick, record, holdReason));
        }
    }

    private Life life() {
        return lives.getLast();
    }

    private List<SlaClock> judge(Life life, Instant now) {
        Change last = null;
        for (Change change : life.changes) {
            if (change.terms != null) {
                last = change;
            }
        }
        if (last == null) {
            return List.of();
        }
        SlaTerms terms = last.terms;
        boolean withdrawn = life.changes.getLast().terms == null;
        Instant end = withdrawn ? life.changes.getLast().at : life.end != null ? life.end : now;
        List<SlaInterval> intervals = new ArrayList<>();
        List<Instant> countedTicks = new ArrayList<>();
        for (Tick tick : life.ticks) {
            if (!tick.at.isBefore(end)) {
                continue;
            }
            SlaIntervalReason reason = reason(life, tick);
            if (reason == SlaIntervalReason.RUNNING) {
                countedTicks.add(tick.at);
            }
            Instant tickEnd = tick.at.plus(step);
            if (!intervals.isEmpty() && intervals.getLast().reason() == reason) {
                intervals.add(new SlaInterval(intervals.removeLast().from(), tickEnd, reason));
            } else {
                intervals.add(new SlaInterval(tick.at, tickEnd, reason));
            }
        }
        boolean stopped = life.end != null && !life.cancelled;
        String finalRecord = stopped ? life.stoppedWhile : record;
        String finalReason = stopped ? life.stoppedReason : holdReason;
        boolean paused =
                finalRecord.equals("held") && terms.pausingHoldReasons().contains(finalReason);
        SlaClockState state = withdrawn || life.cancelled
                ? SlaClockState.CANCELLED
                : stopped ? SlaClockState.STOPPED : paused ? SlaClockState.PAUSED : SlaClockState.RUNNING;

        // Nothing before the latest of these can have been missed under the terms in force.
        Instant earliest = life.start;
        if (life.zero.isAfter(earliest)) {
            earliest = life.zero;
        }
        if (terms.changeMode() == RecalculationMode.FROM_CHANGE_ON && last.at.isAfter(earliest)) {
            earliest = last.at;
        }
        boolean goesOn = state != SlaClockState.CANCELLED && !paused;
        List<Instant> ticks = goesOn ? goneOn(terms, countedTicks, end) : countedTicks;
        Instant due = reached(terms.target(), ticks, earliest);
        boolean breached = due != null && due.isBefore(end);
        List<SlaThreshold> thresholds = new ArrayList<>();
        for (int percent :
                Stream.concat(terms.warningPercents().stream(), Stream.of(100)).toList()) {
            Duration share = Duration.ofMillis(terms.target().toMillis() / 100 * percent);
            Instant at = reached(share, ticks, earliest);
            boolean closed = state == SlaClockState.STOPPED || state == SlaClockState.CANCELLED;
            thresholds.add(new SlaThreshold(percent, at != null && closed && !at.isBefore(end) ? null : at));
        }
        return List.of(new SlaClock(
                metric,
                life.ordinal,
                state,
                breached ? SlaOutcome.BREACHED : state == SlaClockState.STOPPED ? SlaOutcome.MET : SlaOutcome.PENDING,
                terms,
                life.start,
                state == SlaClockState.STOPPED || state == SlaClockState.CANCELLED ? end : null,
                step.multipliedBy(countedTicks.size()),
                due,
                intervals,
                thresholds,
                now));
    }

    private SlaIntervalReason reason(Life life, Tick tick) {
        if (tick.at.isBefore(life.zero)) {
            return SlaIntervalReason.BEFORE_RESTART;
        }
        if (tick.record.equals("stopped")) {
            return SlaIntervalReason.RESOLVED;
        }
        SlaTerms terms = life.termsOf(tick.at);
        if (terms == null) {
            return SlaIntervalReason.NO_DEFINITION;
        }
        if (tick.record.equals("held") && terms.pausingHoldReasons().contains(tick.holdReason)) {
            return SlaIntervalReason.ON_HOLD;
        }
        return isBusinessTime(terms, tick.at) ? SlaIntervalReason.RUNNING : SlaIntervalReason.OUTSIDE_BUSINESS_TIME;
    }

    private boolean isBusinessTime(SlaTerms terms, Instant at) {
        return calendars
                .computeIfAbsent(terms, key -> new MinuteCalendar(key.calendar().versions()))
                .isBusinessTime(at);
    }

    /** The ticks that count if nothing happens any more, until the target is reached. */
    private List<Instant> goneOn(SlaTerms terms, List<Instant> counted, Instant end) {
        List<Instant> ticks = new ArrayList<>(counted);
        long needed = terms.target().toMillis() / step.toMillis();
        for (Instant tick = end; ticks.size() < needed; tick = tick.plus(step)) {
            if (isBusinessTime(terms, tick)) {
                ticks.add(tick);
            }
        }
        return ticks;
    }

    /** The first tick boundary, not before the earliest, with so much counted time before it. */
    private @Nullable Instant reached(Duration amount, List<Instant> counted, Instant earliest) {
        long needed = amount.toMillis() / step.toMillis();
        if (counted.size() < needed) {
            return null;
        }
        Instant boundary = counted.get((int) needed - 1).plus(step);
        return boundary.isBefore(earliest) ? earliest : boundary;
    }

    private record Tick(Instant at, String record, String holdReason) {}

    private record Change(Instant at, @Nullable SlaTerms terms) {}

    private static final class Life {
        private final int ordinal;
        private final Instant start;
        private Instant zero;
        private @Nullable Instant end;
        private String stoppedWhile = "open";
        private String stoppedReason = "";
        private boolean cancelled;
        private final List<Tick> ticks = new ArrayList<>();
        private final List<Change> changes = new ArrayList<>();

        private Life(int ordinal, Instant start) {
            this.ordinal = ordinal;
            this.start = start;
            this.zero = start;
        }

        private void change(Instant at, @Nullable SlaTerms terms) {
            SlaTerms before = changes.isEmpty() ? null : changes.getLast().terms;
            if (before != terms) {
                changes.add(new Change(at, terms));
            }
        }

        private @Nullable SlaTerms termsOf(Instant tick) {
            int lastRetroactive = -1;
            for (int index = 0; index < changes.size(); index++) {
                SlaTerms terms = changes.get(index).terms;
                if (terms != null && terms.changeMode() == RecalculationMode.RETROACTIVE) {
                    lastRetroactive = index;
                }
            }
            SlaTerms found = lastRetroactive < 0 ? null : changes.get(lastRetroactive).terms;
            for (int index = lastRetroactive + 1; index < changes.size(); index++) {
                if (!changes.get(index).at.isAfter(tick)) {
                    found = changes.get(index).terms;
                }
            }
            return found;
        }
    }
}
