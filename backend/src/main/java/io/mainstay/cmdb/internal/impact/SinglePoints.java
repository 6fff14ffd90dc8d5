// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureEffect;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Single points of failure: the CIs whose failure alone takes others down. Worked out for all of them at once: a CI goes down by the
 * failure of whatever takes down something without which it does not work, or more members of one of its redundancy groups than that
 * has to spare. That is the least fixed point, so a graph that is cut short leaves some out and adds none.
 */
public final class SinglePoints {

    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final List<BitSet> points = new ArrayList<>();
    private final Map<String, Dependent> rows = new HashMap<>();
    private boolean complete = true;

    private SinglePoints() {}

    /**
     * @param asked the CIs that may be taken down
     * @param maxCis how many CIs are looked at, those that are asked for included
     */
    public static SinglePoints of(LiveDependencyGraph graph, Collection<String> asked, int maxCis) {
        SinglePoints found = new SinglePoints();
        found.read(graph, asked, maxCis);
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

    /** Whether everything was looked at that the CIs depend on. */
    public boolean complete() {
        return complete;
    }

    private void read(LiveDependencyGraph graph, Collection<String> asked, int maxCis) {
        Set<String> frontier = new LinkedHashSet<>();
        asked.forEach(ciId -> note(ciId, frontier, maxCis));
        while (!frontier.isEmpty()) {
            List<Dependent> level = graph.dependenciesOf(List.copyOf(frontier));
            frontier.clear();
            for (Dependent row : level) {
                rows.put(row.ciId(), row);
                row.dependencies().forEach(dependency -> note(dependency.providerId(), frontier, maxCis));
            }
        }
    }

    private void note(String ciId, Set<String> frontier, int maxCis) {
        if (places.containsKey(ciId)) {
            return;
        }
        BitSet own = new BitSet();
        own.set(ids.size());
        places.put(ciId, ids.size());
        ids.add(ciId);
        points.add(own);
        if (ids.size() <= maxCis) {
            frontier.add(ciId);
        } else {
            complete = false;
        }
    }

    private void spread() {
        boolean changed = true;
        while (changed) {
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

    private BitSet pointsOf(String ciId) {
        return points.get(Objects.requireNonNull(places.get(ciId)));
    }
}
