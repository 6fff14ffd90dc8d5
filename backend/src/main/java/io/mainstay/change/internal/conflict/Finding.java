// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import io.mainstay.change.internal.conflict.ConflictReach.Near;
import io.mainstay.change.internal.conflict.DependencyIndex.Taking;
import io.mainstay.cmdb.DependencySurroundings.Group;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.RedundancyArithmetic;
import io.mainstay.window.ChangeWindow;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;

/** What speaks against a change, over the whole graph whoever asks. Readers are shown what they may see of it. */
public sealed interface Finding {

    /** That another change is in the way. */
    sealed interface WithOther extends Finding {

        String otherId();

        /** When both are planned at once. */
        Span overlap();
    }

    /** Both change the same CIs. */
    record SameItem(String otherId, Span overlap, SortedSet<String> ciIds) implements WithOther {}

    /** A CI of one depends on one of the other. */
    record Dependency(String otherId, Span overlap, ConflictReach reach, Collection<String> otherCiIds)
            implements WithOther {

        /** All that take part. */
        public Set<String> ciIds() {
            return reach.together(otherCiIds);
        }

        /** Each of them that is wanted, with the nearest wanted one of the other side. */
        public List<Near> nearest(Predicate<String> wanted) {
            return reach.nearest(otherCiIds, wanted);
        }
    }

    /** Both take members of the same redundancy groups. */
    record SharedGroups(String otherId, Span overlap, List<SharedGroup> groups) implements WithOther {

        public SharedGroups {
            groups = List.copyOf(groups);
        }
    }

    /**
     * A redundancy group of which both take members.
     *
     * @param mine by which CIs of this change, and which members
     * @param theirs the same of the other one
     * @param left what both leave of it
     */
    record SharedGroup(Group group, List<Taking> mine, List<Taking> theirs, RedundancyArithmetic left) {

        public SharedGroup {
            mine = List.copyOf(mine);
            theirs = List.copyOf(theirs);
        }
    }

    /** Somebody implements both. */
    record SamePeople(String otherId, Span overlap, SortedSet<String> personIds) implements WithOther {}

    /** A freeze holds for CIs of the change. */
    record Frozen(ChangeWindow window, Span overlap, SortedSet<String> ciIds) implements Finding {}

    /** CIs have maintenance windows, and the change is planned in none of them. */
    record OutsideMaintenance(Span window, SortedSet<String> ciIds) implements Finding {}

    /**
     * Something that should be well while the change is made is not.
     *
     * @param neededBy the CIs of the change that are it, depend on it, or are stood in for by it
     */
    record Impaired(String ciId, ImpactState state, SortedSet<String> neededBy) implements Finding {}

    /**
     * Something that should be well while the change is made has an urgent incident.
     *
     * @param ciIds what the incident is on
     * @param neededBy the CIs of the change that are it, depend on it, or are stood in for by it
     */
    record UrgentIncident(String incidentId, SortedSet<String> ciIds, SortedSet<String> neededBy) implements Finding {}
}
