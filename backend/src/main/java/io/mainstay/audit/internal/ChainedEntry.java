// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit.internal;

import io.mainstay.audit.AuditDraft;
import io.mainstay.audit.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry with its place in its aggregate's chain.
 *
 * @param previousHash the hash of the entry before it; empty for the first
 * @param hash over everything else
 */
public record ChainedEntry(
        String id,
        String chainId,
        int sequence,
        String aggregateType,
        String action,
        String principalId,
        Instant occurredAt,
        Instant recordedAt,
        List<AuditedValue> values,
        String previousHash,
        String hash) {

    public ChainedEntry {
        values = List.copyOf(values);
    }

    public static ChainedEntry of(AuditDraft draft, List<AuditedValue> values, String previousHash) {
        ChainedEntry entry = new ChainedEntry(
                draft.id(),
                draft.chainId(),
                draft.sequence(),
                draft.aggregateType(),
                draft.action(),
                draft.principalId(),
                draft.occurredAt(),
                draft.recordedAt(),
                values,
                previousHash,
                "");
        return entry.withHash(entry.expectedHash());
    }

    /** Whether the entry is as it was written, by itself. */
    public boolean isIntact() {
        return hash.equals(expectedHash()) && values.stream().allMatch(AuditedValue::isIntact);
    }

    /** The entry without the values of these fields; its hash is the same. */
    ChainedEntry erased(Set<String> fields) {
        return new ChainedEntry(
                id,
                chainId,
                sequence,
                aggregateType,
                action,
                principalId,
                occurredAt,
                recordedAt,
                values.stream()
                        .map(value -> fields.contains(value.field()) ? value.erased() : value)
                        .toList(),
                previousHash,
                hash);
    }

    public HistoryEntry toHistory() {
        return new HistoryEntry(
                id,
                chainId,
                aggregateType,
                sequence,
                action,
                principalId,
                occurredAt,
                recordedAt,
                values.stream()
                        .map(value ->
                                new HistoryEntry.Value(value.field(), value.before(), value.after(), value.isErased()))
                        .toList());
    }

    private String expectedHash() {
        List<@Nullable String> parts = new ArrayList<>(List.of(
                previousHash,
                id,
                chainId,
                Integer.toString(sequence),
                aggregateType,
                action,
                principalId,
                occurredAt.toString(),
                recordedAt.toString()));
        for (AuditedValue value : values) {
            parts.add(value.field());
            parts.add(value.beforeDigest());
            parts.add(value.afterDigest());
        }
        return Digests.of(parts);
    }

    private ChainedEntry withHash(String newHash) {
        return new ChainedEntry(
                id,
                chainId,
                sequence,
                aggregateType,
                action,
                principalId,
                occurredAt,
                recordedAt,
                values,
                previousHash,
                newHash);
    }
}
