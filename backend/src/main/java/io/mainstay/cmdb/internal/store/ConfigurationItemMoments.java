// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds when something changed that belongs to the history of a CI: itself, its relations, planned outages and tickets. */
@Component
public final class ConfigurationItemMoments {

    private final Cypher cypher;

    ConfigurationItemMoments(Cypher cypher) {
        this.cypher = cypher;
    }

    /**
     * A change. Moments are ordered by their instant, then by the record, then by their number, the newest first.
     *
     * @param number of the change among those of the record that belong to the history
     * @param revision of the record, by which its trail has the change
     * @param linked whether a ticket was linked to the CI (true) or unlinked (false); null for all else
     */
    public record Moment(
            Instant at,
            String recordId,
            int number,
            int revision,
            @Nullable Boolean linked) {}

    /** Where a part begins: after this moment. */
    public record Place(Instant at, String recordId, int number) {}

    /**
     * The newest moments of each CI, by one database call.
     *
     * @param kinds labels of the tickets that the reader may read
     */
    public Map<String, List<Moment>> newest(
            Collection<String> ciIds,
            Visibility visibility,
            Collection<String> kinds,
            @Nullable Place after,
            int limit) {
        return cypher
                .statement("cmdb/history-of-items")
                .with("ids", ciIds)
                .with("v", visibility.parameters())
                .with("kinds", kinds)
                .with("beforeAt", after == null ? null : after.at())
                .with("beforeId", after == null ? null : after.recordId())
                .with("beforeNumber", after == null ? null : after.number())
                .with("limit", limit)
                .list(row -> Map.entry(
                        row.string("ciId"),
                        row.rows(
                                "moments",
                                moment -> new Moment(
                                        moment.instant("at"),
                                        moment.string("recordId"),
                                        moment.integer("number"),
                                        moment.integer("sequence"),
                                        moment.has("linked") ? moment.bool("linked") : null))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
