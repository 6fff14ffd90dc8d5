// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A remembered graph against the graph itself, over random graphs. */
class RememberedGraphTest {

    private static final long SEED = 20_261_203L;
    private static final ImpactBudget BUDGET = new ImpactBudget(1_000, 1_000, Duration.ofMinutes(1));

    @Test
    void shouldAnswerAsTheGraphDoesAndAskItNoMoreForFurtherWalks() {
        for (int i = 0; i < 500; i++) {
            long seed = SEED + i;
            RandomFailureModels models = new RandomFailureModels(seed);
            FailureModel model = models.next();
            DependencyGraph graph = new InMemoryDependencyGraph(model);
            InMemoryDependencyGraph counted = new InMemoryDependencyGraph(model);
            DependencyGraph remembered = new RememberedGraph(counted);
            List<Set<String>> sets = IntStream.range(0, 5)
                    .mapToObj(_ -> models.nextFailed(model))
                    .toList();
            Set<String> all = new TreeSet<>();
            sets.forEach(all::addAll);

            evaluate(remembered, all);
            int first = counted.calls();

            for (Set<String> failed : sets) {
                assertThat(told(evaluate(remembered, failed)))
                        .as("seed %d, %s", seed, failed)
                        .isEqualTo(told(evaluate(graph, failed)));
            }
            assertThat(counted.calls()).as("seed %d", seed).isEqualTo(first);
        }
    }

    @Test
    void shouldKeepToTheLimit() {
        for (int i = 0; i < 200; i++) {
            RandomFailureModels models = new RandomFailureModels(SEED + i);
            FailureModel model = models.next();
            Set<String> failed = models.nextFailed(model);
            ImpactBudget small = new ImpactBudget(2, 10, Duration.ofMinutes(1));
            DependencyGraph graph = new InMemoryDependencyGraph(model);

            ImpactAssessment remembered =
                    new ImpactEvaluator(new RememberedGraph(graph), () -> 0).evaluate(failed, Set.of(), small, true);

            assertThat(remembered.incompleteReason())
                    .as("seed %d", SEED + i)
                    .isEqualTo(new ImpactEvaluator(graph, () -> 0)
                            .evaluate(failed, Set.of(), small, true)
                            .incompleteReason());
        }
    }

    private static ImpactAssessment evaluate(DependencyGraph graph, Set<String> failed) {
        return new ImpactEvaluator(graph, () -> 0).evaluate(failed, Set.of(), BUDGET, true);
    }

    private static List<String> told(ImpactAssessment assessment) {
        List<String> told = new ArrayList<>();
        assessment.impacted().forEach(ci -> told.add(ci.toString() + assessment.groups(ci.ciId())));
        assessment.exposed(_ -> true).forEach(rank -> told.add(rank.toString()));
        told.add(String.valueOf(assessment.incompleteReason()));
        return told;
    }
}
