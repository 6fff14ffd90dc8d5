// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.IncompleteReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one reader is shown of an assessment. CIs that the reader may not see become a count and gaps in paths, while
 * states, distances and group arithmetic stay those of the whole graph.
 *
 * @param failed the failed CIs that the reader may see
 * @param impacted the impacted CIs that the reader may see, in the assessment's order
 * @param counts how many CIs each state has in {@code impacted}; every state is present
 * @param hiddenCount failed and impacted CIs that the reader may not see, within the depth asked for
 * @param incompleteReason why this is not the whole answer, or null when it is
 */
public record ImpactView(
        List<String> failed,
        List<ImpactedCi> impacted,
        Map<ImpactState, Integer> counts,
        int hiddenCount,
        @Nullable IncompleteReason incompleteReason) {

    /**
     * @param depth the greatest distance to show, or null for all
     * @param visible whether the reader may see a CI
     */
    public static ImpactView of(ImpactAssessment assessment, @Nullable Integer depth, Predicate<String> visible) {
        List<ImpactedCi> within = assessment.impacted().stream()
                .filter(ci -> depth == null || ci.distance() <= depth)
                .toList();
        List<String> failed =
                assessment.failed().stream().filter(visible).sorted().toList();
        List<ImpactedCi> impacted =
                within.stream().filter(ci -> visible.test(ci.ciId())).toList();
        Map<ImpactState, Integer> counts = new EnumMap<>(ImpactState.class);
        for (ImpactState state : ImpactState.values()) {
            counts.put(state, 0);
        }
        impacted.forEach(ci -> counts.merge(ci.state(), 1, Integer::sum));
        int hidden = assessment.failed().size() - failed.size() + within.size() - impacted.size();
        boolean cut = within.size() < assessment.impacted().size();
        IncompleteReason reason =
                assessment.incompleteReason() == null && cut ? IncompleteReason.DEPTH : assessment.incompleteReason();
        return new ImpactView(failed, impacted, counts, hidden, reason);
    }

    /** The same path with null for each CI that the reader may not see. */
    public static List<ImpactPathStep> maskPath(List<ImpactPathStep> path, Predicate<String> visible) {
        return path.stream()
                .map(step -> new ImpactPathStep(mask(step.fromId(), visible), mask(step.toId(), visible), step.type()))
                .toList();
    }

    public boolean complete() {
        return incompleteReason == null;
    }

    private static @Nullable String mask(@Nullable String ciId, Predicate<String> visible) {
        return ciId != null && visible.test(ciId) ? ciId : null;
    }
}
