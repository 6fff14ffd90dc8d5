// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.schedule;

import io.mainstay.platform.cypher.Row;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a periodic job runs, and how it last did. */
public record ScheduleState(
        String name,
        String cadence,
        Instant nextDueAt,
        @Nullable Instant lastRunAt,
        @Nullable Outcome lastOutcome,
        @Nullable String lastError,
        @Nullable Duration lastDuration) {

    /** How a run ended. */
    public enum Outcome {
        SUCCEEDED,
        FAILED,
        SKIPPED
    }

    static ScheduleState of(Row schedule) {
        Long millis = schedule.longOrNull("lastMillis");
        return new ScheduleState(
                schedule.string("name"),
                schedule.string("cadence"),
                schedule.instant("nextDue"),
                schedule.instantOrNull("lastRun"),
                schedule.enumOrNull("lastOutcome", Outcome.class),
                schedule.stringOrNull("lastError"),
                millis == null ? null : Duration.ofMillis(millis));
    }
}
