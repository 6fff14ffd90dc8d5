// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.Criticality;
import io.mainstay.cmdb.OperationalStatus;
import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.Dependent;
import io.mainstay.cmdb.internal.impact.LiveDependencyGraph;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class Neo4jDependencyGraphs implements DependencyGraphs {

    private final Cypher cypher;
    private final FailureGraphReader reader;

    Neo4jDependencyGraphs(Cypher cypher, FailureGraphReader reader) {
        this.cypher = cypher;
        this.reader = reader;
    }

    @Override
    public DependencyGraph graph(@Nullable Instant asOf) {
        return new Neo4jDependencyGraph(cypher, asOf);
    }

    @Override
    public LiveDependencyGraph live() {
        return new Neo4jLiveDependencyGraph(graph(null), reader);
    }

    @Override
    public List<Dependent> dependencies(Collection<String> ciIds) {
        return reader.of(ciIds);
    }

    @Override
    public Map<String, OperationalStatus> impaired(Collection<String> ciIds) {
        Map<String, OperationalStatus> impaired = new HashMap<>();
        if (!ciIds.isEmpty()) {
            cypher.statement("cmdb/impaired-items")
                    .with("ids", ciIds)
                    .list(row -> impaired.put(
                            row.string("id"), row.enumValue("operationalStatus", OperationalStatus.class)));
        }
        return impaired;
    }

    @Override
    public List<String> down(int limit) {
        return cypher.statement("cmdb/down-items").with("limit", limit).list(row -> row.string("id"));
    }

    @Override
    public List<Facts> facts(Collection<String> ciIds, Visibility visibility) {
        if (ciIds.isEmpty()) {
            return List.of();
        }
        return cypher.statement("cmdb/impact-facts")
                .with("ids", ciIds)
                .with("v", visibility.parameters())
                .list(row -> new Facts(
                        row.string("id"),
                        row.string("classKey"),
                        row.enumValue("lifecycle", CiLifecycle.class),
                        row.enumOrNull("criticality", Criticality.class),
                        row.bool("down"),
                        row.instant("knownSince")));
    }

    @Override
    public int count(Collection<String> classKeys, Visibility visibility) {
        return cypher.statement("cmdb/count-live-of-classes")
                .with("classKeys", classKeys)
                .with("v", visibility.parameters())
                .one(row -> row.integer("count"))
                .orElseThrow();
    }

    @Override
    public List<Link> links(
            Collection<String> fromIds, Direction direction, @Nullable Instant asOf, Visibility visibility, int limit) {
        String name = switch (direction) {
            case UP -> asOf == null ? "cmdb/tree-up" : "cmdb/tree-up-as-of";
            case DOWN -> asOf == null ? "cmdb/tree-down" : "cmdb/tree-down-as-of";
        };
        Cypher.Statement statement = cypher.statement(name)
                .with("ids", fromIds)
                .with("v", visibility.parameters())
                .with("limit", limit);
        if (asOf != null) {
            statement.with("asOf", asOf);
        }
        return statement.list(row -> new Link(
                row.string("fromId"),
                row.string("ciId"),
                row.bool("visible"),
                row.string("relationId"),
                row.string("type"),
                row.string("effect"),
                row.stringOrNull("groupName")));
    }
}
