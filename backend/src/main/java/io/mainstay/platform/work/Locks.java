// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.work;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * The one way to check a record before changing it: take its lock, then read, then check, then write, all in one unit of
 * work. Neo4j isolates read-committed, so a check made without the lock may be out of date when the write happens.
 */
@Component
public final class Locks {

    private final Cypher cypher;
    private final TrailHeads heads;

    Locks(Cypher cypher, TrailHeads heads) {
        this.cypher = cypher;
        this.heads = heads;
    }

    /**
     * Locks an entity until the unit of work ends.
     *
     * @param label the entity's label, such as {@code Incident}; an entity of another kind counts as absent
     * @return the node as it is under the lock; empty if there is none
     */
    public <T> Optional<T> lock(String label, String id, Function<Row, T> mapper) {
        return cypher.statement("platform/lock")
                .with("id", id)
                .with("label", label)
                .with("lock", Ids.next())
                .one(row -> {
                    Row node = row.row("node");
                    if (row.has("hash")) {
                        heads.know(id, node.integer("revision"), row.string("hash"));
                    }
                    return mapper.apply(node);
                });
    }

    /**
     * Locks several entities until the unit of work ends, in the order of their ids, which is that of all who lock several.
     *
     * @return the ids of those that there are
     */
    public List<String> lockAll(String label, Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return cypher.statement("platform/lock-all")
                .with("ids", List.copyOf(new TreeSet<>(ids)))
                .with("label", label)
                .with("lock", Ids.next())
                .list(row -> row.string("id"));
    }
}
