// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import java.util.HashMap;
import java.util.Map;

/**
 * The budget of send buffers: what messages may take up that wait for their clients to read, in characters, on this
 * replica. One person has a share of it over all connections, so that who does not read takes nothing from others.
 */
final class SendBufferBudget {

    private final int capacity;
    private final int share;
    private final Map<String, Long> byPerson = new HashMap<>();
    private long taken;

    SendBufferBudget(int capacity, int share) {
        this.capacity = capacity;
        this.share = share;
    }

    /** Whether there is room for a message; it then must be given back. */
    synchronized boolean take(String personId, int characters) {
        long own = byPerson.getOrDefault(personId, 0L) + characters;
        if (own > share || taken + characters > capacity) {
            return false;
        }
        byPerson.put(personId, own);
        taken += characters;
        return true;
    }

    synchronized void give(String personId, int characters) {
        taken -= characters;
        byPerson.computeIfPresent(personId, (_, own) -> own == characters ? null : own - characters);
    }

    synchronized long taken() {
        return taken;
    }
}
