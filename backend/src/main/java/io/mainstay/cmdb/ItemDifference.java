// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.audit.HistoryEntry;
import java.util.List;

/**
 * How a CI differs from what it was at a revision.
 *
 * @param fields what was another value, before and after, in the order of their names
 * @param complete false if it has more revisions since than were looked at
 */
public record ItemDifference(ConfigurationItem item, List<HistoryEntry.Value> fields, boolean complete) {

    public ItemDifference {
        fields = List.copyOf(fields);
    }
}
