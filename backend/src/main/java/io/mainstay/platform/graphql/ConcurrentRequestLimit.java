// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/**
 * Counts the requests that are under way and the bytes of their bodies, which are in memory meanwhile. A request above the
 * bounds, of one principal or of all, is refused at once.
 */
@Component
final class ConcurrentRequestLimit {

    private static final Share NOTHING = new Share(0, 0);

    private final int ofPerson;
    private final long bytesOfPerson;
    private final long bytesOfAll;
    private final Counter refused;
    private final Map<String, Share> underWay = new HashMap<>();
    private long bytes;

    private record Share(int requests, long bytes) {}

    ConcurrentRequestLimit(GraphQlLimits limits, MeterRegistry meters) {
        this.ofPerson = limits.requestsAtOnce();
        this.bytesOfPerson = limits.bodyBytesOfPersonAtOnce();
        this.bytesOfAll = limits.bodyBytesAtOnce();
        this.refused = Counter.builder("mainstay.graphql.requests.refused")
                .description("Requests that were refused because too many were under way")
                .register(meters);
    }

    /**
     * @param body how long the body of the request may become, in bytes
     * @return whether the request may go on; it then must {@link #leave} with the same values
     */
    synchronized boolean enter(String personId, long body) {
        Share own = underWay.getOrDefault(personId, NOTHING);
        if (own.requests() >= ofPerson || own.bytes() + body > bytesOfPerson || bytes + body > bytesOfAll) {
            refused.increment();
            return false;
        }
        underWay.put(personId, new Share(own.requests() + 1, own.bytes() + body));
        bytes += body;
        return true;
    }

    /** Gives the place of one request back, once, however often it is run. */
    Runnable leaving(String personId, long body) {
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                leave(personId, body);
            }
        };
    }

    synchronized void leave(String personId, long body) {
        bytes -= body;
        underWay.computeIfPresent(
                personId, (_, own) -> own.requests() == 1 ? null : new Share(own.requests() - 1, own.bytes() - body));
    }
}
