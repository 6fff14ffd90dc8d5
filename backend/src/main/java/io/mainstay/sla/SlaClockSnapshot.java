// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A clock as it was stored at the record's last change or at the last threshold that it passed; what lists and search need.
 *
 * @param recordId whose clock
 * @param metric what it measures
 * @param ordinal 1 for the record's first clock of the metric
 * @param state what it was doing
 * @param outcome whether it had kept its target; a breach is stored within seconds of the due instant
 * @param dueAt when the target is or was reached; absent while paused below it
 * @param breachedAt when the target was missed
 */
public record SlaClockSnapshot(
        String recordId,
        SlaMetric metric,
        int ordinal,
        SlaClockState state,
        SlaOutcome outcome,
        @Nullable Instant dueAt,
        @Nullable Instant breachedAt) {

    /** When the first of the clocks that still count is due, or was; one that waits below its target is due at no instant. */
    public static Optional<Instant> firstDueAt(Collection<SlaClockSnapshot> clocks) {
        return clocks.stream()
                .filter(SlaClockSnapshot::counts)
                .map(SlaClockSnapshot::dueAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }

    private boolean counts() {
        return switch (state) {
            case RUNNING, PAUSED -> true;
            case STOPPED, CANCELLED -> false;
        };
    }
}
