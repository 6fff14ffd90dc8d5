// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.internal.conflict.Span;
import io.mainstay.platform.cypher.Cypher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** When changes were implemented. Knows nothing of visibility. */
@Component
public final class ImplementationStore {

    /** How many changes are looked at. */
    public static final int MAX_CHANGES = 5_000;

    private final Cypher cypher;

    ImplementationStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /**
     * That a change was implemented.
     *
     * @param to null while it still is
     * @param ciIds those of the CIs that were asked about which it changes
     */
    public record Implementation(
            String id, Instant from, @Nullable Instant to, Set<String> ciIds) {

        public Implementation {
            ciIds = Set.copyOf(ciIds);
        }

        /** Whether it was under way at some instant of the time. */
        public boolean isDuring(Span time) {
            return from.isBefore(time.to()) && (to == null || !to.isBefore(time.from()));
        }
    }

    /** @param complete false if there are more */
    public record Found(List<Implementation> implementations, boolean complete) {}

    /** The changes of some of the CIs that were under way at some instant of one of the times, and were not given up unmade. */
    public Found during(Collection<Span> times, Collection<String> ciIds) {
        if (times.isEmpty() || ciIds.isEmpty()) {
            return new Found(List.of(), true);
        }
        List<Implementation> found = cypher.statement("change/implemented-during")
                .with(
                        "times",
                        united(times).stream()
                                .map(time -> Map.of("from", time.from(), "to", time.to()))
                                .toList())
                .with("ciIds", ciIds)
                .with("limit", MAX_CHANGES + 1)
                .list(row -> new Implementation(
                        row.string("id"),
                        row.instant("actualFrom"),
                        row.instantOrNull("actualTo"),
                        row.stringSet("ciIds")));
        return new Found(found.stream().limit(MAX_CHANGES).toList(), found.size() <= MAX_CHANGES);
    }

    /** The same instants in as few times as there can be, so that those of a page of incidents are looked through once. */
    static List<Span> united(Collection<Span> times) {
        List<Span> united = new ArrayList<>();
        for (Span time : times.stream().sorted(Comparator.comparing(Span::from)).toList()) {
            Span last = united.isEmpty() ? null : united.getLast();
            if (last == null || time.from().isAfter(last.to())) {
                united.add(time);
            } else if (time.to().isAfter(last.to())) {
                united.set(united.size() - 1, new Span(last.from(), time.to()));
            }
        }
        return united;
    }
}
