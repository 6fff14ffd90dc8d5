// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureEffect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The part of the dependency graph that a walk has read. */
final class FailureGraph {

    private final Map<String, List<Edge>> dependents = new HashMap<>();
    private final Map<String, List<Edge>> dependencies = new HashMap<>();

    /** A relation that was read, with the group it belongs to. */
    record Edge(
            String fromId,
            String toId,
            Dependency dependency,
            @Nullable RedundancyGroup group) {

        boolean critical() {
            return group == null;
        }

        FailureEffect effect() {
            return group == null ? dependency.effect() : group.effect();
        }

        ImpactPathStep step() {
            return new ImpactPathStep(fromId, toId, dependency.type());
        }
    }

    /** How a CI was reached: over which relation (none for a start) and after how many. */
    record Reach(int distance, @Nullable Edge via) {}

    void add(Edge edge) {
        dependents.computeIfAbsent(edge.fromId(), id -> new ArrayList<>()).add(edge);
        dependencies.computeIfAbsent(edge.toId(), id -> new ArrayList<>()).add(edge);
    }

    List<Edge> dependentsOf(String ciId) {
        return dependents.getOrDefault(ciId, List.of());
    }

    private List<Edge> dependenciesOf(String ciId) {
        return dependencies.getOrDefault(ciId, List.of());
    }

    /**
     * The shortest ways from the starts to the CIs that depend on them.
     *
     * @param along which relations a way may take
     * @param preference the better of two last relations of equally short ways comes first
     */
    Map<String, Reach> reachUpwards(Collection<String> starts, Predicate<Edge> along, Comparator<Edge> preference) {
        Map<String, Reach> reached = new HashMap<>();
        starts.forEach(start -> reached.put(start, new Reach(0, null)));
        Set<String> frontier = new HashSet<>(starts);
        for (int distance = 1; !frontier.isEmpty(); distance++) {
            Map<String, Edge> best = new HashMap<>();
            for (String from : frontier) {
                for (Edge edge : dependentsOf(from)) {
                    if (!reached.containsKey(edge.toId()) && along.test(edge)) {
                        best.merge(edge.toId(), edge, (a, b) -> preference.compare(a, b) <= 0 ? a : b);
                    }
                }
            }
            for (Map.Entry<String, Edge> entry : best.entrySet()) {
                reached.put(entry.getKey(), new Reach(distance, entry.getValue()));
            }
            frontier = best.keySet();
        }
        return reached;
    }

    /**
     * How a CI is reached by the fewest losses: how many the groups on the way make up for, over how many relations, and by which one
     * it was come to (none for a start).
     */
    record Way(
            String ciId, int spare, int distance, @Nullable Edge via) {

        static final Comparator<Way> LIGHTEST = Comparator.comparingInt(Way::spare)
                .thenComparingInt(Way::distance)
                .thenComparing(Way::ciId);
    }

    /** The lightest ways down from a CI to those that it depends on. */
    Map<String, Way> waysDown(String ciId, ToIntFunction<Edge> spare) {
        return ways(List.of(ciId), this::dependenciesOf, Edge::fromId, spare);
    }

    /** The lightest ways from the starts up to the CIs that depend on them. */
    Map<String, Way> waysUp(Collection<String> starts, ToIntFunction<Edge> spare) {
        return ways(starts, this::dependentsOf, Edge::toId, spare);
    }

    private static Map<String, Way> ways(
            Collection<String> starts,
            Function<String, List<Edge>> edges,
            Function<Edge, String> end,
            ToIntFunction<Edge> spare) {
        Map<String, Way> ways = new HashMap<>();
        PriorityQueue<Way> open = new PriorityQueue<>(Way.LIGHTEST);
        starts.forEach(start -> open.add(new Way(start, 0, 0, null)));
        open.forEach(start -> ways.put(start.ciId(), start));
        while (!open.isEmpty()) {
            Way way = open.remove();
            if (!way.equals(ways.get(way.ciId()))) {
                continue;
            }
            for (Edge edge : edges.apply(way.ciId())) {
                Way next = new Way(end.apply(edge), way.spare() + spare.applyAsInt(edge), way.distance() + 1, edge);
                if (isBetter(next, ways.get(next.ciId()))) {
                    ways.put(next.ciId(), next);
                    open.add(next);
                }
            }
        }
        return ways;
    }

    private static boolean isBetter(Way way, @Nullable Way other) {
        if (other == null) {
            return true;
        }
        int order = Way.LIGHTEST.compare(way, other);
        return order < 0
                || order == 0
                        && way.via() != null
                        && other.via() != null
                        && FailureOrder.BY_ID.compare(way.via(), other.via()) < 0;
    }
}
