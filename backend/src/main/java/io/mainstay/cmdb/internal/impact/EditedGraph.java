// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The relations that carry failure as they will be once an edit is made: the edit laid over a graph that itself stays as it is. */
public final class EditedGraph implements LiveDependencyGraph {

    private final LiveDependencyGraph graph;
    private final Set<String> retired;
    /** What the CIs of which the edit changes that will depend on. */
    private final Map<String, Dependent> rows = new LinkedHashMap<>();

    /**
     * A relation that will be there.
     *
     * @param group that it belongs to; its size is worked out anew. Null if it is critical by itself
     */
    public record Added(
            String dependentId,
            Dependency dependency,
            @Nullable RedundancyGroup group) {}

    /**
     * What an edit changes.
     *
     * @param retired CIs that neither fail anything nor feel a failure any more
     * @param ended relations that will have ended: the CI that depends, by the id of the relation
     */
    public record Edit(Set<String> retired, Map<String, String> ended, List<Added> added) {

        public Edit {
            retired = Set.copyOf(retired);
            ended = Map.copyOf(ended);
            added = List.copyOf(added);
        }
    }

    /** @param limit how many CIs that depend on retired ones are looked at; what lies beyond stays as it is */
    public EditedGraph(LiveDependencyGraph graph, Edit edit, int limit) {
        this.graph = graph;
        this.retired = edit.retired();
        Set<String> changed = new LinkedHashSet<>(edit.ended().values());
        edit.added().forEach(added -> changed.add(added.dependentId()));
        if (!retired.isEmpty()) {
            graph.dependentsOf(retired, limit).forEach(dependent -> changed.add(dependent.ciId()));
        }
        changed.removeAll(retired);
        Map<String, Dependent> before = byId(graph.dependenciesOf(changed));
        for (String ciId : changed) {
            rows.put(ciId, edited(ciId, before.get(ciId), edit));
        }
        retired.forEach(ciId -> rows.put(ciId, new Dependent(ciId, List.of(), List.of())));
    }

    /** The CIs that will depend on something else than they do now, but for those that will be retired. */
    public Set<String> changed() {
        Set<String> changed = new LinkedHashSet<>(rows.keySet());
        changed.removeAll(retired);
        return changed;
    }

    @Override
    public List<Dependent> dependentsOf(Collection<String> providers, int limit) {
        Set<String> asked = new HashSet<>(providers);
        List<Dependent> found = new ArrayList<>();
        for (Dependent row : rows.values()) {
            List<Dependency> towards = row.dependencies().stream()
                    .filter(dependency -> asked.contains(dependency.providerId()))
                    .toList();
            if (!towards.isEmpty()) {
                found.add(new Dependent(row.ciId(), towards, groupsOf(towards, row.groups())));
            }
        }
        // Those that the edit changes are among what is read, and do not count.
        int read = (int) Math.min(Integer.MAX_VALUE, (long) limit + rows.size());
        graph.dependentsOf(providers, read).stream()
                .filter(dependent -> !rows.containsKey(dependent.ciId()))
                .forEach(found::add);
        return found.size() <= limit ? found : found.subList(0, limit);
    }

    @Override
    public List<Dependent> dependenciesOf(Collection<String> ciIds) {
        List<Dependent> found = new ArrayList<>();
        List<String> unchanged = new ArrayList<>();
        for (String ciId : ciIds) {
            Dependent row = rows.get(ciId);
            if (row == null) {
                unchanged.add(ciId);
            } else {
                found.add(row);
            }
        }
        if (!unchanged.isEmpty()) {
            found.addAll(graph.dependenciesOf(unchanged));
        }
        return found;
    }

    private Dependent edited(String ciId, @Nullable Dependent before, Edit edit) {
        List<Dependency> dependencies = new ArrayList<>();
        Map<String, RedundancyGroup> groups = new LinkedHashMap<>();
        if (before != null) {
            before.dependencies().stream()
                    .filter(dependency -> !edit.ended().containsKey(dependency.relationId()))
                    .forEach(dependencies::add);
            before.groups().forEach(group -> groups.put(group.id(), group));
        }
        for (Added added : edit.added()) {
            if (added.dependentId().equals(ciId)) {
                dependencies.add(added.dependency());
                RedundancyGroup group = added.group();
                if (group != null) {
                    groups.putIfAbsent(group.id(), group);
                }
            }
        }
        dependencies.removeIf(dependency -> retired.contains(dependency.providerId()));
        return new Dependent(ciId, List.copyOf(dependencies), sized(dependencies, groups));
    }

    /** The groups with as many members as they will have; one without any is none. */
    private static List<RedundancyGroup> sized(List<Dependency> dependencies, Map<String, RedundancyGroup> groups) {
        Map<String, Set<String>> members = new HashMap<>();
        for (Dependency dependency : dependencies) {
            String groupId = dependency.groupId();
            if (groupId != null) {
                members.computeIfAbsent(groupId, _ -> new HashSet<>()).add(dependency.providerId());
            }
        }
        return groups.values().stream()
                .filter(group -> members.containsKey(group.id()))
                .map(group -> new RedundancyGroup(
                        group.id(),
                        group.name(),
                        members.getOrDefault(group.id(), Set.of()).size(),
                        group.minimum(),
                        group.effect()))
                .toList();
    }

    private static List<RedundancyGroup> groupsOf(List<Dependency> dependencies, List<RedundancyGroup> groups) {
        Set<String> ids = dependencies.stream()
                .map(Dependency::groupId)
                .filter(id -> id != null)
                .collect(Collectors.toSet());
        return groups.stream().filter(group -> ids.contains(group.id())).toList();
    }

    private static Map<String, Dependent> byId(List<Dependent> rows) {
        return rows.stream().collect(Collectors.toMap(Dependent::ciId, row -> row));
    }
}
