package io.mainstay.platform.graphql;

import io.mainstay.kernel.Visibility;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Finds out of which type the entity with an id is, and whether a reader may see it. */
interface EntitySight {

    /** The entity with this id; empty if there is none. One database call, whatever the answer. */
    Optional<Sight> of(Visibility visibility, String id);

    /** Those of the ids that are entities which the reader may not see; people are left out. */
    Set<String> hiddenAmong(Visibility visibility, Collection<String> ids);

    /** @param seen whether its visibility shows it to the reader; whether the reader may read such records is not asked */
    record Sight(Set<String> labels, boolean seen) {

        public Sight {
            labels = Set.copyOf(labels);
        }
    }
}
