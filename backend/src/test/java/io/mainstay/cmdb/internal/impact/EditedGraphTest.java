// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.FailureFlow;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.IncompleteReason;
import io.mainstay.cmdb.RelationType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A graph with an edit laid over it against the oracle, who is given the graph as it is once the edit is made; and what takes what down
 * alone against the failure of one CI after the other. {@code -Dmainstay.impact.graphs} and {@code -Dmainstay.impact.seed} as for
 * {@link ImpactEvaluatorOracleTest}.
 */
class EditedGraphTest {

    private static final int GRAPHS = Integer.getInteger("mainstay.impact.graphs", 500);
    private static final long SEED = Long.getLong("mainstay.impact.seed", 20_261_121L);
    private static final ImpactBudget AMPLE = new ImpactBudget(10_000, 10_000, Duration.ofMinutes(10));

    /** The model once the edit is made, and the edit. */
    private record Edited(FailureModel model, EditedGraph.Edit edit) {}

    @Test
    void shouldAgreeWithTheOracleOfTheEditedGraph() {
        int changed = 0;
        for (int i = 0; i < GRAPHS; i++) {
            long seed = SEED + i;
            RandomFailureModels models = new RandomFailureModels(seed);
            FailureModel model = models.next();
            Edited edited = edited(model, new Random(seed));
            EditedGraph graph = new EditedGraph(load(model), edited.edit(), 10_000);
            Set<String> failed = models.nextFailed(model);
            // Who is retired neither fails nor feels a failure, and nobody asks about it.
            failed.removeAll(edited.edit().retired());
            Set<String> impaired = models.nextImpaired(model);
            impaired.removeAll(edited.edit().retired());
            OracleComparison.assertSame(
                    "-Dmainstay.impact.seed=%d, failed %s, impaired %s, %s"
                            .formatted(seed, failed, impaired, edited.edit()),
                    edited.model(),
                    failed,
                    impaired,
                    new ImpactEvaluator(graph, () -> 0L).evaluate(failed, impaired, AMPLE, true));
            changed += graph.changed().isEmpty() ? 0 : 1;
        }
        assertThat(changed).as("edits that changed something").isGreaterThan(GRAPHS / 2);
    }

    @Test
    void shouldFindWhatTakesOthersDownAlone() {
        int found = 0;
        for (int i = 0; i < GRAPHS; i++) {
            long seed = SEED + i;
            FailureModel model = new RandomFailureModels(seed).next();
            Edited edited = edited(model, new Random(seed));
            EditedGraph graph = new EditedGraph(load(model), edited.edit(), 10_000);
            Set<String> all =
                    edited.model().cis().stream().map(FailureModel.Ci::id).collect(Collectors.toSet());
            SinglePoints points = SinglePoints.of(graph, all, budget(10_000), () -> 0L);
            assertThat(points.incompleteReason()).isNull();
            for (FailureModel.Ci ci : edited.model().cis()) {
                if (ci.retired()) {
                    continue;
                }
                Map<String, ImpactState> states = new ImpactOracle(edited.model(), Set.of(ci.id()), Set.of()).states();
                for (String other : all) {
                    boolean down = states.get(other) == ImpactState.DOWN;
                    assertThat(points.of(other).contains(ci.id()))
                            .as("-Dmainstay.impact.seed=%d, %s takes %s down, %s", seed, ci.id(), other, edited.edit())
                            .isEqualTo(down);
                    found += down ? 1 : 0;
                }
            }
        }
        assertThat(found).as("single points of failure").isGreaterThan(GRAPHS);
    }

    /** A walk that is cut short leaves some out and adds none. */
    @Test
    void shouldNameNoneThatIsNoneIfItIsCutShort() {
        int cut = 0;
        for (int i = 0; i < GRAPHS; i++) {
            FailureModel model = new RandomFailureModels(SEED + i).next();
            ProjectedGraph graph = load(model);
            String asked = model.cis().getFirst().id();
            SinglePoints whole = SinglePoints.of(graph, Set.of(asked), budget(10_000), () -> 0L);
            SinglePoints part = SinglePoints.of(graph, Set.of(asked), budget(2), () -> 0L);
            assertThat(whole.of(asked)).as("seed %d", SEED + i).containsAll(part.of(asked));
            cut += part.incompleteReason() == null ? 0 : 1;
        }
        assertThat(cut).as("walks that were cut short").isPositive();
    }

