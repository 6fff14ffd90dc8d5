// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import io.mainstay.change.ChangeConflicts.IncompleteReason;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What is new of what a change meets.
 *
 * @param came what it meets, and did not when it was last looked at
 * @param went what it does not meet any more
 */
public record MatterDifference(SortedSet<Matter> came, SortedSet<Matter> went) {

    /**
     * @param about what is looked at; of all else nothing is new
     * @param incomplete of what not all was found: nothing of it is known to be gone
     */
    public static MatterDifference between(
            Set<Matter> kept, Set<Matter> found, Predicate<Matter> about, Set<IncompleteReason> incomplete) {
        SortedSet<Matter> came = new TreeSet<>(found);
        came.removeAll(kept);
        came.removeIf(about.negate());
        SortedSet<Matter> went = new TreeSet<>(kept);
        went.removeAll(found);
        went.removeIf(matter -> !about.test(matter) || matter.kind().mayBeHidden(incomplete));
        return new MatterDifference(came, went);
    }

    public boolean isEmpty() {
        return came.isEmpty() && went.isEmpty();
    }

    /** Whether there is something in it of which people are told. */
    public boolean isNews() {
        return came.stream().anyMatch(MatterDifference::isTold) || went.stream().anyMatch(MatterDifference::isTold);
    }

    private static boolean isTold(Matter matter) {
        return matter.kind().conflict() != null;
    }
}
