// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link GraphEdit} makes of failures, as one reader is shown it: before is the graph as it is now, after the same with the edit
 * laid over it. Worked out over the whole graph; what the reader may not see becomes a count.
 *
 * @param countsBefore how many CIs that the reader sees have each state if those that were asked about fail
 * @param countsAfter the same, once the edit is made
 * @param states the CIs of which that differs
 * @param groups the redundancy groups of the CIs that will depend on something else
 * @param points the single points of failure of these CIs, before or after
 * @param hiddenCount how many more states, groups and points there are of which the reader does not see every CI
 */
public record GraphEditImpact(
        Map<ImpactState, Integer> countsBefore,
        Map<ImpactState, Integer> countsAfter,
        List<State> states,
        List<Group> groups,
        List<Point> points,
        int hiddenCount,
        @Nullable IncompleteReason incompleteReason) {

    public GraphEditImpact {
        countsBefore = Map.copyOf(countsBefore);
        countsAfter = Map.copyOf(countsAfter);
        states = List.copyOf(states);
        groups = List.copyOf(groups);
        points = List.copyOf(points);
    }

    /** What the failure makes of a CI; null for nothing. */
    public record State(
            String ciId,
            @Nullable ImpactState before,
            @Nullable ImpactState after) {}

    /** A redundancy group of a CI while nothing fails; null where it has no members. */
    public record Group(
            String ciId,
            String name,
            @Nullable RedundancyArithmetic before,
            @Nullable RedundancyArithmetic after) {}

    /** Whether the failure of one CI alone takes another one down. */
    public record Point(String pointId, String ciId, boolean before, boolean after) {}
}
