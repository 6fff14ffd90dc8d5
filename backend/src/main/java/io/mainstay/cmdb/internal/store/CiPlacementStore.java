// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.platform.cypher.Cypher;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads where CIs stand in the whole. */
@Component
public final class CiPlacementStore {

    private final Cypher cypher;

    CiPlacementStore(Cypher cypher) {
        this.cypher = cypher;
    }

    /** What was found around a CI. */
    public record Found(String ciId, Set<String> placeIds, Set<String> serviceIds) {}

    /**
     * What is around those of the CIs that exist, visible or not.
     *
     * @param limit so many places, and so many services, of each
     */
    public List<Found> around(
            Collection<String> ciIds, Collection<String> placeKeys, Collection<String> serviceKeys, int limit) {
        return cypher.statement("cmdb/placements")
                .with("ids", ciIds)
                .with("placeKeys", placeKeys)
                .with("serviceKeys", serviceKeys)
                .with("limit", limit)
                .list(row -> new Found(row.string("id"), row.stringSet("placeIds"), row.stringSet("serviceIds")));
    }
}
