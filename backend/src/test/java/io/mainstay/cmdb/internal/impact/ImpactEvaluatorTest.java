// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import static io.mainstay.cmdb.FailureEffect.DEGRADES;
import static io.mainstay.cmdb.FailureEffect.STOPS;
import static io.mainstay.cmdb.RelationType.CONTAINS;
import static io.mainstay.cmdb.RelationType.DEPENDS_ON;
import static io.mainstay.cmdb.RelationType.LOCATED_IN;
import static io.mainstay.cmdb.RelationType.POWERED_BY;
import static io.mainstay.cmdb.RelationType.RUNS_ON;
import static io.mainstay.cmdb.RelationType.USES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.IncompleteReason;
import io.mainstay.cmdb.RedundancyArithmetic;
import io.mainstay.cmdb.RelationType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ImpactEvaluatorTest {

    private static final ImpactBudget AMPLE = new ImpactBudget(10_000, 10_000, Duration.ofMinutes(1));

    private final List<FailureModel.Relation> relations = new ArrayList<>();
    private final List<FailureModel.Group> groups = new ArrayList<>();
    private final Set<String> retired = new TreeSet<>();

    @Test
    void shouldTakeDownWhatDependsOnAFailedCi() {
        relate("web", DEPENDS_ON, "api");
        relate("api", RUNS_ON, "host");
        relate("rack", CONTAINS, "host");

        ImpactAssessment assessment = evaluate("rack");

        assertThat(assessment.impacted())
                .containsExactly(
                        new ImpactedCi("host", ImpactState.DOWN, 1),
                        new ImpactedCi("api", ImpactState.DOWN, 2),
                        new ImpactedCi("web", ImpactState.DOWN, 3));
        assertThat(assessment.path("web"))
                .containsExactly(
                        new ImpactPathStep("rack", "host", CONTAINS),
                        new ImpactPathStep("host", "api", RUNS_ON),
                        new ImpactPathStep("api", "web", DEPENDS_ON));
        assertThat(assessment.path("rack")).isEmpty();
    }

    @Test
    void shouldPassDegradationOnAsDegradation() {
        relate("portal", DEPENDS_ON, "shop");
        relate("shop", USES, "recommender");

        assertThat(evaluate("recommender").impacted())
                .containsExactly(
                        new ImpactedCi("shop", ImpactState.DEGRADED, 1),
                        new ImpactedCi("portal", ImpactState.DEGRADED, 2));
    }

    @Test
    void shouldSpreadWhatIsDegradedByItself() {
        relate("portal", DEPENDS_ON, "shop");
        relate("shop", DEPENDS_ON, "database");
        relate("database", RUNS_ON, "host");
        group("nodes", "cluster", 2, null, STOPS);
        relate("cluster", RUNS_ON, "database", "nodes");
        relate("cluster", RUNS_ON, "host", "nodes");
        ImpactEvaluator evaluator = new ImpactEvaluator(new InMemoryDependencyGraph(model()), () -> 0L);

        ImpactAssessment impaired = evaluator.evaluate(Set.of(), Set.of("database"), AMPLE, false);
        assertThat(impaired.impacted())
                .containsExactly(
                        new ImpactedCi("database", ImpactState.DEGRADED, 0),
                        new ImpactedCi("shop", ImpactState.DEGRADED, 1),
                        new ImpactedCi("portal", ImpactState.DEGRADED, 2));
        assertThat(impaired.path("database")).isEmpty();
        assertThat(impaired.path("shop")).containsExactly(new ImpactPathStep("database", "shop", DEPENDS_ON));
        assertThat(impaired.failed()).isEmpty();

        ImpactAssessment worse = evaluator.evaluate(Set.of("host"), Set.of("database"), AMPLE, false);
        assertThat(worse.impacted()).contains(new ImpactedCi("database", ImpactState.DOWN, 1));
        assertThat(worse.path("database")).containsExactly(new ImpactPathStep("host", "database", RUNS_ON));
    }

    @Test
    void shouldPutAtRiskWhatHasNoSpareLeftAndNotSpreadIt() {
        group("feeds", "rack", 1, null, STOPS);
        relate("rack", POWERED_BY, "feed-a", "feeds");
        relate("rack", POWERED_BY, "feed-b", "feeds");
        relate("server", LOCATED_IN, "rack");

        ImpactAssessment assessment = evaluate("feed-a");

        assertThat(assessment.impacted()).containsExactly(new ImpactedCi("rack", ImpactState.AT_RISK, 1));
        assertThat(assessment.groups("rack")).containsExactly(new RedundancyArithmetic("feeds", 2, 1, 1));
        assertThat(evaluate("feed-a", "feed-b").impacted())
                .extracting(ImpactedCi::ciId, ImpactedCi::state)
                .containsExactly(tuple("rack", ImpactState.DOWN), tuple("server", ImpactState.DOWN));
    }

    @Test
    void shouldCallReducedWhatStillHasASpare() {
        group("nodes", "cluster", null, 50, STOPS);
        for (int i = 0; i < 5; i++) {
            relate("cluster", RUNS_ON, "node-" + i, "nodes");
        }

        assertThat(evaluate("node-0").groups("cluster")).containsExactly(new RedundancyArithmetic("nodes", 5, 4, 3));
        assertThat(stateOf("cluster", evaluate("node-0"))).isEqualTo(ImpactState.REDUCED);
        assertThat(stateOf("cluster", evaluate("node-0", "node-1"))).isEqualTo(ImpactState.AT_RISK);
        assertThat(stateOf("cluster", evaluate("node-0", "node-1", "node-2"))).isEqualTo(ImpactState.DOWN);
    }

    @Test
    void shouldCountAMemberOnceAlthoughSeveralRelationsLeadToIt() {
        group("storage", "database", 1, null, DEGRADES);
        relate("database", DEPENDS_ON, "array-a", "storage");
        relate("database", USES, "array-a", "storage");
        relate("database", DEPENDS_ON, "array-b", "storage");

        ImpactAssessment one = evaluate("array-a");
        assertThat(one.groups("database")).containsExactly(new RedundancyArithmetic("storage", 2, 1, 1));
        assertThat(stateOf("database", one)).isEqualTo(ImpactState.AT_RISK);
        assertThat(stateOf("database", evaluate("array-a", "array-b"))).isEqualTo(ImpactState.DEGRADED);
    }

    @Test
    void shouldNeverAskForMoreMembersThanThereAre() {
        group("links", "site", 3, null, STOPS);
        relate("site", DEPENDS_ON, "link-a", "links");
        relate("site", DEPENDS_ON, "link-b", "links");
        relate("site", DEPENDS_ON, "link-retired", "links");
        retired.add("link-retired");

        assertThat(evaluate("link-a").groups("site")).containsExactly(new RedundancyArithmetic("links", 2, 1, 2));
        assertThat(evaluate("link-retired").impacted()).isEmpty();
    }

    @Test
    void shouldCountADegradedMemberAsUp() {
        group("workers", "queue", 2, null, STOPS);
        relate("queue", RUNS_ON, "worker-a", "workers");
        relate("queue", RUNS_ON, "worker-b", "workers");
        relate("worker-a", USES, "cache");

        ImpactAssessment assessment = evaluate("cache");

        assertThat(assessment.impacted()).containsExactly(new ImpactedCi("worker-a", ImpactState.DEGRADED, 1));
    }

    @Test
    void shouldEndOnCyclesThatLeadBackToTheFailedCi() {
        relate("a", DEPENDS_ON, "b");
        relate("b", DEPENDS_ON, "c");
        relate("c", DEPENDS_ON, "a");

        assertThat(evaluate("a").impacted())
                .containsExactly(new ImpactedCi("c", ImpactState.DOWN, 1), new ImpactedCi("b", ImpactState.DOWN, 2));
    }

    @Test
    void shouldListTheCisAtRiskBelowAService() {
        group("feeds", "rack", 1, null, STOPS);
        relate("rack", POWERED_BY, "feed-a", "feeds");
        relate("rack", POWERED_BY, "feed-b", "feeds");
        relate("server", LOCATED_IN, "rack");
        relate("mail", RUNS_ON, "server");

        ImpactAssessment assessment = evaluate("feed-a");

        assertThat(assessment.exposed("mail"::equals)).containsExactly(new Exposure.Rank("mail", 0, 2));
        assertThat(assessment.exposures("mail"))
                .containsExactly(new Exposure(
                        "rack",
                        0,
                        List.of(
                                new ImpactPathStep("rack", "server", LOCATED_IN),
                                new ImpactPathStep("server", "mail", RUNS_ON))));
    }

    @Test
    void shouldRankWhatTheNextLossHitsBeforeWhatHasSparesOnTheWay() {
        group("feeds", "rack", 1, null, STOPS);
        relate("rack", POWERED_BY, "feed-a", "feeds");
        relate("rack", POWERED_BY, "feed-b", "feeds");
        relate("server", LOCATED_IN, "rack");
        group("cluster", "shop", 1, null, STOPS);
        relate("shop", DEPENDS_ON, "rack", "cluster");
        relate("shop", DEPENDS_ON, "other-1", "cluster");
        relate("shop", DEPENDS_ON, "other-2", "cluster");
        relate("mail", RUNS_ON, "server");

        assertThat(evaluate("feed-a").exposed(Set.of("shop", "mail")::contains))
                .as("the shop is nearer, but stands two more losses")
                .containsExactly(new Exposure.Rank("mail", 0, 2), new Exposure.Rank("shop", 2, 1));
    }

    @Test
    void shouldShowHiddenCisAsCountsAndGaps() {
        relate("web", DEPENDS_ON, "secret");
        relate("secret", DEPENDS_ON, "host");
        relate("batch", DEPENDS_ON, "secret");

        ImpactAssessment assessment = evaluate("host");
        ImpactView view = ImpactView.of(assessment, null, id -> !"secret".equals(id));

        assertThat(view.impacted())
                .containsExactly(
                        new ImpactedCi("batch", ImpactState.DOWN, 2), new ImpactedCi("web", ImpactState.DOWN, 2));
        assertThat(view.hiddenCount()).isEqualTo(1);
        assertThat(view.counts()).containsEntry(ImpactState.DOWN, 2).containsEntry(ImpactState.AT_RISK, 0);
        assertThat(view.complete()).isTrue();
        assertThat(ImpactView.maskPath(assessment.path("web"), id -> !"secret".equals(id)))
                .containsExactly(
                        new ImpactPathStep("host", null, DEPENDS_ON), new ImpactPathStep(null, "web", DEPENDS_ON));
    }

    @Test
    void shouldSelectWhatIsShownByDepthAndSaySo() {
        relate("b", DEPENDS_ON, "a");
        relate("c", DEPENDS_ON, "b");

        ImpactView near = ImpactView.of(evaluate("a"), 1, id -> true);
        assertThat(near.impacted()).containsExactly(new ImpactedCi("b", ImpactState.DOWN, 1));
        assertThat(near.complete()).isFalse();
        assertThat(near.incompleteReason()).isEqualTo(IncompleteReason.DEPTH);
        assertThat(ImpactView.of(evaluate("a"), 2, id -> true).complete()).isTrue();
    }

    @Test
    void shouldSayWhichBudgetEndedTheWalk() {
        relate("b", DEPENDS_ON, "a");
        relate("c", DEPENDS_ON, "b");
        relate("d", DEPENDS_ON, "c");
        ImpactEvaluator evaluator = new ImpactEvaluator(new InMemoryDependencyGraph(model()), () -> 0L);

        ImpactAssessment assessment =
                evaluator.evaluate(Set.of("a"), Set.of(), new ImpactBudget(1, 1, Duration.ofMinutes(1)), false);

        assertThat(assessment.impacted()).containsExactly(new ImpactedCi("b", ImpactState.DOWN, 1));
        assertThat(assessment.incompleteReason()).isEqualTo(IncompleteReason.CI_BUDGET);
        assertThat(ImpactView.of(assessment, 1, id -> true).incompleteReason()).isEqualTo(IncompleteReason.CI_BUDGET);
    }

    @Test
    void shouldNotCountWhatFailedAgainstTheBudgetOfTheWalk() {
        relate("b", DEPENDS_ON, "a");
        ImpactEvaluator evaluator = new ImpactEvaluator(new InMemoryDependencyGraph(model()), () -> 0L);
        Set<String> failed = Set.of("a", "other-1", "other-2");

        ImpactAssessment assessment =
                evaluator.evaluate(failed, Set.of("other-3"), new ImpactBudget(1, 4, Duration.ofMinutes(1)), false);
        assertThat(assessment.impacted()).contains(new ImpactedCi("b", ImpactState.DOWN, 1));
        assertThat(assessment.incompleteReason()).isNull();

        assertThat(evaluator
                        .evaluate(failed, Set.of("other-3"), new ImpactBudget(1, 3, Duration.ofMinutes(1)), false)
                        .incompleteReason())
                .as("more to begin with than there may be")
                .isEqualTo(IncompleteReason.CI_BUDGET);
    }

    @Test
    void shouldShowAProofOfWhichEachStepExplainsTheStateItLeadsTo() {
        relate("rack", DEPENDS_ON, "feed");
        relate("server", DEPENDS_ON, "rack");
        // One step away, but the spare on the other feed makes up for it.
        group("power", "server", 1, null, FailureEffect.STOPS);
        relate("server", POWERED_BY, "feed", "power");
        relate("server", POWERED_BY, "other-feed", "power");

        ImpactAssessment assessment = evaluate("feed");

        assertThat(assessment.impacted()).contains(new ImpactedCi("server", ImpactState.DOWN, 2));
        assertThat(assessment.path("server"))
                .containsExactly(
                        new ImpactPathStep("feed", "rack", DEPENDS_ON),
                        new ImpactPathStep("rack", "server", DEPENDS_ON));
    }

    @Test
    void shouldAskTheGraphOncePerLevel() {
        for (int i = 0; i < 50; i++) {
            relate("leaf-" + i, DEPENDS_ON, "middle-" + i % 5);
        }
        for (int i = 0; i < 5; i++) {
            relate("middle-" + i, DEPENDS_ON, "root");
        }
        InMemoryDependencyGraph graph = new InMemoryDependencyGraph(model());

        ImpactAssessment assessment =
                new ImpactEvaluator(graph, () -> 0L).evaluate(Set.of("root"), Set.of(), AMPLE, true);

        assertThat(assessment.impacted()).hasSize(55);
        assertThat(graph.calls()).isEqualTo(3);
    }

    @Test
    void shouldRefuseGroupsAndBudgetsThatMeanNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RedundancyGroup.Count(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RedundancyGroup.Percent(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RedundancyGroup.Percent(101));
        assertThatIllegalArgumentException().isThrownBy(() -> new ImpactBudget(0, 1, Duration.ZERO));
        assertThat(new RedundancyGroup.Percent(1).of(3)).isEqualTo(1);
        assertThat(new RedundancyGroup.Percent(34).of(3)).isEqualTo(2);
        assertThat(new RedundancyGroup.Percent(100).of(3)).isEqualTo(3);
    }

    private void relate(String source, RelationType type, String target) {
        relate(source, type, target, null);
    }

    private void relate(String source, RelationType type, String target, String groupId) {
        relations.add(
                new FailureModel.Relation("relation-" + relations.size(), source, type, target, null, groupId, false));
    }

    private void group(String id, String ciId, Integer minUp, Integer percent, FailureEffect effect) {
        groups.add(new FailureModel.Group(id, ciId, id, minUp, percent, effect));
    }

    private FailureModel model() {
        Set<String> ids = new TreeSet<>();
        relations.forEach(relation -> ids.addAll(List.of(relation.source(), relation.target())));
        return new FailureModel(
                ids.stream()
                        .map(id -> new FailureModel.Ci(id, retired.contains(id)))
                        .toList(),
                relations,
                groups);
    }

    private ImpactAssessment evaluate(String... failed) {
        return new ImpactEvaluator(new InMemoryDependencyGraph(model()), () -> 0L)
                .evaluate(Set.of(failed), Set.of(), AMPLE, true);
    }

    private static ImpactState stateOf(String ciId, ImpactAssessment assessment) {
        return assessment.impacted().stream()
                .filter(ci -> ci.ciId().equals(ciId))
                .map(ImpactedCi::state)
                .findFirst()
                .orElse(null);
    }
}
