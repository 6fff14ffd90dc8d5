// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.internal.store.ConflictingStore.Kept;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What is new of a change.
 *
 * @param came the changes that it has come into the way of, as far as their owners do not know it
 * @param went those that it is not in the way of any more
 */
record ConflictDifference(Set<String> came, Set<String> went) {

    ConflictDifference {
        came = new TreeSet<>(came);
        went = new TreeSet<>(went);
    }

    /**
     * The difference between what was kept and what is found.
     *
     * @param complete whether all was found: otherwise nothing is known to be no conflict any more
     */
    static ConflictDifference between(Kept kept, Set<String> found, boolean complete) {
        Set<String> all = new TreeSet<>(kept.told());
        all.addAll(kept.untold());
        return new ConflictDifference(
                without(found, kept.told()::contains), complete ? without(all, found::contains) : Set.of());
    }

    /** What of it concerns some changes. */
    ConflictDifference among(Collection<String> ids) {
        return new ConflictDifference(without(came, id -> !ids.contains(id)), without(went, id -> !ids.contains(id)));
    }

    boolean isEmpty() {
        return came.isEmpty() && went.isEmpty();
    }

    private static Set<String> without(Set<String> ids, Predicate<String> left) {
        Set<String> rest = new TreeSet<>(ids);
        rest.removeIf(left);
        return rest;
    }
}
