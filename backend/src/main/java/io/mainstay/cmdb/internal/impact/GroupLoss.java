// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.RedundancyArithmetic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A redundancy group and those of its members that are down. */
final class GroupLoss {

    private final String ciId;
    private final RedundancyGroup group;
    private final Map<String, FailureGraph.Edge> lost = new HashMap<>();

    GroupLoss(String ciId, RedundancyGroup group) {
        this.ciId = ciId;
        this.group = group;
    }

    /** Counts a member as lost; a second relation to the same CI changes nothing. */
    void add(FailureGraph.Edge edge) {
        lost.merge(edge.fromId(), edge, (a, b) -> FailureOrder.BY_ID.compare(a, b) <= 0 ? a : b);
    }

    String ciId() {
        return ciId;
    }

    RedundancyGroup group() {
        return group;
    }

    List<FailureGraph.Edge> lost() {
        return List.copyOf(lost.values());
    }

    boolean belowMinimum() {
        return arithmetic().spare() < 0;
    }

    RedundancyArithmetic arithmetic() {
        // A relation made while the walk goes on can be met after the group's size was read.
        int up = Math.max(0, group.members() - lost.size());
        return new RedundancyArithmetic(group.name(), group.members(), up, group.minUp());
    }
}