    /** One CI that depends on very many: what lies beyond the budget costs nothing, in time nor in memory. */
    @Test
    void shouldLookAtNoMoreThanItsBudget() {
        List<FailureModel.Ci> cis = new ArrayList<>(List.of(new FailureModel.Ci("top", false)));
        List<FailureModel.Relation> relations = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            cis.add(new FailureModel.Ci("part-" + i, false));
            relations.add(new FailureModel.Relation(
                    "relation-" + i, "top", RelationType.DEPENDS_ON, "part-" + i, FailureEffect.STOPS, null, false));
        }
        ProjectedGraph graph = load(new FailureModel(cis, relations, List.of()));

        SinglePoints cut = SinglePoints.of(graph, Set.of("top"), budget(100), () -> 0L);
        assertThat(cut.of("top")).hasSize(99);
        assertThat(cut.incompleteReason()).isEqualTo(IncompleteReason.CI_BUDGET);

        AtomicLong now = new AtomicLong();
        SinglePoints late = SinglePoints.of(
                graph,
                Set.of("top"),
                budget(50_000),
                () -> now.getAndAdd(Duration.ofSeconds(1).toNanos()));
        assertThat(late.of("top")).as("no time for a round").isEmpty();
        assertThat(late.incompleteReason()).isEqualTo(IncompleteReason.TIME_BUDGET);
    }

    private static ImpactBudget budget(int maxCis) {
        return new ImpactBudget(maxCis, maxCis, Duration.ofMillis(1));
    }

    /** No more dependents than asked for, those that the edit changes among them. */
    @Test
    void shouldCutAnAnswerAtItsLimit() {
        FailureModel model = new FailureModel(
                List.of(
                        new FailureModel.Ci("host", false),
                        new FailureModel.Ci("a", false),
                        new FailureModel.Ci("b", false),
                        new FailureModel.Ci("c", false)),
                List.of(relation("1", "a", "host", null), relation("2", "b", "host", null)),
                List.of());
        EditedGraph graph = new EditedGraph(
                load(model),
                new EditedGraph.Edit(
                        Set.of(),
                        Map.of("1", "a"),
                        List.of(new EditedGraph.Added(
                                "c",
                                new Dependency("3", "host", RelationType.RUNS_ON, FailureEffect.STOPS, null),
                                null))),
                10);

        assertThat(graph.changed()).containsExactlyInAnyOrder("a", "c");
        assertThat(graph.dependentsOf(List.of("host"), 9))
                .extracting(Dependent::ciId)
                .containsExactlyInAnyOrder("b", "c");
        assertThat(graph.dependentsOf(List.of("host"), 1)).hasSize(1);
        assertThat(graph.dependenciesOf(List.of("a", "b")))
                .filteredOn(row -> !row.dependencies().isEmpty())
                .extracting(Dependent::ciId)
                .containsExactly("b");
    }

    private static FailureModel.Relation relation(String id, String source, String target, @Nullable String group) {
        return new FailureModel.Relation(id, source, RelationType.RUNS_ON, target, null, group, false);
    }

    /** Retires CIs, ends relations and adds some, to groups that are there and to groups that come with them. */
    private static Edited edited(FailureModel model, Random random) {
        Set<String> retired = new HashSet<>();
        List<FailureModel.Ci> cis = new ArrayList<>();
        for (FailureModel.Ci ci : model.cis()) {
            boolean now = !ci.retired() && random.nextInt(8) == 0;
            if (now) {
                retired.add(ci.id());
            }
            cis.add(new FailureModel.Ci(ci.id(), ci.retired() || now));
        }
        FailureModel.Ci added = new FailureModel.Ci("added", false);
        cis.add(added);
        Set<String> live = new HashSet<>();
        Map<String, String> ended = new HashMap<>();
        List<FailureModel.Relation> relations = new ArrayList<>();
        for (FailureModel.Relation relation : model.relations()) {
            boolean now = !relation.ended() && random.nextInt(4) == 0;
            String dependent = dependent(relation);
            if (now && dependent != null) {
                ended.put(relation.id(), dependent);
            }
            boolean gone = relation.ended() || now;
            if (!gone) {
                live.add(relation.source() + relation.type() + relation.target());
            }
            relations.add(new FailureModel.Relation(
                    relation.id(),
                    relation.source(),
                    relation.type(),
                    relation.target(),
                    relation.effect(),
                    relation.groupId(),
                    gone));
        }
        List<FailureModel.Group> groups = new ArrayList<>(model.groups());
        List<EditedGraph.Added> more = new ArrayList<>();
        List<FailureModel.Ci> possible =
                cis.stream().filter(ci -> !ci.retired()).toList();
        for (int i = random.nextInt(6); i > 0; i--) {
            add(i, possible, random, live, relations, groups, more);
        }
        return new Edited(new FailureModel(cis, relations, groups), new EditedGraph.Edit(retired, ended, more));
    }

    private static void add(
            int number,
            List<FailureModel.Ci> possible,
            Random random,
            Set<String> live,
            List<FailureModel.Relation> relations,
            List<FailureModel.Group> groups,
            List<EditedGraph.Added> more) {
        String source = possible.get(random.nextInt(possible.size())).id();
        String target = possible.get(random.nextInt(possible.size())).id();
        RelationType type = RelationType.values()[random.nextInt(RelationType.values().length)];
        if (!type.carriesFailure() || source.equals(target) || !live.add(source + type + target)) {
            return;
        }
        String dependent = type.failureFlow() == FailureFlow.TARGET_TO_SOURCE ? source : target;
        String provider = dependent.equals(source) ? target : source;
        FailureModel.Group group = random.nextBoolean() ? null : group(number, dependent, random, groups);
        FailureEffect effect = random.nextBoolean() ? FailureEffect.STOPS : FailureEffect.DEGRADES;
        String id = "added-" + number;
        relations.add(
                new FailureModel.Relation(id, source, type, target, effect, group == null ? null : group.id(), false));
        more.add(new EditedGraph.Added(
                dependent,
                new Dependency(id, provider, type, effect, group == null ? null : group.id()),
                group == null
                        ? null
                        : new RedundancyGroup(group.id(), group.name(), 0, minimum(group), group.effect())));
    }

    private static FailureModel.Group group(
            int number, String dependent, Random random, List<FailureModel.Group> groups) {
        List<FailureModel.Group> own =
                groups.stream().filter(group -> group.ciId().equals(dependent)).toList();
        if (!own.isEmpty() && random.nextInt(4) > 0) {
            return own.get(random.nextInt(own.size()));
        }
        FailureModel.Group fresh = new FailureModel.Group(
                "added-group-" + number, dependent, "name of added " + number, 1, null, FailureEffect.STOPS);
        groups.add(fresh);
        return fresh;
    }

    private static RedundancyGroup.Minimum minimum(FailureModel.Group group) {
        Integer minUp = group.minUp();
        Integer percent = group.percent();
        return minUp == null
                ? new RedundancyGroup.Percent(percent == null ? 1 : percent)
                : new RedundancyGroup.Count(minUp);
    }

    private static @Nullable String dependent(FailureModel.Relation relation) {
        return switch (relation.type().failureFlow()) {
            case TARGET_TO_SOURCE -> relation.source();
            case SOURCE_TO_TARGET -> relation.target();
            case NONE -> null;
        };
    }

    private static ProjectedGraph load(FailureModel model) {
        ProjectedGraph.Loader loader = new ProjectedGraph.Loader();
        Collection<String> ids = model.cis().stream().map(FailureModel.Ci::id).toList();
        loader.add(new InMemoryDependencyGraph(model).everythingOf(ids));
        return loader.finish();
    }
}
