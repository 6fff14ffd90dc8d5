// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal.store;

import io.mainstay.audit.internal.AuditedValue;
import io.mainstay.audit.internal.ChainedEntry;
import io.mainstay.platform.cypher.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Maps audit entries to nodes and back. */
@Component
final class EntryRows {

    private final JsonMapper json = JsonMapper.builder().build();

    List<String> values(ChainedEntry entry) {
        return entry.values().stream().map(json::writeValueAsString).toList();
    }

    Map<String, @Nullable Object> properties(ChainedEntry entry) {
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
        properties.put("values", values(entry));
        properties.put("previousHash", entry.previousHash());
        properties.put("hash", entry.hash());
        return properties;
    }

    ChainedEntry entry(Row node) {
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
