// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.ConflictProperties;
import io.mainstay.change.internal.conflict.Matter;
import io.mainstay.change.internal.store.MatterStore;
import io.mainstay.platform.timer.Timers;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Looks again at the changes that count on configuration items on which an urgent incident is open, or is not any more. */
@Component
final class IncidentConflictSweep extends RealitySweep {

    static final String KIND = "change.incident-conflicts";

    private final MatterStore store;

    IncidentConflictSweep(
            Timers timers, ConflictFinder finder, MatterStore store, ConflictNews news, ConflictProperties properties) {
        super(timers, finder, store, news, properties);
        this.store = store;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    Round round(Set<String> movedIds, Instant now) {
        return round(store.urgentOn(movedIds), Matter.Kind.OPEN_INCIDENT, movedIds, now);
    }
}
