// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.RelationType;
import io.mainstay.cmdb.internal.impact.Dependency;
import io.mainstay.cmdb.internal.impact.Dependent;
import io.mainstay.cmdb.internal.impact.RedundancyGroup;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.work.UnitOfWork;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads CIs with everything that they depend on now, for graphs in memory. */
@Component
final class FailureGraphReader {

    private final UnitOfWork work;
    private final Cypher cypher;

    FailureGraphReader(UnitOfWork work, Cypher cypher) {
        this.work = work;
        this.cypher = cypher;
    }

    /** A part of all CIs, in the order of their ids. */
    List<Dependent> page(String afterId, int limit) {
        return work.read(() -> cypher.statement("cmdb/failure-graph-page")
                .with("after", afterId)
                .with("limit", limit)
                .list(FailureGraphReader::dependent));
    }

    /** Those of the CIs that exist. */
    List<Dependent> of(Collection<String> ciIds) {
        return work.read(() -> cypher.statement("cmdb/failure-graph-of-items")
                .with("ids", ciIds)
                .list(FailureGraphReader::dependent));
    }

    /** The CIs that relations lead from and to. */
    Set<String> endsOf(Collection<String> relationIds) {
        return work
                .read(() -> cypher.statement("cmdb/ends-of-relations")
                        .with("ids", relationIds)
                        .list(row -> Stream.of(row.string("sourceId"), row.string("targetId"))))
                .stream()
                .flatMap(ends -> ends)
                .collect(Collectors.toSet());
    }

    private static Dependent dependent(Row row) {
        List<Dependency> dependencies = row.rows("dependencies", FailureGraphReader::dependency);
        Map<String, Set<String>> members = new HashMap<>();
        for (Dependency dependency : dependencies) {
            if (dependency.groupId() != null) {
                members.computeIfAbsent(dependency.groupId(), _ -> new HashSet<>())
                        .add(dependency.providerId());
            }
        }
        List<RedundancyGroup> groups = row.rows(
                "groups",
                group -> new RedundancyGroup(
                        group.string("id"),
                        group.string("name"),
                        members.getOrDefault(group.string("id"), Set.of()).size(),
                        Neo4jRelationStore.minimum(group),
                        group.enumValue("effect", FailureEffect.class)));
        return new Dependent(row.string("id"), dependencies, groups);
    }

    private static Dependency dependency(Row row) {
        return new Dependency(
                row.string("relationId"),
                row.string("providerId"),
                row.enumValue("type", RelationType.class),
                row.enumValue("effect", FailureEffect.class),
                row.stringOrNull("groupId"));
    }
}
