// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody has set a trend aside until a date. There is one for each subject; dismissing it again replaces what was said.
 *
 * @param subjectId the id of the configuration item or class that the trend is about
 * @param until the first instant at which the trend is shown again
 * @param restoredAt when somebody took it back; null while nobody has
 * @param revision moves each time it is dismissed or restored
 */
public record ProblemTrendDismissal(
        String id,
        ProblemTrendScope scope,
        String subjectId,
        String reason,
        Instant until,
        String dismissedById,
        Instant dismissedAt,
        @Nullable Instant restoredAt,
        int revision) {

    /** The label of its node, and its type in history, audit and events. */
    public static final String TYPE = "ProblemTrendDismissal";

    /** Whether the trend is hidden at this instant. */
    public boolean holds(Instant now) {
        return restoredAt == null && until.isAfter(now);
    }

    ProblemTrendDismissal restored(Instant now) {
        return new ProblemTrendDismissal(
                id, scope, subjectId, reason, until, dismissedById, dismissedAt, now, revision + 1);
    }
}
