// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clock as it stands at the moment of asking. Its fields are those of the GraphQL type {@code SlaClock}.
 *
 * @param target business time within which it must stop
 * @param elapsed business time counted so far
 * @param remaining business time left; negative by how much the target was overrun
 * @param dueAt when the target is or was reached; absent while paused below it and when so much business time does not lie ahead
 * @param closedAt when it stopped or was cancelled
 * @param definition the version of the definition in force, or the one that the clock closed under
 * @param intervals the last {@link #MAX_INTERVALS} stretches of its life
 * @param intervalsComplete whether these are all of them
 */
public record SlaClockView(
        String recordId,
        SlaMetric metric,
        int ordinal,
        SlaClockState state,
        SlaOutcome outcome,
        Duration target,
        Duration elapsed,
        Duration remaining,
        @Nullable Instant dueAt,
        @Nullable Instant breachedAt,
        Instant startedAt,
        @Nullable Instant closedAt,
        SlaDefinitionView definition,
        List<Interval> intervals,
        boolean intervalsComplete) {

    /** The most intervals that a view carries; more than two years of working days. */
    public static final int MAX_INTERVALS = 1_000;

    public SlaClockView {
        intervals = List.copyOf(intervals);
    }

    /**
     * A stretch of a clock's life.
     *
     * @param to absent while it lasts
     * @param counted whether it is part of the elapsed time
     */
    public record Interval(Instant from, @Nullable Instant to, boolean counted, SlaIntervalReason reason) {}
}
