// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.Visibility;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out of which type the entity with an id is, and whether a reader may see it. */
interface EntityVisibility {

    /** The entity with this id; empty if there is none. One database call, whatever the answer. */
    Optional<Entry> of(Visibility visibility, String id);

    /** Those of the ids that are entities, each with whether the reader may see it; people count as seen. */
    Map<String, Boolean> among(Visibility visibility, Collection<String> ids);

    /** @param seen whether its visibility shows it to the reader; whether the reader may read such records is not asked */
    record Entry(Set<String> labels, boolean seen) {

        public Entry {
            labels = Set.copyOf(labels);
        }
    }
}
