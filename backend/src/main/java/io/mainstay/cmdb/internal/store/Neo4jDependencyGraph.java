// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.RelationType;
import io.mainstay.cmdb.internal.impact.Dependency;
import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.Dependent;
import io.mainstay.cmdb.internal.impact.RedundancyGroup;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The graph as it is in Neo4j now, or as Mainstay knew it at an instant; one statement for each level. */
final class Neo4jDependencyGraph implements DependencyGraph {

    private final Cypher cypher;
    private final @Nullable Instant asOf;

    Neo4jDependencyGraph(Cypher cypher, @Nullable Instant asOf) {
        this.cypher = cypher;
        this.asOf = asOf;
    }

    @Override
    public List<Dependent> dependentsOf(Collection<String> providers, int limit) {
        return level().with("ids", providers)
                .with("limit", limit)
                .list(row -> new Dependent(
                        row.string("id"),
                        row.rows("dependencies", Neo4jDependencyGraph::dependency),
                        row.rows("groups", Neo4jDependencyGraph::group)));
    }

    private Cypher.Statement level() {
        return asOf == null
                ? cypher.statement("cmdb/dependents")
                : cypher.statement("cmdb/dependents-as-of").with("asOf", asOf);
    }

    private static Dependency dependency(Row row) {
        return new Dependency(
                row.string("relationId"),
                row.string("providerId"),
                row.enumValue("type", RelationType.class),
                row.enumValue("effect", FailureEffect.class),
                row.stringOrNull("groupId"));
    }

    private static RedundancyGroup group(Row row) {
        return new RedundancyGroup(
                row.string("id"),
                row.string("name"),
                row.integer("members"),
                Neo4jRelationStore.minimum(row),
                row.enumValue("effect", FailureEffect.class));
    }
}
