// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of a clock's life. The intervals of a clock adjoin; the lengths of those that count add up to its elapsed time.
 *
 * @param from first instant inside
 * @param to first instant after
 * @param reason why the time counted or did not
 */
public record SlaInterval(Instant from, Instant to, SlaIntervalReason reason) {

    /** Whether the interval is part of the elapsed time. */
    public boolean counted() {
        return reason == SlaIntervalReason.RUNNING;
    }

    /** How long the interval is. */
    public Duration length() {
        return Duration.between(from, to);
    }
}
