// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.FailureProjection;
import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.Dependent;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.work.UnitOfWork;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/**
 * The services that depend on CIs, for use cases that decide by it: all of them among the first {@value #MAX_CIS} CIs, because one that is
 * missing is one whose rule is not obeyed. Makes no check of its own and knows nothing of visibility: whoever shows what it answers has to.
 */
@Service
public final class DependentServiceQueries {

    /** How many CIs, those asked about included, are looked at. */
    public static final int MAX_CIS = 200_000;

    private final DependencyGraphs graphs;
    private final ObjectProvider<FailureProjection> projections;
    private final CiClasses classes;
    private final UnitOfWork work;

    DependentServiceQueries(
            DependencyGraphs graphs,
            ObjectProvider<FailureProjection> projections,
            CiClasses classes,
            UnitOfWork work) {
        this.graphs = graphs;
        this.projections = projections;
        this.classes = classes;
        this.work = work;
    }

    /**
     * The services that depend on any of the CIs, directly or not, those among the CIs included: from the graph that this replica keeps
     * in memory if that has caught up, else with one database call for each level.
     */
    public Set<String> of(Collection<String> ciIds) {
        if (ciIds.isEmpty()) {
            return Set.of();
        }
        Set<String> serviceKeys = classes.tree().withDescendants(List.of(CiClassTree.SERVICE));
        return work.read(() -> {
            DependencyGraph graph = Optional.ofNullable(projections.getIfAvailable())
                    .flatMap(FailureProjection::ifCaughtUp)
                    .orElseGet(graphs::live);
            return graphs
                    .facts(withDependents(graph, ciIds, MAX_CIS), Visibility.everything(Principal.SYSTEM_ID))
                    .stream()
                    .filter(facts -> serviceKeys.contains(facts.classKey()))
                    .map(DependencyGraphs.Facts::ciId)
                    .collect(Collectors.toSet());
        });
    }

    static Set<String> withDependents(DependencyGraph graph, Collection<String> ciIds, int max) {
        Set<String> met = new LinkedHashSet<>(ciIds);
        Set<String> frontier = new HashSet<>(ciIds);
        while (!frontier.isEmpty() && met.size() < max) {
            frontier = graph.dependentsOf(frontier, max).stream()
                    .map(Dependent::ciId)
                    .filter(met::add)
                    .collect(Collectors.toSet());
        }
        return met;
    }
}
