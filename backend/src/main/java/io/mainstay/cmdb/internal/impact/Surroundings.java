// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.DependencySurroundings;
import io.mainstay.cmdb.DependencySurroundings.Group;
import io.mainstay.cmdb.DependencySurroundings.Link;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.IncompleteReason;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One reading of what is around some CIs, level by level both ways. */
public final class Surroundings {

    private final LiveDependencyGraph graph;
    private final int distance;
    private final int maxCis;

    /** Relations by their ids: one is met from both of its ends. */
    private final Map<String, Link> links = new LinkedHashMap<>();

    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Set<String> met = new HashSet<>();
    private boolean cut;

    /**
     * @param distance how many relations to follow each way
     * @param maxCis how many CIs to meet at most
     */
    public Surroundings(LiveDependencyGraph graph, int distance, int maxCis) {
        this.graph = graph;
        this.distance = distance;
        this.maxCis = maxCis;
    }

    public DependencySurroundings around(Set<String> ciIds) {
        met.addAll(ciIds);
        Set<String> withGroups = up(ciIds);
        down(ciIds, distance);
        Set<String> members = members(withGroups);
        // The group's CI counts as one of the relations, so that a member is taken over one less.
        down(members, distance - 1);
        return new DependencySurroundings(
                List.copyOf(links.values()), List.copyOf(groups.values()), cut ? IncompleteReason.CI_BUDGET : null);
    }

    /** Follows failure to what depends on the CIs; returns what of it has a redundancy group on the way. */
    private Set<String> up(Set<String> ciIds) {
        Set<String> withGroups = new LinkedHashSet<>();
        Set<String> reached = new HashSet<>(ciIds);
        Set<String> frontier = ciIds;
        for (int level = 1; level <= distance && !frontier.isEmpty(); level++) {
            List<Dependent> found = graph.dependentsOf(frontier, maxCis + 1);
            cut |= found.size() > maxCis;
            Set<String> next = new LinkedHashSet<>();
            for (Dependent dependent : found) {
                if (!meet(dependent.ciId())) {
                    continue;
                }
                dependent.dependencies().forEach(dependency -> add(dependent.ciId(), dependency));
                if (!dependent.groups().isEmpty()) {
                    withGroups.add(dependent.ciId());
                }
                if (reached.add(dependent.ciId())) {
                    next.add(dependent.ciId());
                }
            }
            frontier = next;
        }
        return withGroups;
    }

    private void down(Set<String> ciIds, int levels) {
        Set<String> reached = new HashSet<>(ciIds);
        Set<String> frontier = ciIds;
        for (int level = 1; level <= levels && !frontier.isEmpty(); level++) {
            Set<String> next = new LinkedHashSet<>();
            for (Dependent dependent : graph.dependenciesOf(frontier)) {
                for (Dependency dependency : dependent.dependencies()) {
                    if (meet(dependency.providerId())) {
                        add(dependent.ciId(), dependency);
                        if (reached.add(dependency.providerId())) {
                            next.add(dependency.providerId());
                        }
                    }
                }
            }
            frontier = next;
        }
    }

    /** Reads the groups of CIs with all their members, which are returned. */
    private Set<String> members(Collection<String> dependentIds) {
        Set<String> members = new LinkedHashSet<>();
        if (dependentIds.isEmpty()) {
            return members;
        }
        for (Dependent dependent : graph.dependenciesOf(dependentIds)) {
            Map<String, Set<String>> byGroup = new HashMap<>();
            for (Dependency dependency : dependent.dependencies()) {
                if (dependency.groupId() != null && meet(dependency.providerId())) {
                    add(dependent.ciId(), dependency);
                    byGroup.computeIfAbsent(dependency.groupId(), _ -> new LinkedHashSet<>())
                            .add(dependency.providerId());
                }
            }
            Map<String, RedundancyGroup> known =
                    dependent.groups().stream().collect(Collectors.toMap(RedundancyGroup::id, group -> group));
            byGroup.forEach((groupId, ids) -> {
                RedundancyGroup group = known.get(groupId);
                if (group != null) {
                    groups.put(groupId, new Group(groupId, group.name(), dependent.ciId(), ids, group.minUp()));
                    members.addAll(ids);
                }
            });
        }
        return members;
    }

    private void add(String dependentId, Dependency dependency) {
        links.putIfAbsent(
                dependency.relationId(),
                new Link(
                        dependency.relationId(),
                        dependentId,
                        dependency.providerId(),
                        dependency.type(),
                        dependency.groupId() == null && dependency.effect() == FailureEffect.STOPS));
    }

    /** Whether a CI has its place in the budget. */
    private boolean meet(String ciId) {
        if (met.contains(ciId)) {
            return true;
        }
        if (met.size() >= maxCis) {
            cut = true;
            return false;
        }
        return met.add(ciId);
    }
}
