// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Works out what an assumed failure does, level by level over a {@link DependencyGraph}.
 *
 * <p>Failure can only spread, so the states are the least fixed point of the rules in {@link io.mainstay.cmdb.ImpactState}
 * and a walk that stops early is right in everything that it calls down.
 */
public final class ImpactEvaluator {

    private final DependencyGraph graph;
    private final LongSupplier nanoTime;

    /**
     * @param graph the relations to walk
     * @param nanoTime a monotonic clock in nanoseconds, for the time budget
     */
    public ImpactEvaluator(DependencyGraph graph, LongSupplier nanoTime) {
        this.graph = graph;
        this.nanoTime = nanoTime;
    }

    /**
     * Evaluates the failure of the given CIs.
     *
     * @param failed the CIs that are assumed to have failed
     * @param degraded the CIs that are assumed to work impaired; one that is down as well counts as down
     * @param budget what the walk may cost
     * @param withExposure whether to walk on above the CIs at risk, so that {@link ImpactAssessment#exposures} can answer
     */
    public ImpactAssessment evaluate(
            Set<String> failed, Set<String> degraded, ImpactBudget budget, boolean withExposure) {
        return new ImpactWalk(graph, nanoTime, budget, failed, degraded).run(withExposure);
    }
}
