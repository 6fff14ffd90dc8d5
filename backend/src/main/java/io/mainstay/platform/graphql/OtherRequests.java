// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.database.RequestWork;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Holds requests that are none of GraphQL to the limits of those that are: how many of one principal, how many at
 * once and running, how long one takes.
 */
@Component
public final class OtherRequests {

    private final GraphQlLimits limits;
    private final RequestBuckets buckets;
    private final ConcurrentRequestLimit atOnce;
    private final RunningRequests running;
    private final SystemClock clock;

    OtherRequests(
            GraphQlLimits limits,
            RequestBuckets buckets,
            ConcurrentRequestLimit atOnce,
            RunningRequests running,
            SystemClock clock) {
        this.limits = limits;
        this.buckets = buckets;
        this.atOnce = atOnce;
        this.running = running;
        this.clock = clock;
    }

    /** Takes one request of the principal's: how long to wait if there is none left, empty if it may go on. */
    public Optional<Duration> pause(Principal principal) {
        return Optional.of(buckets.take(principal)).filter(pause -> !pause.isZero());
    }

    /** Answers a request within the time that one has; empty if too many are under way. */
    public <T> Optional<T> answer(Principal principal, Supplier<T> answer) {
        String person = principal.personId();
        if (!atOnce.enter(person, 0)) {
            return Optional.empty();
        }
        Runnable leave = atOnce.leaving(person, 0);
        try {
            RequestWork work = RequestWork.begin(person, limits.timeout(), clock);
            return running.takeTurn(person) ? Optional.of(inTurn(person, work, answer)) : Optional.empty();
        } finally {
            leave.run();
        }
    }

    private <T> T inTurn(String person, RequestWork work, Supplier<T> answer) {
        try {
            return work.run(answer);
        } finally {
            running.leave(person);
        }
    }
}
