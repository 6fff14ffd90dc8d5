// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dead timers of a kind that an operator means.
 *
 * @param from when they were given up at the earliest
 * @param before when they were given up at the latest, exclusive
 */
public record TimerSelection(String kind, Instant from, Instant before) {

    /** @param now what is given up later is not meant, also by who sets no end */
    public static TimerSelection of(String kind, @Nullable Instant from, @Nullable Instant before, Instant now) {
        return new TimerSelection(
                kind, from == null ? Instant.EPOCH : from, before == null || before.isAfter(now) ? now : before);
    }

    /** As parameters of a job and as details of its entry. */
    public Map<String, String> write() {
        return Map.of("kind", kind, "from", from.toString(), "before", before.toString());
    }

    static TimerSelection read(Map<String, String> parameters) {
        return new TimerSelection(
                parameters.getOrDefault("kind", ""),
                Instant.parse(parameters.getOrDefault("from", "")),
                Instant.parse(parameters.getOrDefault("before", "")));
    }
}
