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
import java.util.Set;
import java.util.function.Predicate;
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
     * @param through which CIs a way may lead through; only these are left again
     * @param preference the better of two last relations of equally short ways comes first
     */
    Map<String, Reach> reachUpwards(Collection<String> starts, Predicate<String> through, Comparator<Edge> preference) {
        Map<String, Reach> reached = new HashMap<>();
        starts.forEach(start -> reached.put(start, new Reach(0, null)));
        Set<String> frontier = new HashSet<>(starts);
        for (int distance = 1; !frontier.isEmpty(); distance++) {
            Map<String, Edge> best = new HashMap<>();
            for (String from : frontier) {
                for (Edge edge : dependentsOf(from)) {
                    if (!reached.containsKey(edge.toId())) {
                        best.merge(edge.toId(), edge, (a, b) -> preference.compare(a, b) <= 0 ? a : b);
                    }
                }
            }
            frontier = new HashSet<>();
            for (Map.Entry<String, Edge> entry : best.entrySet()) {
                reached.put(entry.getKey(), new Reach(distance, entry.getValue()));
                if (through.test(entry.getKey())) {
                    frontier.add(entry.getKey());
                }
            }
        }
        return reached;
    }

    /** The relation by which each CI below the given one leads up to it, by the fewest relations. */
    Map<String, Edge> stepsUpTo(String ciId, Comparator<Edge> preference) {
        Map<String, Edge> steps = new HashMap<>();
        Set<String> frontier = Set.of(ciId);
        while (!frontier.isEmpty()) {
            Map<String, Edge> best = new HashMap<>();
            for (String to : frontier) {
                for (Edge edge : dependenciesOf(to)) {
                    if (!steps.containsKey(edge.fromId()) && !edge.fromId().equals(ciId)) {
                        best.merge(edge.fromId(), edge, (a, b) -> preference.compare(a, b) <= 0 ? a : b);
                    }
                }
            }
            steps.putAll(best);
            frontier = best.keySet();
        }
        return steps;
    }
}
