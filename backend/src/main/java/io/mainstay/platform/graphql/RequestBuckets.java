// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.mainstay.kernel.SystemClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** One token bucket for each principal that was here lately; each replica has its own. */
@Component
final class RequestBuckets {

    /** The least recently seen principals are forgotten beyond this; theirs is full again by then. */
    private static final int REMEMBERED = 10_000;

    private final GraphQlLimits limits;
    private final SystemClock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    RequestBuckets(GraphQlLimits limits, SystemClock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Takes one request of the person's; the time to wait if there is none left, zero if it may go on. */
    Duration take(String personId) {
        ConsumptionProbe probe = bucket(personId).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private Bucket bucket(String personId) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(personId, _ -> newBucket());
        }
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(limits.burst())
                        .refillGreedy(limits.requestsPerMinute(), Duration.ofMinutes(1))
                        .build())
                .withCustomTimePrecision(new ClockMeter(clock))
                .build();
    }

    private record ClockMeter(SystemClock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return clock.nanoTime();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
