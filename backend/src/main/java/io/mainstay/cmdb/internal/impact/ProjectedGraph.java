// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.RelationType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The relations that carry failure, in memory: for each CI what it depends on, and who depends on it. One writer at a time
 * changes it while others read; a reader sees each CI as it was before or after a change, as readers of the database do.
 *
 * <p>Kept small: a relation is a reference, its id, and three bytes.
 */
public final class ProjectedGraph implements LiveDependencyGraph {

    private static final FailureEffect[] EFFECTS = FailureEffect.values();
    private static final RelationType[] TYPES = RelationType.values();
    private static final int NO_GROUP = -1;
    private static final Vertex[] NOBODY = {};

    private final Map<String, Vertex> vertices = new ConcurrentHashMap<>();

    private static final class Vertex {

        private final String id;
        private volatile Needs needs = Needs.NOTHING;
        private volatile Vertex[] dependents = NOBODY;

        Vertex(String id) {
            this.id = id;
        }

        void addDependent(Vertex dependent) {
            Vertex[] longer = Arrays.copyOf(dependents, dependents.length + 1);
            longer[dependents.length] = dependent;
            dependents = longer;
        }

        void removeDependent(Vertex dependent) {
            dependents = Arrays.stream(dependents)
                    .filter(other -> other != dependent)
                    .toArray(Vertex[]::new);
        }
    }

    /**
     * What one CI depends on: the relations as columns.
     *
     * @param kinds type and effect of each relation
     * @param groupOf the place of each relation's group in {@code groups}, or {@link #NO_GROUP}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never given away
    private record Needs(
            Vertex[] providers, String[] relationIds, byte[] kinds, short[] groupOf, RedundancyGroup[] groups) {

        static final Needs NOTHING =
                new Needs(NOBODY, new String[0], new byte[0], new short[0], new RedundancyGroup[0]);

        Set<Vertex> distinctProviders() {
            return new LinkedHashSet<>(Arrays.asList(providers));
        }

        Dependent all(String ciId) {
            return towards(ciId, distinctProviders());
        }

        /** The relations that lead to one of the given CIs. */
        Dependent towards(String ciId, Set<Vertex> asked) {
            List<Dependency> dependencies = new ArrayList<>();
            Set<RedundancyGroup> concerned = new LinkedHashSet<>();
            for (int i = 0; i < providers.length; i++) {
                if (!asked.contains(providers[i])) {
                    continue;
                }
                RedundancyGroup group = groupOf[i] == NO_GROUP ? null : groups[groupOf[i]];
                if (group != null) {
                    concerned.add(group);
                }
                dependencies.add(new Dependency(
                        relationIds[i],
                        providers[i].id,
                        TYPES[kinds[i] / EFFECTS.length],
                        EFFECTS[kinds[i] % EFFECTS.length],
                        group == null ? null : group.id()));
            }
            return new Dependent(ciId, dependencies, List.copyOf(concerned));
        }
    }

    /** Collects a whole graph; quicker than one change after the other. */
    public static final class Loader {

        private final ProjectedGraph graph = new ProjectedGraph();

        /** @param rows CIs with everything that they depend on; a CI comes once */
        public void add(Collection<Dependent> rows) {
            rows.forEach(row -> graph.vertex(row.ciId()).needs = graph.needs(row));
        }

        public ProjectedGraph finish() {
            Map<Vertex, List<Vertex>> dependents = new HashMap<>();
            for (Vertex vertex : graph.vertices.values()) {
                for (Vertex provider : vertex.needs.distinctProviders()) {
                    dependents.computeIfAbsent(provider, _ -> new ArrayList<>()).add(vertex);
                }
            }
            dependents.forEach((provider, found) -> provider.dependents = found.toArray(Vertex[]::new));
            return graph;
        }
    }

    @Override
    public List<Dependent> dependentsOf(Collection<String> providers, int limit) {
        Set<Vertex> asked = new LinkedHashSet<>();
        for (String id : providers) {
            Vertex vertex = vertices.get(id);
            if (vertex != null) {
                asked.add(vertex);
            }
        }
        Set<Vertex> met = new HashSet<>();
        List<Dependent> found = new ArrayList<>();
        for (Vertex provider : asked) {
            for (Vertex dependent : provider.dependents) {
                if (!met.add(dependent)) {
                    continue;
                }
                // Empty if the relation ended since its provider was looked at.
                Dependent towards = dependent.needs.towards(dependent.id, asked);
                if (!towards.dependencies().isEmpty()) {
                    found.add(towards);
                }
                if (found.size() >= limit) {
                    return found;
                }
            }
        }
        return found;
    }

    @Override
    public List<Dependent> dependenciesOf(Collection<String> ciIds) {
        return ciIds.stream()
                .map(vertices::get)
                .filter(Objects::nonNull)
                .map(vertex -> vertex.needs.all(vertex.id))
                .toList();
    }

    /** The ids of the CIs that depend on one. */
    public List<String> dependentIds(String ciId) {
        Vertex vertex = vertices.get(ciId);
        return vertex == null
                ? List.of()
                : Arrays.stream(vertex.dependents)
                        .map(dependent -> dependent.id)
                        .toList();
    }

    /** Puts what these CIs depend on in the place of what was known of them. */
    public synchronized void replace(Collection<Dependent> rows) {
        for (Dependent row : rows) {
            Vertex vertex = vertex(row.ciId());
            Set<Vertex> before = vertex.needs.distinctProviders();
            Needs needs = needs(row);
            Set<Vertex> after = needs.distinctProviders();
            vertex.needs = needs;
            after.stream()
                    .filter(provider -> !before.contains(provider))
                    .forEach(provider -> provider.addDependent(vertex));
            before.stream()
                    .filter(provider -> !after.contains(provider))
                    .forEach(provider -> provider.removeDependent(vertex));
        }
    }

    /** How many CIs depend on others or have others depend on them, or have done so. */
    public int size() {
        return vertices.size();
    }

    private Vertex vertex(String id) {
        return vertices.computeIfAbsent(id, Vertex::new);
    }

    private Needs needs(Dependent row) {
        List<Dependency> dependencies = row.dependencies();
        List<String> groupIds = row.groups().stream().map(RedundancyGroup::id).toList();
        int size = dependencies.size();
        Needs needs = new Needs(
                new Vertex[size],
                new String[size],
                new byte[size],
                new short[size],
                row.groups().toArray(RedundancyGroup[]::new));
        for (int i = 0; i < size; i++) {
            Dependency dependency = dependencies.get(i);
            String groupId = dependency.groupId();
            needs.providers[i] = vertex(dependency.providerId());
            needs.relationIds[i] = dependency.relationId();
            needs.kinds[i] = (byte) (dependency.type().ordinal() * EFFECTS.length
                    + dependency.effect().ordinal());
            needs.groupOf[i] = (short) (groupId == null ? NO_GROUP : groupIds.indexOf(groupId));
        }
        return needs;
    }
}
