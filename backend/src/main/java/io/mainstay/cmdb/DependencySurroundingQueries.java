// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.FailureProjection;
import io.mainstay.cmdb.internal.impact.LiveDependencyGraph;
import io.mainstay.cmdb.internal.impact.Surroundings;
import io.mainstay.platform.work.UnitOfWork;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/**
 * Reads what is around CIs in the graph of dependencies, for use cases that decide by it. Makes no check of its own and knows nothing
 * of visibility: whoever shows what it answers has to.
 */
@Service
public final class DependencySurroundingQueries {

    /** How many CIs, those asked about included, are looked at. */
    public static final int MAX_CIS = 50_000;

    private final DependencyGraphs graphs;
    private final ObjectProvider<FailureProjection> projections;
    private final UnitOfWork work;

    DependencySurroundingQueries(
            DependencyGraphs graphs, ObjectProvider<FailureProjection> projections, UnitOfWork work) {
        this.graphs = graphs;
        this.projections = projections;
        this.work = work;
    }

    /**
     * What is around all of the CIs together: from the graph that this replica keeps in memory if that has caught up, else with one
     * database call for each level and way.
     *
     * @param distance how many relations to follow each way, at least 1
     */
    public DependencySurroundings around(Collection<String> ciIds, int distance) {
        if (ciIds.isEmpty()) {
            return new DependencySurroundings(List.of(), List.of(), null);
        }
        return work.read(() -> {
            LiveDependencyGraph graph = Optional.ofNullable(projections.getIfAvailable())
                    .flatMap(FailureProjection::ifCaughtUp)
                    .orElseGet(graphs::live);
            return new Surroundings(graph, distance, MAX_CIS).around(Set.copyOf(ciIds));
        });
    }
}
