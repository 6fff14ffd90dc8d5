// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.internal.ConfigurationItemFields;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.ListQuery;
import io.mainstay.record.store.RecordList;
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

/** The store of CIs. Writes and locks belong inside a unit of work. */
@Component
public final class ConfigurationItemStore {

    private final Cypher cypher;
    private final Writes writes;
    private final Locks locks;
    private final RecordList<ConfigurationItem> lists;

    ConfigurationItemStore(Cypher cypher, Writes writes, Locks locks, CypherCatalogue catalogue) {
        this.cypher = cypher;
        this.writes = writes;
        this.locks = locks;
        this.lists = new RecordList<>(
                cypher,
                catalogue,
                "cmdb/items",
                ConfigurationItem.TYPE,
                ConfigurationItemFields.ALL,
                ConfigurationItemRows::read,
                ConfigurationItem::id);
    }

    public void create(List<ConfigurationItem> items) {
        writes.create(
                List.of(ConfigurationItem.TYPE),
                items.stream().map(ConfigurationItemRows::properties).toList());
    }

    /** Writes a CI whose lock is held. */
    public void save(ConfigurationItem before, ConfigurationItem after) {
        Map<String, @Nullable Object> properties = new HashMap<>(ConfigurationItemRows.properties(after));
        Stream.of(before.attributes(), before.secrets())
                .flatMap(values -> values.keySet().stream())
                .forEach(key -> properties.putIfAbsent(ConfigurationItemFields.attributeProperty(key), null));
        writes.change(after.id(), properties);
    }

    /** Locks a CI until the unit of work ends and returns it as it is under the lock. */
    public Optional<ConfigurationItem> lock(String id) {
        return locks.lock(ConfigurationItem.TYPE, id, ConfigurationItemRows::read);
    }

    /** Locks CIs until the unit of work ends and returns them as they are under the lock. */
    public Map<String, ConfigurationItem> lock(Collection<String> ids) {
        return byId(cypher.statement("cmdb/lock-items")
                .with("ids", ids.stream().distinct().sorted().toList())
                .with("lock", Ids.next()));
    }

    /** Ends the part of the CIs' relations that carries failure, at the instant at which they were retired. */
    public void endFailureRelations(List<String> ids, Instant at) {
        cypher.statement("cmdb/retire-failures").with("ids", ids).with("to", at).run();
    }

    public Map<String, ConfigurationItem> byIds(Collection<String> ids, Visibility visibility) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return byId(cypher.statement("cmdb/items-by-id")
                .with("ids", ids.stream().distinct().toList())
                .with("v", visibility.parameters()));
    }

    public Optional<ConfigurationItem> byNumber(String number, Visibility visibility) {
        return cypher.statement("cmdb/item-by-number")
                .with("number", number)
                .with("v", visibility.parameters())
                .one(row -> ConfigurationItemRows.read(row.row("node")));
    }

    public Page<ConfigurationItem> list(Visibility visibility, ListQuery query, PageRequest request) {
        return lists.page(visibility, query, request);
    }

    public int count(Visibility visibility, ListQuery query) {
        return lists.count(visibility, query);
    }

    /** The ids, in order, of CIs with secret values that another key than this one opens. */
    public List<String> withOutdatedSecrets(String encryption, String afterId, int limit) {
        return cypher.statement("cmdb/with-outdated-secrets")
                .with("encryption", encryption)
                .with("after", afterId)
                .with("limit", limit)
                .list(row -> row.string("id"));
    }

    private static Map<String, ConfigurationItem> byId(Cypher.Statement statement) {
        return statement.list(row -> ConfigurationItemRows.read(row.row("node"))).stream()
                .collect(Collectors.toMap(ConfigurationItem::id, Function.identity()));
    }
}
