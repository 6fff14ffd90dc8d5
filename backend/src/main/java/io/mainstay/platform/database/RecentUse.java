// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of the time of connections people have used lately. What was used fades: after {@link #FADING} about a third of
 * it still counts, so that somebody who keeps one connection busy all the time arrives at that duration.
 */
final class RecentUse {

    static final Duration FADING = Duration.ofSeconds(10);

    /** The least recently seen people are forgotten beyond this; what they used has faded by then. */
    private static final int REMEMBERED = 10_000;

    private record Use(double seconds, long at) {
        double fadedAt(long now) {
            return seconds * Math.exp(-(now - at) / (double) FADING.toNanos());
        }
    }

    private final Map<String, Use> uses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Use> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param now in nanoseconds of any clock that only goes forward */
    synchronized void add(String person, Duration used, long now) {
        Use before = uses.get(person);
        double seconds = before == null ? 0 : before.fadedAt(now);
        uses.put(person, new Use(seconds + used.toNanos() / 1e9, now));
    }

    synchronized boolean exceeds(String person, Duration limit, long now) {
        Use use = uses.get(person);
        return use != null && use.fadedAt(now) > limit.toNanos() / 1e9;
    }
}
