// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal.store;

import io.mainstay.audit.HistoryEntry;
import io.mainstay.audit.internal.AuditStore;
import io.mainstay.audit.internal.ChainedEntry;
import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Writes;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

@Component
final class Neo4jAuditStore implements AuditStore {

    private final Cypher cypher;
    private final Writes writes;
    private final EntryRows rows;

    Neo4jAuditStore(Cypher cypher, Writes writes, EntryRows rows) {
        this.cypher = cypher;
        this.writes = writes;
        this.rows = rows;
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
        writes.create(
                List.of("AuditEntry"), entries.stream().map(rows::properties).toList());
    }

    @Override
    public void replaceValues(ChainedEntry entry) {
        cypher.statement("audit/replace-values")
                .with("id", entry.id())
                .with("values", rows.values(entry))
                .run();
    }

    @Override
    public int nextOperation(String chainId) {
        return cypher.statement("audit/next-operation")
                .with("chainId", chainId)
                .with("lock", Ids.next())
                .one(row -> row.integer("sequence"))
                .orElseThrow();
    }

    @Override
    public List<ChainedEntry> chain(String chainId) {
        return cypher.statement("audit/chain").with("chainId", chainId).list(row -> rows.entry(row.row("entry")));
    }

    @Override
    public Map<String, List<ChainedEntry>> newest(Collection<String> chainIds, int before, int limit) {
        return byChain(cypher.statement("audit/newest")
                .with("chainIds", chainIds)
                .with("before", before)
                .with("limit", limit));
    }

    @Override
    public List<ChainedEntry> entries(Collection<HistoryEntry.Place> places) {
        return cypher.statement("audit/entries")
                .withRows(places.stream()
                        .map(place -> Map.of("chainId", place.recordId(), "sequence", place.revision()))
                        .toList())
                .list(row -> rows.entry(row.row("entry")));
    }

    @Override
    public Map<String, List<ChainedEntry>> recordedAfter(Collection<String> chainIds, Instant instant) {
        return byChain(cypher.statement("audit/recorded-after")
                .with("chainIds", chainIds)
                .with("instant", instant));
    }

    private Map<String, List<ChainedEntry>> byChain(Cypher.Statement statement) {
        return statement.list(row -> rows.entry(row.row("entry"))).stream()
                .collect(Collectors.groupingBy(ChainedEntry::chainId));
    }
}
