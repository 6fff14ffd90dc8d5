// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.window.ChangeWindow;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What speaks against making a change as it is planned, as far as one reader may see it. Found over the whole graph.
 *
 * @param hiddenConflictCount how many conflicts there are besides that the reader may not see; a freeze from which the change is excepted
 *     is none
 * @param hiddenExceptedCount from how many freezes besides that the reader may not see the change is excepted
 * @param incompleteReasons of what not everything was looked at; empty if this is all
 * @param exemptionReason why nothing but freezes is told of the change; null if everything is
 */
public record ChangeConflicts(
        List<ChangeConflict> conflicts,
        int hiddenConflictCount,
        int hiddenExceptedCount,
        Set<IncompleteReason> incompleteReasons,
        @Nullable String exemptionReason) {

    /** How many conflicts one answer tells. */
    public static final int MAX_CONFLICTS = 1_000;

    public ChangeConflicts {
        conflicts = List.copyOf(conflicts);
        incompleteReasons = Collections.unmodifiableSet(new TreeSet<>(incompleteReasons));
    }

    public ChangeConflicts(
            List<ChangeConflict> conflicts,
            int hiddenConflictCount,
            int hiddenExceptedCount,
            Set<IncompleteReason> incompleteReasons) {
        this(conflicts, hiddenConflictCount, hiddenExceptedCount, incompleteReasons, null);
    }

    ChangeConflicts exempted(@Nullable String reason) {
        return new ChangeConflicts(conflicts, hiddenConflictCount, hiddenExceptedCount, incompleteReasons, reason);
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

    static final ChangeConflicts NONE = new ChangeConflicts(List.of(), 0, 0, Set.of());

    /** How many stand in the way, hidden ones included. */
    public int count() {
        return seenCount() + hiddenConflictCount;
    }

    /** How many stand in the way that the reader sees. */
    public int seenCount() {
        return Math.toIntExact(conflicts.stream().filter(ChangeConflict::blocks).count());
    }

    /** The freezes inside which it is planned, as far as the reader sees what they freeze. */
    Set<String> freezeIds() {
        return conflicts.stream()
                .filter(conflict -> conflict.kind() == ChangeConflictKind.FREEZE)
                .map(ChangeConflict::changeWindow)
                .filter(Objects::nonNull)
                .map(ChangeWindow::id)
                .collect(Collectors.toSet());
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
