// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.sla.SlaClockState;
import io.mainstay.sla.SlaInterval;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.SlaOutcome;
import io.mainstay.sla.SlaThreshold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clock as it stands at an instant.
 *
 * @param metric what it measures
 * @param ordinal 1 for a record's first clock of the metric; reopening with {@code NEW_CLOCK} begins the next
 * @param state what it is doing
 * @param outcome whether it kept its target
 * @param terms the terms in force, or those that it closed under
 * @param startedAt when it began
 * @param closedAt when it stopped or was cancelled
 * @param elapsed business time counted so far
 * @param dueAt first instant at which the elapsed time reaches the target. Absent while the clock is paused below the target,
 *     when it was cancelled below it, and when so much business time does not lie ahead. Of a clock that stopped while it ran, the
 *     instant at which it would have been due.
 * @param intervals from the start to {@code asOf} or the close, adjoining, with reasons
 * @param thresholds warnings and, last, the breach
 * @param asOf the instant for which all this holds
 */
public record SlaClock(
        SlaMetric metric,
        int ordinal,
        SlaClockState state,
        SlaOutcome outcome,
        SlaTerms terms,
        Instant startedAt,
        @Nullable Instant closedAt,
        Duration elapsed,
        @Nullable Instant dueAt,
        List<SlaInterval> intervals,
        List<SlaThreshold> thresholds,
        Instant asOf) {

    public SlaClock {
        intervals = List.copyOf(intervals);
        thresholds = List.copyOf(thresholds);
    }

    /** Business time left; negative by how much the target was overrun. */
    public Duration remaining() {
        return terms.target().minus(elapsed);
    }

    /** When the target was missed, which is when it was due. */
    public @Nullable Instant breachedAt() {
        return outcome == SlaOutcome.BREACHED ? dueAt : null;
    }
}
