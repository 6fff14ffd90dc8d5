// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.ImpactState;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/**
 * The evaluator against the oracle on random graphs. {@code -Dmainstay.impact.graphs} sets how many,
 * {@code -Dmainstay.impact.seed} repeats a run that failed.
 */
class ImpactEvaluatorOracleTest {

    private static final int GRAPHS = Integer.getInteger("mainstay.impact.graphs", 600);
    private static final long SEED = Long.getLong("mainstay.impact.seed", 20_261_121L);
    private static final ImpactBudget AMPLE = new ImpactBudget(10_000, 10_000, Duration.ofMinutes(10));

    @Test
    void shouldAgreeWithTheOracleOnRandomGraphs() {
        Map<ImpactState, Integer> met = new EnumMap<>(ImpactState.class);
        for (int i = 0; i < GRAPHS; i++) {
            long seed = SEED + i;
            RandomFailureModels models = new RandomFailureModels(seed);
            FailureModel model = models.next();
            Set<String> failed = models.nextFailed(model);
            Set<String> impaired = models.nextImpaired(model);
            ImpactAssessment assessment = new ImpactEvaluator(new InMemoryDependencyGraph(model), () -> 0L)
                    .evaluate(failed, impaired, AMPLE, true);
            OracleComparison.assertSame(
                    "-Dmainstay.impact.seed=%d, failed %s, impaired %s".formatted(seed, failed, impaired),
                    model,
                    failed,
                    impaired,
                    assessment);
            assessment.impacted().forEach(ci -> met.merge(ci.state(), 1, Integer::sum));
        }
        assertThat(met).as("states that the random graphs led to").containsOnlyKeys(ImpactState.values());
    }

    @Test
    void shouldNeverOverstateWhatIsDownWhenABudgetCutsTheWalkShort() {
        int cut = 0;
        for (int i = 0; i < GRAPHS; i++) {
            long seed = SEED + i;
            RandomFailureModels models = new RandomFailureModels(seed);
            FailureModel model = models.next();
            Set<String> failed = models.nextFailed(model);
            Set<String> impaired = models.nextImpaired(model);
            int maxCis = 1 + (int) (seed % 4);
            ImpactBudget budget = new ImpactBudget(maxCis, 10, Duration.ofMinutes(10));
            ImpactAssessment assessment = evaluate(seed, model, failed, impaired, budget, () -> 0L);
            cut += assertLowerBound(
                    "-Dmainstay.impact.seed=%d, failed %s, at most %d CIs".formatted(seed, failed, maxCis),
                    model,
                    failed,
                    impaired,
                    assessment);
        }
        assertThat(cut).as("walks that were cut short").isGreaterThan(GRAPHS / 10);
    }

    @Test
    void shouldNeverOverstateWhatIsDownWhenTimeRunsOut() {
        int cut = 0;
        for (int i = 0; i < GRAPHS; i++) {
            long seed = SEED + i;
            RandomFailureModels models = new RandomFailureModels(seed);
            FailureModel model = models.next();
            Set<String> failed = models.nextFailed(model);
            Set<String> impaired = models.nextImpaired(model);
            Ticks ticks = new Ticks();
            ImpactBudget budget = new ImpactBudget(10_000, 10, Duration.ofSeconds(seed % 4));
            ImpactAssessment assessment = evaluate(seed, model, failed, impaired, budget, ticks::next);
            cut += assertLowerBound(
                    "-Dmainstay.impact.seed=%d, failed %s, %d levels".formatted(seed, failed, seed % 4),
                    model,
                    failed,
                    impaired,
                    assessment);
        }
        assertThat(cut).as("walks that were cut short").isGreaterThan(GRAPHS / 10);
    }

    private static ImpactAssessment evaluate(
            long seed,
            FailureModel model,
            Set<String> failed,
            Set<String> impaired,
            ImpactBudget budget,
            LongSupplier nanoTime) {
        try {
            return new ImpactEvaluator(new InMemoryDependencyGraph(model), nanoTime)
                    .evaluate(failed, impaired, budget, true);
        } catch (RuntimeException e) {
            throw new AssertionError("-Dmainstay.impact.seed=%d, failed %s".formatted(seed, failed), e);
        }
    }

    /** Returns 1 for a walk that was cut short, else 0. */
    private static int assertLowerBound(
            String description,
            FailureModel model,
            Set<String> failed,
            Set<String> impaired,
            ImpactAssessment assessment) {
        Map<String, ImpactState> truth = new ImpactOracle(model, failed, impaired).states();
        for (ImpactedCi ci : assessment.impacted()) {
            assertThat(truth).as(description).containsKey(ci.ciId());
            assertThat(truth.get(ci.ciId()))
                    .as("%s: %s may be worse, never better", description, ci)
                    .isLessThanOrEqualTo(ci.state());
            assertThat(assessment.path(ci.ciId())).as(description).hasSize(ci.distance());
        }
        for (ImpactState state : ImpactState.values()) {
            assertThat(assessment.impacted().stream().filter(ci -> ci.state().compareTo(state) <= 0))
                    .as("%s: as many are %s or worse", description, state)
                    .hasSizeLessThanOrEqualTo((int) truth.values().stream()
                            .filter(other -> other.compareTo(state) <= 0)
                            .count());
        }
        if (assessment.incompleteReason() == null) {
            assertThat(assessment.impacted()).as(description).hasSameSizeAs(truth.entrySet());
            return 0;
        }
        return 1;
    }

    /** A clock that goes on by a second each time it is read. */
    private static final class Ticks {

        private long seconds;

        long next() {
            return Duration.ofSeconds(seconds++).toNanos();
        }
    }
}
