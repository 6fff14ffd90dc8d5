// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.IncompleteReason;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Single points of failure: the CIs whose failure alone takes others down. Worked out for all of them at once: a CI goes down by the
 * failure of whatever takes down something without which it does not work, or more members of one of its redundancy groups than that
 * has to spare. That is the least fixed point, so a graph that is cut short leaves some out and adds none.
 */
public final class SinglePoints {

    private static final BitSet NOTHING = new BitSet();

    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final List<BitSet> points = new ArrayList<>();
    private final Map<String, Dependent> rows = new HashMap<>();
    private @Nullable IncompleteReason incompleteReason;

    private final int maxCis;
    private final BooleanSupplier timeLeft;

    private SinglePoints(int maxCis, BooleanSupplier timeLeft) {
        this.maxCis = maxCis;
        this.timeLeft = timeLeft;
    }

    /**
     * @param asked the CIs that may be taken down
     * @param budget how many CIs are looked at, those that are asked for included, and how long; looked at before each level that is
     *     read and each round over all of them
     * @param nanoTime nanoseconds, from any beginning
     */
    public static SinglePoints of(
            LiveDependencyGraph graph, Collection<String> asked, ImpactBudget budget, LongSupplier nanoTime) {
        long begun = nanoTime.getAsLong();
        SinglePoints found = new SinglePoints(
                budget.maxCis(),
                () -> nanoTime.getAsLong() - begun <= budget.time().toNanos());
        found.read(graph, asked);
        found.spread();
        return found;
    }

    /** The CIs whose failure alone takes this one down, itself not among them. */
    public Set<String> of(String ciId) {
        Set<String> found = new TreeSet<>();
        Integer place = places.get(ciId);
        if (place != null) {
            points.get(place).stream().mapToObj(ids::get).forEach(found::add);
            found.remove(ciId);
        }
        return found;
    }

    /** Why not everything was looked at that the CIs depend on; null if it was. */
    public @Nullable IncompleteReason incompleteReason() {
        return incompleteReason;
    }

    private void read(LiveDependencyGraph graph, Collection<String> asked) {
        Set<String> frontier = new LinkedHashSet<>();
        asked.forEach(ciId -> note(ciId, frontier));
        while (!frontier.isEmpty() && inTime()) {
            List<Dependent> level = graph.dependenciesOf(List.copyOf(frontier));
            frontier.clear();
            for (Dependent row : level) {
                rows.put(row.ciId(), row);
                row.dependencies().forEach(dependency -> note(dependency.providerId(), frontier));
            }
        }
    }

    /** Each CI that is noted costs a bit of each of the others: so what lies beyond the budget is not noted at all. */
    private void note(String ciId, Set<String> frontier) {
        if (places.containsKey(ciId)) {
            return;
        }
        if (ids.size() == maxCis) {
            incompleteReason = IncompleteReason.CI_BUDGET;
            return;
        }
        BitSet own = new BitSet();
        own.set(ids.size());
        places.put(ciId, ids.size());
        ids.add(ciId);
        points.add(own);
        frontier.add(ciId);
    }

    private boolean inTime() {
        boolean inTime = timeLeft.getAsBoolean();
        if (!inTime) {
            incompleteReason = IncompleteReason.TIME_BUDGET;
        }
        return inTime;
    }

    private void spread() {
        boolean changed = true;
        while (changed && inTime()) {
            changed = false;
            for (Dependent row : rows.values()) {
                BitSet own = pointsOf(row.ciId());
                int before = own.cardinality();
                for (Dependency dependency : row.dependencies()) {
                    if (dependency.groupId() == null && dependency.effect() == FailureEffect.STOPS) {
                        own.or(pointsOf(dependency.providerId()));
                    }
                }
                for (RedundancyGroup group : row.groups()) {
                    if (group.effect() == FailureEffect.STOPS) {
                        own.or(tooMany(row, group));
                    }
                }
                changed |= own.cardinality() > before;
            }
        }
    }

    /** What takes down more members of a group than it has to spare. */
    private BitSet tooMany(Dependent row, RedundancyGroup group) {
        Set<String> members = new HashSet<>();
        row.dependencies().stream()
                .filter(dependency -> group.id().equals(dependency.groupId()))
                .forEach(dependency -> members.add(dependency.providerId()));
        int[] losses = new int[ids.size()];
        members.forEach(member -> pointsOf(member).stream().forEach(point -> losses[point]++));
        BitSet tooMany = new BitSet();
        for (int point = 0; point < losses.length; point++) {
            if (losses[point] > group.members() - group.minUp()) {
                tooMany.set(point);
            }
        }
        return tooMany;
    }

    /** What takes down a CI; nothing is known of one that lies beyond the budget. */
    private BitSet pointsOf(String ciId) {
        Integer place = places.get(ciId);
        return place == null ? NOTHING : points.get(place);
    }
}
