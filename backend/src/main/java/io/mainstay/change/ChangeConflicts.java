// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What speaks against making a change as it is planned, as far as one reader may see it. Found over the whole graph.
 *
 * @param hiddenConflictCount how many conflicts there are besides that the reader may not see; a freeze from which the change is excepted
 *     is none
 * @param incompleteReasons of what not everything was looked at; empty if this is all
 */
public record ChangeConflicts(
        List<ChangeConflict> conflicts, int hiddenConflictCount, Set<IncompleteReason> incompleteReasons) {

    /** How many conflicts one answer tells. */
    public static final int MAX_CONFLICTS = 1_000;

    public ChangeConflicts {
        conflicts = List.copyOf(conflicts);
        incompleteReasons = Collections.unmodifiableSet(new TreeSet<>(incompleteReasons));
    }

    /** Of what there is more than was looked at. */
    public enum IncompleteReason {
        /** What depends on what. */
        DEPENDENCIES,
        /** Changes at the same time. */
        CHANGES,
        /** Change windows, or times at which they hold. */
        WINDOWS,
        /** Configuration items that are down. */
        STATES,
        /** Open incidents. */
        INCIDENTS,
        /** Conflicts. */
        CONFLICTS
    }

    static final ChangeConflicts NONE = new ChangeConflicts(List.of(), 0, Set.of());

    /** How many stand in the way, hidden ones included. */
    public int count() {
        return Math.toIntExact(conflicts.stream().filter(ChangeConflict::blocks).count()) + hiddenConflictCount;
    }

    /** The other changes that the reader sees, each once. */
    public List<String> changeIds() {
        return conflicts.stream()
                .map(ChangeConflict::change)
                .filter(Objects::nonNull)
                .map(Change::id)
                .distinct()
                .toList();
    }

    public boolean complete() {
        return incompleteReasons.isEmpty();
    }
}
