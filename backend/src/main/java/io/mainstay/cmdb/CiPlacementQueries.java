// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.store.CiPlacementStore;
import io.mainstay.platform.work.UnitOfWork;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/**
 * Where CIs stand in the whole, for use cases that decide by it. Makes no check of its own and knows nothing of visibility: whoever
 * shows what it answers has to.
 */
@Service
public final class CiPlacementQueries {

    /** How many places, and how many services, are looked for around one CI. */
    public static final int MAX = 1_000;

    private final CiPlacementStore store;
    private final CiClasses classes;
    private final UnitOfWork work;

    CiPlacementQueries(CiPlacementStore store, CiClasses classes, UnitOfWork work) {
        this.store = store;
        this.classes = classes;
        this.work = work;
    }

    /** The placements of those of the CIs that exist; one database call however many there are. */
    public Map<String, CiPlacement> of(Collection<String> ciIds) {
        if (ciIds.isEmpty()) {
            return Map.of();
        }
        CiClassTree tree = classes.tree();
        List<String> places =
                tree.all().stream().map(CiClass::key).filter(tree::isPlace).toList();
        List<String> services = List.copyOf(tree.withDescendants(List.of(CiClassTree.SERVICE)));
        List<String> ids = ciIds.stream().distinct().toList();
        return work.read(() -> store.around(ids, places, services, MAX + 1)).stream()
                .collect(Collectors.toMap(CiPlacementStore.Found::ciId, CiPlacementQueries::placement));
    }

    private static CiPlacement placement(CiPlacementStore.Found found) {
        boolean complete = found.placeIds().size() <= MAX && found.serviceIds().size() <= MAX;
        return new CiPlacement(found.placeIds(), found.serviceIds(), complete);
    }
}
