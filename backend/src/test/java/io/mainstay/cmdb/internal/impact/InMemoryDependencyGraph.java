// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureFlow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A {@link DependencyGraph} over a {@link FailureModel}; counts its calls. */
public final class InMemoryDependencyGraph implements DependencyGraph {

    private final Map<String, List<Entry>> byProvider = new HashMap<>();
    private final Map<String, RedundancyGroup> groups = new HashMap<>();
    private int calls;

    private record Entry(String dependentId, Dependency dependency) {}

    public InMemoryDependencyGraph(FailureModel model) {
        Set<String> retired = model.cis().stream()
                .filter(FailureModel.Ci::retired)
                .map(FailureModel.Ci::id)
                .collect(Collectors.toSet());
        Map<String, Set<String>> members = new HashMap<>();
        for (FailureModel.Relation relation : model.relations()) {
            if (relation.ended()
                    || !relation.type().carriesFailure()
                    || retired.contains(relation.source())
                    || retired.contains(relation.target())) {
                continue;
            }
            boolean upwards = relation.type().failureFlow() == FailureFlow.TARGET_TO_SOURCE;
            String provider = upwards ? relation.target() : relation.source();
            String dependent = upwards ? relation.source() : relation.target();
            byProvider
                    .computeIfAbsent(provider, id -> new ArrayList<>())
                    .add(new Entry(
                            dependent,
                            new Dependency(
                                    relation.id(),
                                    provider,
                                    relation.type(),
                                    relation.effect() == null ? relation.type().defaultEffect() : relation.effect(),
                                    relation.groupId())));
            if (relation.groupId() != null) {
                members.computeIfAbsent(relation.groupId(), id -> new HashSet<>())
                        .add(provider);
            }
        }
        for (FailureModel.Group group : model.groups()) {
            int size = members.getOrDefault(group.id(), Set.of()).size();
            RedundancyGroup.Minimum minimum = group.minUp() != null
                    ? new RedundancyGroup.Count(group.minUp())
                    : new RedundancyGroup.Percent(group.percent());
            groups.put(group.id(), new RedundancyGroup(group.id(), group.name(), size, minimum, group.effect()));
        }
    }

    int calls() {
        return calls;
    }

    @Override
    public List<Dependent> dependentsOf(Collection<String> providers, int limit) {
        calls++;
        Map<String, List<Dependency>> found = new LinkedHashMap<>();
        for (String provider : providers) {
            for (Entry entry : byProvider.getOrDefault(provider, List.of())) {
                found.computeIfAbsent(entry.dependentId(), id -> new ArrayList<>())
                        .add(entry.dependency());
            }
        }
        return found.entrySet().stream()
                .limit(limit)
                .map(entry -> new Dependent(entry.getKey(), entry.getValue(), groupsOf(entry.getValue())))
                .toList();
    }

    /** Everything that these CIs depend on. */
    public List<Dependent> everythingOf(Collection<String> ciIds) {
        Map<String, List<Dependency>> all = new HashMap<>();
        byProvider.values().stream()
                .flatMap(List::stream)
                .forEach(entry -> all.computeIfAbsent(entry.dependentId(), id -> new ArrayList<>())
                        .add(entry.dependency()));
        return ciIds.stream()
                .distinct()
                .map(id ->
                        new Dependent(id, all.getOrDefault(id, List.of()), groupsOf(all.getOrDefault(id, List.of()))))
                .toList();
    }

    private List<RedundancyGroup> groupsOf(List<Dependency> dependencies) {
        return dependencies.stream()
                .map(Dependency::groupId)
                .filter(id -> id != null)
                .distinct()
                .map(groups::get)
                .toList();
    }
}
