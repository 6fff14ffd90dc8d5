// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.impact.Dependency;
import io.mainstay.cmdb.internal.impact.Dependent;
import io.mainstay.cmdb.internal.impact.ImpactAssessment;
import io.mainstay.cmdb.internal.impact.ImpactBudget;
import io.mainstay.cmdb.internal.impact.ImpactEvaluator;
import io.mainstay.cmdb.internal.impact.ImpactView;
import io.mainstay.cmdb.internal.impact.ImpactedCi;
import io.mainstay.cmdb.internal.impact.ProjectedGraph;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What some CIs depend on, held in memory to try which single failure would reach them. What a CI's state is follows from what it
 * depends on alone, so nothing else is needed. Tried over the whole graph; shown as far as one reader may see it.
 */
public final class FailureOrigins {

    private static final ImpactBudget AMPLE = new ImpactBudget(Integer.MAX_VALUE, 1, Duration.ofDays(1));

    private final List<String> asked;
    private final Set<String> visible;
    private final boolean complete;
    private final ImpactEvaluator evaluator;
    private final Map<String, BitSet> above = new HashMap<>();

    /**
     * One of the CIs that were asked about, as the failure of another one makes it.
     *
     * @param state DOWN or DEGRADED
     * @param distance relations between the two; 0 for the failed CI itself
     * @param path the proof, from the failed CI to this one
     */
    public record Reached(String ciId, ImpactState state, int distance, List<PathStep> path) {}

    FailureOrigins(List<String> asked, Collection<Dependent> rows, Set<String> visible, boolean complete) {
        this.asked = List.copyOf(asked);
        this.visible = Set.copyOf(visible);
        this.complete = complete;
        ProjectedGraph.Loader loader = new ProjectedGraph.Loader();
        loader.add(rows);
        this.evaluator = new ImpactEvaluator(loader.finish(), () -> 0L);
        markAbove(rows);
    }

    private void markAbove(Collection<Dependent> rows) {
        Map<String, List<String>> providers = new HashMap<>();
        rows.forEach(row -> providers.put(
                row.ciId(),
                row.dependencies().stream()
                        .map(Dependency::providerId)
                        .distinct()
                        .toList()));
        Deque<String> waiting = new ArrayDeque<>();
        for (int place = 0; place < asked.size(); place++) {
            above.computeIfAbsent(asked.get(place), _ -> new BitSet()).set(place);
            waiting.add(asked.get(place));
        }
        while (!waiting.isEmpty()) {
            String ciId = waiting.remove();
            BitSet own = above.getOrDefault(ciId, new BitSet());
            for (String provider : providers.getOrDefault(ciId, List.of())) {
                BitSet marks = above.computeIfAbsent(provider, _ -> new BitSet());
                int before = marks.cardinality();
                marks.or(own);
                if (marks.cardinality() > before) {
                    waiting.add(provider);
                }
            }
        }
    }

    /** Whether everything was read that the CIs depend on. If not, there may be more origins, and they may reach more. */
    public boolean complete() {
        return complete;
    }

    /**
     * The CIs that were asked about and what they depend on, as far as the reader may see them, in no particular order; each
     * with the CIs that were asked about which it is or which depend on it, if only by a relation that a spare makes up for.
     */
    public Map<String, Set<String>> candidates() {
        Map<String, Set<String>> candidates = new HashMap<>();
        above.forEach((ciId, places) -> {
            if (visible.contains(ciId)) {
                Set<String> ids = new LinkedHashSet<>();
                places.stream().forEach(place -> ids.add(asked.get(place)));
                candidates.put(ciId, ids);
            }
        });
        return candidates;
    }

    /** Which of the CIs that were asked about would be down or degraded if this one alone failed. */
    public List<Reached> reachedBy(String ciId) {
        ImpactAssessment assessment = evaluator.evaluate(Set.of(ciId), Set.of(), AMPLE, false);
        Map<String, ImpactedCi> impacted = new HashMap<>();
        assessment.impacted().forEach(ci -> impacted.put(ci.ciId(), ci));
        List<Reached> reached = new ArrayList<>();
        for (String target : asked) {
            ImpactedCi ci = impacted.get(target);
            if (target.equals(ciId)) {
                reached.add(new Reached(target, ImpactState.DOWN, 0, List.of()));
            } else if (ci != null && ci.state().compareTo(ImpactState.DEGRADED) <= 0) {
                reached.add(new Reached(target, ci.state(), ci.distance(), path(assessment, target)));
            }
        }
        return reached;
    }

    private List<PathStep> path(ImpactAssessment assessment, String target) {
        return ImpactView.maskPath(assessment.path(target), visible::contains).stream()
                .map(step -> new PathStep(step.fromId(), step.toId(), step.type()))
                .toList();
    }
}
