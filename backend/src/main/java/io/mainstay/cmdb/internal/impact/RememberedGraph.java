// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A graph that is asked for the same relations once only, so that several walks cost as many calls as the longest of them. */
public final class RememberedGraph implements DependencyGraph {

    private final DependencyGraph graph;
    private final Map<String, List<Edge>> dependents = new HashMap<>();

    private record Edge(
            String ciId, Dependency dependency, @Nullable RedundancyGroup group) {}

    public RememberedGraph(DependencyGraph graph) {
        this.graph = graph;
    }

    @Override
    public List<Dependent> dependentsOf(Collection<String> providers, int limit) {
        List<String> unknown = providers.stream()
                .filter(provider -> !dependents.containsKey(provider))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            List<Dependent> read = graph.dependentsOf(unknown, limit);
            if (read.size() >= limit) {
                // Perhaps not all; the walk that asks stops here, and another one has to ask for itself.
                return graph.dependentsOf(providers, limit);
            }
            unknown.forEach(provider -> dependents.put(provider, new ArrayList<>()));
            read.forEach(this::remember);
        }
        Map<String, List<Edge>> found = new LinkedHashMap<>();
        for (String provider : providers) {
            for (Edge edge : dependents.getOrDefault(provider, List.of())) {
                if (found.size() < limit || found.containsKey(edge.ciId())) {
                    found.computeIfAbsent(edge.ciId(), _ -> new ArrayList<>()).add(edge);
                }
            }
        }
        return found.entrySet().stream()
                .map(entry -> dependent(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void remember(Dependent dependent) {
        Map<String, RedundancyGroup> groups = new HashMap<>();
        dependent.groups().forEach(group -> groups.put(group.id(), group));
        for (Dependency dependency : dependent.dependencies()) {
            String groupId = dependency.groupId();
            dependents
                    .computeIfAbsent(dependency.providerId(), _ -> new ArrayList<>())
                    .add(new Edge(dependent.ciId(), dependency, groupId == null ? null : groups.get(groupId)));
        }
    }

    private static Dependent dependent(String ciId, List<Edge> edges) {
        List<Dependency> dependencies = new ArrayList<>();
        Map<String, RedundancyGroup> groups = new LinkedHashMap<>();
        for (Edge edge : edges) {
            dependencies.add(edge.dependency());
            RedundancyGroup group = edge.group();
            if (group != null) {
                groups.put(group.id(), group);
            }
        }
        return new Dependent(ciId, dependencies, List.copyOf(groups.values()));
    }
}
