// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.RelationType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The graph in memory against the oracle: as it is loaded, and after each of many changes. {@code -Dmainstay.impact.graphs} and
 * {@code -Dmainstay.impact.seed} as for {@link ImpactEvaluatorOracleTest}.
 */
class ProjectedGraphTest {

    private static final int GRAPHS = Integer.getInteger("mainstay.impact.graphs", 500);
    private static final long SEED = Long.getLong("mainstay.impact.seed", 20_261_121L);
    private static final int CHANGES = 12;
    private static final ImpactBudget AMPLE = new ImpactBudget(10_000, 10_000, Duration.ofMinutes(10));

    @Test
    void shouldAgreeWithTheOracleOnRandomGraphs() {
        for (int i = 0; i < GRAPHS; i++) {
            long seed = SEED + i;
            RandomFailureModels models = new RandomFailureModels(seed);
            FailureModel model = models.next();
            compare(seed, models, model, load(model));
        }
    }

    @Test
    void shouldAgreeWithTheOracleAfterEachChange() {
        for (int i = 0; i < GRAPHS / 10; i++) {
            long seed = SEED + i;
            RandomFailureModels models = new RandomFailureModels(seed);
            Random random = new Random(seed);
            FailureModel model = models.next();
            ProjectedGraph graph = load(model);
            for (int change = 0; change < CHANGES; change++) {
                model = change(model, graph, random);
                compare(seed, models, model, graph);
            }
        }
    }

    @Test
    void shouldCutAnAnswerAtItsLimit() {
        ProjectedGraph.Loader loader = new ProjectedGraph.Loader();
        for (int i = 0; i < 5; i++) {
            loader.add(List.of(dependent("ci-" + i, "host")));
        }
        ProjectedGraph graph = loader.finish();

        assertThat(graph.dependentsOf(List.of("host"), 3)).hasSize(3);
        assertThat(graph.dependentsOf(List.of("host", "unknown"), 9)).hasSize(5);
        assertThat(graph.dependentIds("host")).hasSize(5);
        assertThat(graph.size()).isEqualTo(6);
        graph.replace(List.of(new Dependent("ci-0", List.of(), List.of())));
        assertThat(graph.dependentIds("host")).doesNotContain("ci-0").hasSize(4);
        assertThat(graph.dependentIds("unknown")).isEmpty();
    }

    /** Begins or ends a relation, or retires a CI, and tells the graph of whom an event would tell it. */
    private static FailureModel change(FailureModel model, ProjectedGraph graph, Random random) {
        List<FailureModel.Ci> cis = new ArrayList<>(model.cis());
        List<FailureModel.Relation> relations = new ArrayList<>(model.relations());
        Set<String> touched = new HashSet<>();
        if (relations.isEmpty() || random.nextInt(8) == 0) {
            int at = random.nextInt(cis.size());
            String id = cis.get(at).id();
            cis.set(at, new FailureModel.Ci(id, true));
            touched.add(id);
            touched.addAll(graph.dependentIds(id));
        } else {
            int at = random.nextInt(relations.size());
            FailureModel.Relation relation = relations.get(at);
            relations.set(
                    at,
                    new FailureModel.Relation(
                            relation.id(),
                            relation.source(),
                            relation.type(),
                            relation.target(),
                            relation.effect(),
                            relation.groupId(),
                            !relation.ended()));
            touched.addAll(List.of(relation.source(), relation.target()));
        }
        FailureModel changed = new FailureModel(cis, relations, model.groups());
        graph.replace(new InMemoryDependencyGraph(changed).everythingOf(touched));
        return changed;
    }

    private static void compare(long seed, RandomFailureModels models, FailureModel model, DependencyGraph graph) {
        Set<String> failed = models.nextFailed(model);
        Set<String> impaired = models.nextImpaired(model);
        OracleComparison.assertSame(
                "-Dmainstay.impact.seed=%d, failed %s, impaired %s".formatted(seed, failed, impaired),
                model,
                failed,
                impaired,
                new ImpactEvaluator(graph, () -> 0L).evaluate(failed, impaired, AMPLE, true));
    }

    private static ProjectedGraph load(FailureModel model) {
        ProjectedGraph.Loader loader = new ProjectedGraph.Loader();
        Collection<String> ids = model.cis().stream().map(FailureModel.Ci::id).toList();
        loader.add(new InMemoryDependencyGraph(model).everythingOf(ids));
        return loader.finish();
    }

    private static Dependent dependent(String id, String providerId) {
        return new Dependent(
                id,
                List.of(new Dependency(
                        "to " + providerId, providerId, RelationType.RUNS_ON, FailureEffect.STOPS, null)),
                List.of());
    }
}
