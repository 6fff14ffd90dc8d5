package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ItemCondition;
import io.mainstay.cmdb.ItemSort;
import io.mainstay.cmdb.internal.ConfigurationItemStore;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class Neo4jConfigurationItemStore implements ConfigurationItemStore {

    private final Cypher cypher;
    private final ConfigurationItemLists lists;

    Neo4jConfigurationItemStore(Cypher cypher, CypherCatalogue catalogue) {
        this.cypher = cypher;
        this.lists = new ConfigurationItemLists(cypher, catalogue);
    }

    @Override
    public void create(List<ConfigurationItem> items) {
        cypher.statement("cmdb/create-items")
                .withRows(items.stream().map(ConfigurationItemNodes::properties).toList())
                .run();
    }

    @Override
    public void save(ConfigurationItem before, ConfigurationItem after) {
        Map<String, @Nullable Object> properties = new HashMap<>(ConfigurationItemNodes.properties(after));
        Stream.of(before.attributes(), before.secrets())
                .flatMap(values -> values.keySet().stream())
                .forEach(key -> properties.putIfAbsent(ConfigurationItemNodes.attributeProperty(key), null));
        cypher.statement("cmdb/save-item")
                .with("id", after.id())
                .with("properties", properties)
                .run();
    }

    @Override
    public Map<String, ConfigurationItem> lock(Collection<String> ids) {
        return byId(cypher.statement("cmdb/lock-items")
                .with("ids", ids.stream().distinct().sorted().toList())
                .with("lock", Ids.next()));
    }

    @Override
    public void endFailureRelations(String id, Instant at) {
        cypher.statement("cmdb/retire-failures").with("id", id).with("to", at).run();
    }

    @Override
    public Map<String, ConfigurationItem> byIds(Collection<String> ids, Visibility visibility) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return byId(cypher.statement("cmdb/items-by-id")
                .with("ids", ids.stream().distinct().toList())
                .with("v", visibility.parameters()));
    }

    @Override
    public Optional<ConfigurationItem> byNumber(String number, Visibility visibility) {
        return cypher.statement("cmdb/item-by-number")
                .with("number", number)
                .with("v", visibility.parameters())
                .one(row -> ConfigurationItemNodes.read(row.row("node")));
    }

    @Override
    public List<ConfigurationItem> list(
            ItemCondition condition, List<ItemSort> order, PageRequest request, Visibility visibility) {
        return lists.pageOf(condition, order, request, visibility)
                .list(row -> ConfigurationItemNodes.read(row.row("node")));
    }

    @Override
    public int count(ItemCondition condition, Visibility visibility) {
        return lists.countOf(condition, visibility)
                .one(row -> row.integer("count"))
                .orElse(0);
    }

    @Override
    public List<@Nullable String> sortValues(ConfigurationItem item, List<ItemSort> order) {
        return ConfigurationItemLists.sortValues(item, order);
    }

    @Override
    public List<String> sealedOtherwise(String sealing, String afterId, int limit) {
        return cypher.statement("cmdb/sealed-otherwise")
                .with("sealing", sealing)
                .with("after", afterId)
                .with("limit", limit)
                .list(row -> row.string("id"));
    }

    private static Map<String, ConfigurationItem> byId(Cypher.Statement statement) {
        return statement.list(row -> ConfigurationItemNodes.read(row.row("node"))).stream()
                .collect(Collectors.toMap(ConfigurationItem::id, Function.identity()));
    }
}
