// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.sla.PastThresholds;
import io.mainstay.sla.SlaOutcome;
import io.mainstay.sla.SlaThreshold;
import io.mainstay.sla.internal.FiredThreshold.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about a clock's thresholds. Each fires once per clock; only a breach that was taken back may be followed by
 * another.
 *
 * @param announce passed thresholds to tell of, with their marks
 * @param withdrawn whether a breach that was told of does not hold any more
 * @param fired everything that has been dealt with afterwards
 * @param nextAt the next instant at which a threshold is reached; absent when none is foreseen
 */
record ThresholdDecision(
        List<FiredThreshold> announce,
        boolean withdrawn,
        List<FiredThreshold> fired,
        @Nullable Instant nextAt) {

    /** What moved the clock. */
    enum Cause {
        /** Time alone, or an event as it happened. */
        TIME,
        /** An event that was entered later than it happened. */
        BACKDATED,
        /** Other terms. */
        TERMS
    }

    /**
     * Decides.
     *
     * @param clock the clock now
     * @param already what has been dealt with so far
     * @param before the same clock as it would stand now without the change; absent when there is no change or it is new
     * @param cause what changed it
     */
    static ThresholdDecision of(
            SlaClock clock,
            List<FiredThreshold> already,
            @Nullable SlaClock before,
            Cause cause,
            PastThresholds pastThresholds) {
        List<FiredThreshold> fired = new ArrayList<>(already);
        boolean breachHolds = clock.outcome() == SlaOutcome.BREACHED;
        boolean withdrawn = !breachHolds
                && already.stream()
                        .anyMatch(threshold -> threshold.percent() == SlaThreshold.BREACH
                                && threshold.mark().announced());
        if (!breachHolds) {
            fired.removeIf(threshold -> threshold.percent() == SlaThreshold.BREACH);
        }
        Set<Integer> done = fired.stream().map(FiredThreshold::percent).collect(Collectors.toSet());
        Set<Integer> passedBefore = before == null ? Set.of() : passed(before);
        List<FiredThreshold> announce = new ArrayList<>();
        for (int percent : passed(clock).stream().sorted().toList()) {
            if (done.contains(percent)) {
                continue;
            }
            Mark mark = passedBefore.contains(percent) ? Mark.ON_TIME : mark(cause, pastThresholds);
            FiredThreshold threshold = new FiredThreshold(percent, mark, clock.asOf());
            fired.add(threshold);
            if (mark.announced()) {
                announce.add(threshold);
            }
        }
        fired.sort(Comparator.comparingInt(FiredThreshold::percent));
        return new ThresholdDecision(List.copyOf(announce), withdrawn, List.copyOf(fired), nextAt(clock, fired));
    }

    private static Mark mark(Cause cause, PastThresholds pastThresholds) {
        return switch (cause) {
            case TIME -> Mark.ON_TIME;
            case BACKDATED -> Mark.LATE;
            case TERMS ->
                switch (pastThresholds) {
                    case FIRE_MARKED -> Mark.RECOMPUTED;
                    case SUPPRESS -> Mark.SUPPRESSED;
                };
        };
    }

    private static Set<Integer> passed(SlaClock clock) {
        return clock.thresholds().stream()
                .filter(threshold -> isPassed(clock, threshold))
                .map(SlaThreshold::percent)
                .collect(Collectors.toSet());
    }

    /** A threshold is passed when the clock has gone on beyond the instant at which it was reached. */
    private static boolean isPassed(SlaClock clock, SlaThreshold threshold) {
        Instant closedAt = clock.closedAt();
        Instant end = closedAt == null ? clock.asOf() : closedAt;
        Instant reachedAt = threshold.reachedAt();
        return reachedAt != null && reachedAt.isBefore(end);
    }

    private static @Nullable Instant nextAt(SlaClock clock, List<FiredThreshold> fired) {
        if (clock.closedAt() != null) {
            return null;
        }
        Set<Integer> done = fired.stream().map(FiredThreshold::percent).collect(Collectors.toSet());
        return clock.thresholds().stream()
                .filter(threshold -> !done.contains(threshold.percent()))
                .map(SlaThreshold::reachedAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
