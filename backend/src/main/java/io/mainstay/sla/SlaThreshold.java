// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A share of a clock's target that is worth knowing about.
 *
 * @param percent share of the target, 1..99 for a warning and {@link #BREACH} for the target itself
 * @param reachedAt the first instant at which the elapsed time reaches the share, past or foreseen; absent while the clock is
 *     paused below it, when the clock closed below it, and when so much business time does not lie ahead
 */
public record SlaThreshold(int percent, @Nullable Instant reachedAt) {

    /** The percentage that stands for the target itself. */
    public static final int BREACH = 100;
}
