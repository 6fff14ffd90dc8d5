// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** How often a server that died is started again: a few times, since one that dies again and again needs a person. */
final class Restarts {

    static final int MOST = 3;
    static final Duration WITHIN = Duration.ofMinutes(10);

    private final Map<ServerName, Deque<Instant>> earlier = new EnumMap<>(ServerName.class);

    /** Counts a death; false if there were too many of late. */
    synchronized boolean allows(ServerName server, Instant now) {
        Deque<Instant> restarts = earlier.computeIfAbsent(server, _ -> new ArrayDeque<>());
        restarts.removeIf(instant -> instant.isBefore(now.minus(WITHIN)));
        if (restarts.size() == MOST) {
            return false;
        }
        restarts.add(now);
        return true;
    }
}
