// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How many subscriptions each person has on this replica, whatever connections they came over. */
@Component
final class Subscriptions {

    private final int limit;
    private final Map<String, Integer> byPerson = new HashMap<>();

    Subscriptions(WebSocketLimits limits, MeterRegistry meters) {
        this.limit = limits.subscriptionsPerPerson();
        Gauge.builder("mainstay.websocket.subscriptions", this::count)
                .description("Subscriptions that run")
                .register(meters);
    }

    /** One more; false if the person has as many as are allowed. */
    synchronized boolean begin(String personId) {
        int running = byPerson.getOrDefault(personId, 0);
        if (running >= limit) {
            return false;
        }
        byPerson.put(personId, running + 1);
        return true;
    }

    /** One that had begun is over. */
    synchronized void end(String personId) {
        byPerson.computeIfPresent(personId, (_, running) -> running == 1 ? null : running - 1);
    }

    /** How many are allowed for a person. */
    int limit() {
        return limit;
    }

    private synchronized int count() {
        return byPerson.values().stream().mapToInt(Integer::intValue).sum();
    }
}
