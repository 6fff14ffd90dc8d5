// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * One token bucket for each principal that was here lately, with what their roles allow; each replica has its own. Who comes with other roles,
 * as a feed of the calendar does, has another one: to change between them fills none.
 */
@Component
final class RequestBuckets {

    /** The least recently seen principals are forgotten beyond this; theirs is full again by then. */
    private static final int REMEMBERED = 10_000;

    private final GraphQlLimits limits;
    private final SystemClock clock;
    private final Map<Allowance, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Allowance, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    RequestBuckets(GraphQlLimits limits, SystemClock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Takes one request of the principal's; the time to wait if there is none left, zero if it may go on. */
    Duration take(Principal principal) {
        ConsumptionProbe probe = bucket(principal).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    private Bucket bucket(Principal principal) {
        Allowance allowance = new Allowance(principal.personId(), limits.requestsPerMinuteOf(principal.roles()));
        synchronized (buckets) {
            return buckets.computeIfAbsent(allowance, wanted -> newBucket(wanted.perMinute()));
        }
    }

    private Bucket newBucket(int perMinute) {
        long burst = (long) limits.burst() * perMinute / limits.requestsPerMinute();
        return Bucket.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(Math.max(1, burst))
                        .refillGreedy(perMinute, Duration.ofMinutes(1))
                        .build())
                .withCustomTimePrecision(new ClockMeter(clock))
                .build();
    }

    /** What a principal may use with some roles. */
    private record Allowance(String personId, int perMinute) {}

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
