// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.audit.HistoryEntry;
import io.mainstay.cmdb.ConfigurationItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs from a baseline, as far as the reader sees the CIs.
 *
 * @param complete false if there may be more of those
 */
public record BaselineDifferences(List<Difference> fields, boolean complete) {

    public BaselineDifferences {
        fields = List.copyOf(fields);
    }

    /**
     * A field that has another value.
     *
     * @param foreseen whether the graph edit of a change in the release says that it gets this value
     */
    public record Difference(ConfigurationItem ci, HistoryEntry.Value value, boolean foreseen) {

        public String field() {
            return value.field();
        }

        public @Nullable String before() {
            return value.before();
        }

        public @Nullable String after() {
            return value.after();
        }

        public boolean hidden() {
            return value.hidden();
        }
    }
}
