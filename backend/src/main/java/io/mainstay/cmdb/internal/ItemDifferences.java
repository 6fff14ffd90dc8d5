// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.audit.HistoryEntry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What several revisions of a CI make of its fields when they are taken as one. */
public final class ItemDifferences {

    private ItemDifferences() {}

    /**
     * Each field whose value is another one at the end: from the first value before to the last one after. What only moves by itself, such
     * as whether the CI works, and what its history tells beside its fields is left out. Of a field with a hidden value nobody can tell
     * whether it came back, so that it stays.
     *
     * @param entries of one CI, the oldest first
     */
    public static List<HistoryEntry.Value> between(List<HistoryEntry> entries) {
        Map<String, HistoryEntry.Value> fields = new TreeMap<>();
        for (HistoryEntry entry : entries) {
            for (HistoryEntry.Value value : entry.fields()) {
                if (GraphEditBase.isPlanned(value.field())) {
                    fields.merge(value.field(), value, ItemDifferences::joined);
                }
            }
        }
        return fields.values().stream()
                .filter(value -> value.hidden() || !Objects.equals(value.before(), value.after()))
                .toList();
    }

    /** How many characters the values of an entry have. */
    public static long length(HistoryEntry entry) {
        long length = 0;
        for (HistoryEntry.Value value : entry.fields()) {
            length += length(value.before()) + length(value.after());
        }
        return length;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static HistoryEntry.Value joined(HistoryEntry.Value first, HistoryEntry.Value then) {
        return first.hidden() || then.hidden()
                ? new HistoryEntry.Value(first.field(), null, null, true)
                : new HistoryEntry.Value(first.field(), first.before(), then.after(), false);
    }
}
