// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.RelationType;
import io.mainstay.cmdb.internal.RelationStore;
import io.mainstay.cmdb.internal.impact.RedundancyGroup;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.work.Locks;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class Neo4jRelationStore implements RelationStore {

    private final Cypher cypher;
    private final Locks locks;

    Neo4jRelationStore(Cypher cypher, Locks locks) {
        this.cypher = cypher;
        this.locks = locks;
    }

    @Override
    public void create(List<NewRelation> relations) {
        cypher.statement("cmdb/create-relations")
                .withRows(relations.stream().map(Neo4jRelationStore::row).toList())
                .run();
    }

    @Override
    public void createGroups(List<Group> groups) {
        cypher.statement("cmdb/create-redundancy-groups")
                .withRows(groups.stream().map(Neo4jRelationStore::row).toList())
                .run();
    }

    @Override
    public Map<GroupKey, Group> groups(Collection<GroupKey> keys) {
        return cypher
                .statement("cmdb/redundancy-groups")
                .with("keys", keys.stream().map(Neo4jRelationStore::text).toList())
                .list(row -> group(row.row("node")))
                .stream()
                .collect(Collectors.toMap(group -> new GroupKey(group.ciId(), group.name()), Function.identity()));
    }

    @Override
    public Map<RelationKey, String> live(Collection<RelationKey> keys) {
        Map<String, RelationKey> byText = new HashMap<>();
        keys.forEach(key -> byText.put(text(key), key));
        Map<RelationKey, String> live = new HashMap<>();
        cypher.statement("cmdb/live-relation-keys")
                .with("keys", List.copyOf(byText.keySet()))
                .list(row -> Map.entry(row.string("key"), row.string("id")))
                .forEach(entry -> live.put(byText.get(entry.getKey()), entry.getValue()));
        return live;
    }

    @Override
    public Map<String, CiRelation> byIds(Collection<String> ids, Visibility visibility) {
        return cypher.statement("cmdb/relations-by-id")
                .with("ids", ids.stream().distinct().toList())
                .with("v", visibility.parameters())
                .keyed(row -> relation(row.row("node")), CiRelation::id);
    }

    @Override
    public Optional<CiRelation> lock(String id) {
        return locks.lock(CiRelation.TYPE, id, Neo4jRelationStore::relation);
    }

    @Override
    public Map<String, CiRelation> lock(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return cypher.statement("cmdb/lock-relations")
                .with("ids", ids.stream().distinct().sorted().toList())
                .with("lock", Ids.next())
                .keyed(row -> relation(row.row("node")), CiRelation::id);
    }

    @Override
    public void end(List<CiRelation> ended, Instant at) {
        cypher.statement("cmdb/end-relations")
                .withRows(ended.stream().map(Neo4jRelationStore::end).toList())
                .with("to", at)
                .run();
    }

    @Override
    public Map<String, List<CiRelation>> ofItems(
            Collection<String> ciIds, Visibility visibility, @Nullable String afterId, int limit) {
        return cypher
                .statement("cmdb/relations-of-items")
                .with("ids", ciIds)
                .with("v", visibility.parameters())
                .with("after", afterId)
                .with("limit", limit)
                .list(row -> Map.entry(row.string("ciId"), row.rows("relations", Neo4jRelationStore::relation)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Map<String, Integer> countOfItems(Collection<String> ciIds, Visibility visibility) {
        return cypher
                .statement("cmdb/count-relations-of-items")
                .with("ids", ciIds)
                .with("v", visibility.parameters())
                .list(row -> Map.entry(row.string("ciId"), row.integer("count")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How a group is stored, for the dependency graph to read. */
    static RedundancyGroup.Minimum minimum(Row group) {
        Integer percent = group.integerOrNull("minUpPercent");
        return percent == null
                ? new RedundancyGroup.Count(group.integer("minUp"))
                : new RedundancyGroup.Percent(percent);
    }

    private static Map<String, @Nullable Object> row(NewRelation created) {
        CiRelation relation = created.relation();
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", relation.id());
        row.put("key", text(new RelationKey(relation.type(), relation.sourceId(), relation.targetId())));
        row.put("type", relation.type());
        row.put("sourceId", relation.sourceId());
        row.put("targetId", relation.targetId());
        row.put("effect", relation.effect());
        row.put("groupId", created.groupId());
        row.put("groupName", relation.groupName());
        row.put("dependentId", relation.dependentId());
        row.put("from", relation.from());
        return row;
    }

    private static Map<String, @Nullable Object> end(CiRelation ended) {
        return Map.of(
                "id", ended.id(),
                "sourceId", ended.sourceId(),
                "targetId", ended.targetId(),
                "type", ended.type(),
                "version", ended.version(),
                "revision", ended.revision());
    }

    private static Map<String, @Nullable Object> row(Group group) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("id", group.id());
        row.put("key", text(new GroupKey(group.ciId(), group.name())));
        row.put("ciId", group.ciId());
        row.put("name", group.name());
        row.put("effect", group.effect());
        switch (group.minimum()) {
            case RedundancyGroup.Count count -> row.put("minUp", count.minUp());
            case RedundancyGroup.Percent percent -> row.put("minUpPercent", percent.percent());
        }
        return row;
    }

    private static Group group(Row node) {
        return new Group(
                node.string("id"),
                node.string("ciId"),
                node.string("name"),
                minimum(node),
                node.enumValue("effect", FailureEffect.class));
    }

    private static CiRelation relation(Row node) {
        return new CiRelation(
                node.string("id"),
                node.enumValue("type", RelationType.class),
                node.string("sourceId"),
                node.string("targetId"),
                node.enumOrNull("effect", FailureEffect.class),
                node.stringOrNull("groupName"),
                node.instant("from"),
                node.instantOrNull("to"),
                node.integer("version"),
                node.integer("revision"));
    }

    private static String text(RelationKey key) {
        return key.type() + ":" + key.sourceId() + ":" + key.targetId();
    }

    private static String text(GroupKey key) {
        return key.ciId() + ":" + key.name();
    }
}
