package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageCondition;
import io.mainstay.cmdb.PlannedOutageSort;
import io.mainstay.cmdb.PlannedOutageState;
import io.mainstay.cmdb.internal.PlannedOutageStore;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.work.Locks;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class Neo4jPlannedOutageStore implements PlannedOutageStore {

    /** Bounds of an interval that is not given, so that one statement serves with and without it. */
    private static final Instant BEGINNING = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");
    private static final String AFTER_ID = "afterId";
    private static final String AFTER_KEY = "afterKey";

    private final Cypher cypher;
    private final Locks locks;

    Neo4jPlannedOutageStore(Cypher cypher, Locks locks) {
        this.cypher = cypher;
        this.locks = locks;
    }

    @Override
    public void create(PlannedOutage outage) {
        cypher.statement("cmdb/create-planned-outage")
                .with("ciId", outage.ciId())
                .with("properties", properties(outage))
                .run();
    }

    @Override
    public void save(PlannedOutage before, PlannedOutage after, String pastId) {
        cypher.statement("cmdb/save-planned-outage")
                .with("id", after.id())
                .with("pastId", pastId)
                .with("until", after.updatedAt())
                .with("properties", properties(after))
                .run();
    }

    @Override
    public Optional<PlannedOutage> lock(String id) {
        return locks.lock(PlannedOutage.TYPE, id, Neo4jPlannedOutageStore::read);
    }

    @Override
    public Map<String, PlannedOutage> byIds(Collection<String> ids, Visibility visibility) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return cypher
                .statement("cmdb/planned-outages-by-id")
                .with("ids", ids.stream().distinct().toList())
                .with("v", visibility.parameters())
                .list(row -> read(row.row("node")))
                .stream()
                .collect(Collectors.toMap(PlannedOutage::id, Function.identity()));
    }

    @Override
    public List<PlannedOutage> list(
            PlannedOutageCondition condition, PlannedOutageSort order, PageRequest request, Visibility visibility) {
        String name = order.descending() ? "cmdb/planned-outages-descending" : "cmdb/planned-outages-ascending";
        Cursor after = request.after();
        return filtered(name, condition, visibility)
                .with("field", order.field())
                .with(AFTER_KEY, after == null ? null : key(after, order.field()))
                .with(AFTER_ID, after == null ? null : after.id())
                .with("limit", request.first() + 1)
                .list(row -> read(row.row("node")));
    }

    @Override
    public int count(PlannedOutageCondition condition, Visibility visibility) {
        return filtered("cmdb/count-planned-outages", condition, visibility)
                .one(row -> row.integer("count"))
                .orElse(0);
    }

    @Override
    public Map<String, List<PlannedOutage>> ofItems(
            Collection<String> ciIds, Visibility visibility, PageRequest request) {
        Cursor after = request.after();
        return cypher
                .statement("cmdb/planned-outages-of-items")
                .with("ids", ciIds)
                .with("v", visibility.parameters())
                .with(AFTER_KEY, after == null ? null : key(after, PlannedOutageSort.Field.FROM))
                .with(AFTER_ID, after == null ? null : after.id())
                .with("limit", request.first() + 1)
                .list(row -> Map.entry(row.string("ciId"), row.rows("outages", Neo4jPlannedOutageStore::read)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Map<String, Integer> countOfItems(Collection<String> ciIds, Visibility visibility) {
        return cypher
                .statement("cmdb/count-planned-outages-of-items")
                .with("ids", ciIds)
                .with("v", visibility.parameters())
                .list(row -> Map.entry(row.string("ciId"), row.integer("count")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<PlannedOutage> covering(Instant at, @Nullable Instant asOf, int limit) {
        Cypher.Statement statement = asOf == null
                ? cypher.statement("cmdb/planned-outages-covering")
                : cypher.statement("cmdb/planned-outages-covering-as-of").with("asOf", asOf);
        return statement.with("at", at).with("limit", limit).list(row -> read(row.row("node")));
    }

    private Cypher.Statement filtered(String name, PlannedOutageCondition condition, Visibility visibility) {
        return cypher.statement(name)
                .with("ciIds", condition.ciIds().isEmpty() ? null : condition.ciIds())
                .with(
                        "states",
                        condition.states().isEmpty()
                                ? List.of(PlannedOutageState.values())
                                : List.copyOf(condition.states()))
                .with("after", Objects.requireNonNullElse(condition.from(), BEGINNING))
                .with("before", Objects.requireNonNullElse(condition.to(), END))
                .with("v", visibility.parameters());
    }

    private static Object key(Cursor cursor, PlannedOutageSort.Field field) {
        Cursor.Values values = cursor.values(1);
        return switch (field) {
            case NUMBER -> values.text(0);
            case FROM, TO -> values.instant(0);
        };
    }

    private static Map<String, @Nullable Object> properties(PlannedOutage outage) {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("id", outage.id());
        properties.put("number", outage.number());
        properties.put("ciId", outage.ciId());
        properties.put("effect", outage.effect());
        properties.put("from", outage.from());
        properties.put("to", outage.to());
        properties.put("title", outage.title());
        properties.put("reason", outage.reason());
        properties.put("state", outage.state());
        properties.put("version", outage.version());
        properties.put("revision", outage.revision());
        properties.put("createdAt", outage.createdAt());
        properties.put("updatedAt", outage.updatedAt());
        return properties;
    }

    private static PlannedOutage read(Row node) {
        return new PlannedOutage(
                node.string("id"),
                node.string("number"),
                node.string("ciId"),
                node.enumValue("effect", FailureEffect.class),
                node.instant("from"),
                node.instant("to"),
                node.string("title"),
                node.stringOrNull("reason"),
                node.enumValue("state", PlannedOutageState.class),
                node.integer("version"),
                node.integer("revision"),
                node.instant("createdAt"),
                node.instant("updatedAt"));
    }
}
