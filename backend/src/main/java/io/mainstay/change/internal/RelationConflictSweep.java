// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.internal.ConflictFinder.Side;
import io.mainstay.change.internal.conflict.ConflictReach;
import io.mainstay.change.internal.conflict.Matter;
import io.mainstay.change.internal.store.MatterStore;
import io.mainstay.platform.timer.Timers;
import io.mainstay.record.Occurrence;
import io.mainstay.record.store.NewestParts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks again at the changes of what is within the distance of conflicts of configuration items whose relations or redundancy groups have changed: at what
 * they meet, and at the changes that they are in the way of.
 */
@Component
final class RelationConflictSweep extends ConflictSweep {

    static final String KIND = "change.relation-conflicts";

    /** Each may have thousands of others at the same time. */
    private static final int PAGE = 20;

    private static final ConflictNews.Scope ALL = new ConflictNews.Scope(Set.of(Side.WINDOWS, Side.REALITY), _ -> true);

    private final ConflictFinder finder;
    private final MatterStore store;
    private final ConflictNews news;
    private final PairNews pairs;

    RelationConflictSweep(Timers timers, ConflictFinder finder, MatterStore store, ConflictNews news, PairNews pairs) {
        super(timers);
        this.finder = finder;
        this.store = store;
        this.news = news;
        this.pairs = pairs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int atOnce() {
        return STORM;
    }

    @Override
    Round round(Set<String> movedIds, Instant now) {
        return new AroundItems(finder.reached(movedIds, ConflictReach::relevant));
    }

    private final class AroundItems implements Round {

        private final Set<String> ciIds;
        private Map<String, Set<String>> others = Map.of();

        AroundItems(Set<String> ciIds) {
            this.ciIds = ciIds;
        }

        @Override
        public Part after(String key) {
            List<String> ids =
                    store.around(ciIds, NewestParts.END_OF_TIME, Matter.Kind.MAINTAINED, Set.of(), key, PAGE);
            return new Part(ids, ids.size() == PAGE ? ids.getLast() : null);
        }

        @Override
        public List<String> moved(List<String> part) {
            others = pairs.moved(part);
            Set<String> moved = new TreeSet<>(others.keySet());
            moved.addAll(news.moved(part, ALL));
            return List.copyOf(moved);
        }

        @Override
        public @Nullable String tell(List<String> some, String after, Occurrence at) {
            news.tell(some, ALL, at);
            Map<String, Set<String>> guess = new TreeMap<>(others);
            guess.keySet().retainAll(some);
            return guess.isEmpty() ? null : pairs.tell(guess, after, at);
        }
    }
}
