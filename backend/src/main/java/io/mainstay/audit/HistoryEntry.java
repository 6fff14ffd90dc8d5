// SPDX-License-Identifier: Apache-2.0
package io.mainstay.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a record as people read it.
 *
 * @param revision counts the changes of the record from 1
 * @param action such as {@code incident.resolve}
 * @param principalId who did it
 * @param occurredAt when it happened
 * @param recordedAt when Mainstay was told
 */
public record HistoryEntry(
        String id,
        String aggregateId,
        String aggregateType,
        int revision,
        String action,
        String principalId,
        Instant occurredAt,
        Instant recordedAt,
        List<Value> fields) {

    /** Which revision of which record. */
    public record Place(String recordId, int revision) {}

    public HistoryEntry {
        fields = List.copyOf(fields);
    }

    /** The record that was changed. */
    public String recordId() {
        return aggregateId;
    }

    /** What kind of record that is. */
    public String recordType() {
        return aggregateType;
    }

    /** The same change with other values, of which some may be hidden. */
    public HistoryEntry with(List<Value> values) {
        return new HistoryEntry(
                id, aggregateId, aggregateType, revision, action, principalId, occurredAt, recordedAt, values);
    }

    /**
     * A field's values before and after.
     *
     * @param hidden whether the values are secret, were erased or name what the reader may not see; both are null then
     */
    public record Value(
            String field, @Nullable String before, @Nullable String after, boolean hidden) {}
}
