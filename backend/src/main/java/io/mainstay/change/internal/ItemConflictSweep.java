// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.ConflictProperties;
import io.mainstay.change.internal.conflict.Matter;
import io.mainstay.change.internal.store.MatterStore;
import io.mainstay.cmdb.ImpactService;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.timer.Timers;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Looks again at the changes that count on a configuration item that works better or worse than before, or on what depends on it. */
@Component
final class ItemConflictSweep extends RealitySweep {

    static final String KIND = "change.item-conflicts";

    private final ImpactService impact;

    ItemConflictSweep(
            Timers timers,
            ConflictFinder finder,
            MatterStore store,
            ConflictNews news,
            ConflictProperties properties,
            ImpactService impact) {
        super(timers, finder, store, news, properties);
        this.impact = impact;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    Round round(Set<String> movedIds, Instant now) {
        Set<String> ciIds = impact.concernedBy(Principal.SYSTEM, movedIds);
        return round(ciIds, Matter.Kind.CI_IMPAIRED, ciIds, now);
    }
}
