// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.ConflictProperties;
import io.mainstay.change.internal.ConflictFinder.Side;
import io.mainstay.change.internal.conflict.ConflictReach;
import io.mainstay.change.internal.conflict.Matter;
import io.mainstay.change.internal.store.MatterStore;
import io.mainstay.platform.timer.Timers;
import io.mainstay.record.Occurrence;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at the changes that count on something that fails or recovers: those that are being made or begin soon, and those whose owners were told of
 * it before.
 */
abstract class RealitySweep extends ConflictSweep {

    private static final int PAGE = 200;

    private final ConflictFinder finder;
    private final MatterStore store;
    private final ConflictNews news;
    private final ConflictProperties properties;

    RealitySweep(
            Timers timers, ConflictFinder finder, MatterStore store, ConflictNews news, ConflictProperties properties) {
        super(timers);
        this.finder = finder;
        this.store = store;
        this.news = news;
        this.properties = properties;
    }

    @Override
    public int atOnce() {
        return STORM;
    }

    /**
     * @param ciIds what changes may count on; none if nothing new can be the matter
     * @param kind as what they meet it
     * @param metIds what those meet whose owners were told of it before
     */
    final Round round(Set<String> ciIds, Matter.Kind kind, Collection<String> metIds, Instant now) {
        Set<String> touched = ciIds.isEmpty() ? Set.of() : finder.reached(ciIds, ConflictReach::watchers);
        Set<String> met = Set.copyOf(metIds);
        Instant before = now.plus(properties.realityWithin());
        ConflictNews.Scope scope = new ConflictNews.Scope(
                Set.of(Side.REALITY), matter -> matter.kind() == kind && met.contains(matter.recordId()));
        return new Round() {
            @Override
            public Part after(String key) {
                List<String> ids = store.around(touched, before, kind, met, key, PAGE);
                return new Part(ids, ids.size() == PAGE ? ids.getLast() : null);
            }

            @Override
            public List<String> moved(List<String> part) {
                return news.moved(part, scope);
            }

            @Override
            public @Nullable String tell(List<String> some, String after, Occurrence at) {
                news.tell(some, scope, at);
                return null;
            }
        };
    }
}
