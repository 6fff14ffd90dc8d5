package io.mainstay.audit.internal.store;

import io.mainstay.audit.internal.AuditStore;
import io.mainstay.audit.internal.AuditedValue;
import io.mainstay.audit.internal.ChainedEntry;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
final class Neo4jAuditStore implements AuditStore {

    private final Cypher cypher;
    private final JsonMapper json;

    Neo4jAuditStore(Cypher cypher, JsonMapper json) {
        this.cypher = cypher;
        this.json = json;
    }

    @Override
    public Map<String, String> hashes(Map<String, Integer> sequences) {
        Map<String, String> hashes = new HashMap<>();
        cypher.statement("audit/hashes")
                .withRows(sequences.entrySet().stream()
                        .map(entry -> Map.of("chainId", entry.getKey(), "sequence", entry.getValue()))
                        .toList())
                .list(row -> hashes.put(row.string("chainId"), row.string("hash")));
        return hashes;
    }

    @Override
    public void append(Collection<ChainedEntry> entries) {
        cypher.statement("audit/append")
                .withRows(entries.stream().map(this::properties).toList())
                .run();
    }

    @Override
    public List<ChainedEntry> chain(String chainId) {
        return cypher.statement("audit/chain").with("chainId", chainId).list(row -> entry(row.row("entry")));
    }

    @Override
    public Map<String, List<ChainedEntry>> newest(Collection<String> chainIds, int before, int limit) {
        return byChain(cypher.statement("audit/newest")
                .with("chainIds", chainIds)
                .with("before", before)
                .with("limit", limit));
    }

    @Override
    public Map<String, List<ChainedEntry>> recordedAfter(Collection<String> chainIds, Instant instant) {
        return byChain(cypher.statement("audit/recorded-after")
                .with("chainIds", chainIds)
                .with("instant", instant));
    }

    private Map<String, List<ChainedEntry>> byChain(Cypher.Statement statement) {
        return statement.list(row -> entry(row.row("entry"))).stream()
                .collect(Collectors.groupingBy(ChainedEntry::chainId));
    }

    private Map<String, @Nullable Object> properties(ChainedEntry entry) {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("id", entry.id());
        properties.put("chainId", entry.chainId());
        properties.put("sequence", entry.sequence());
        properties.put("aggregateType", entry.aggregateType());
        properties.put("action", entry.action());
        properties.put("principalId", entry.principalId());
        properties.put("occurredAt", entry.occurredAt());
        properties.put("recordedAt", entry.recordedAt());
        properties.put("unsealedSince", entry.recordedAt());
        properties.put(
                "values", entry.values().stream().map(json::writeValueAsString).toList());
        properties.put("previousHash", entry.previousHash());
        properties.put("hash", entry.hash());
        return properties;
    }

    private ChainedEntry entry(Row node) {
        return new ChainedEntry(
                node.string("id"),
                node.string("chainId"),
                node.integer("sequence"),
                node.string("aggregateType"),
                node.string("action"),
                node.string("principalId"),
                node.instant("occurredAt"),
                node.instant("recordedAt"),
                node.strings("values").stream()
                        .map(value -> json.readValue(value, AuditedValue.class))
                        .toList(),
                node.string("previousHash"),
                node.string("hash"));
    }
}
