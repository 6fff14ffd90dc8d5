// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.internal.conflict.ConflictTies;
import io.mainstay.platform.cypher.Cypher;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Which changes were last found to be in each other's way: what their owners were told. Knows nothing of visibility. */
@Component
public final class ConflictingStore {

    private final Cypher cypher;

    ConflictingStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /**
     * The changes that a change was last found to be in the way of.
     *
     * @param told those whose owners know it
     * @param untold those whose owners do not know it yet
     */
    public record Kept(Set<String> told, Set<String> untold) {}

    /**
     * By what a change has come into the way of another.
     *
     * @param byLate whether the other may have moved since, so that the owner of the change itself knows nothing of it yet
     */
    public record Came(ConflictTies ties, boolean byLate) {}

    /** The changes that a change was last found to be in the way of. */
    public Kept of(String changeId) {
        Kept kept = new Kept(new TreeSet<>(), new TreeSet<>());
        cypher.statement("change/conflicting-with")
                .with("id", changeId)
                .list(row -> (row.bool("told") ? kept.told() : kept.untold()).add(row.string("id")));
        return kept;
    }

    /** The changes that each of some was last found to be in the way of, whether their owners know it or not. */
    public Map<String, Set<String>> of(Collection<String> changeIds) {
        Map<String, Set<String>> known = new HashMap<>();
        cypher.statement("change/conflicting-with-each")
                .with("ids", changeIds)
                .list(row -> known.computeIfAbsent(row.string("id"), _ -> new TreeSet<>())
                        .add(row.string("otherId")));
        return known;
    }

    /** The two ends of each of some relations between configuration items. */
    public Set<String> endsOf(Collection<String> relationIds) {
        Set<String> ends = new TreeSet<>();
        cypher.statement("change/ends-of-relations").with("ids", relationIds).list(row -> {
            ends.add(row.string("sourceId"));
            return ends.add(row.string("targetId"));
        });
        return ends;
    }

    /** Keeps by what a change has come into the way of some, and since when it is not in that of others any more. */
    public void save(String changeId, Map<String, Came> came, Map<String, Instant> went) {
        cypher.statement("change/save-conflicting")
                .with("id", changeId)
                .with(
                        "came",
                        came.entrySet().stream()
                                .map(one -> Map.of(
                                        "id", one.getKey(),
                                        "byPeople", one.getValue().ties().byPeople(),
                                        "items", one.getValue().ties().items(),
                                        "byLate", one.getValue().byLate()))
                                .toList())
                .with(
                        "went",
                        went.entrySet().stream()
                                .map(one -> Map.of("id", one.getKey(), "at", one.getValue()))
                                .toList())
                .run();
    }
}
