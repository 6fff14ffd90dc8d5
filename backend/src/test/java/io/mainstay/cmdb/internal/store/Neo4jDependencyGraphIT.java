// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.OperationalStatus;
import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.RelationStore;
import io.mainstay.cmdb.internal.RelationStore.NewRelation;
import io.mainstay.cmdb.internal.impact.FailureModel;
import io.mainstay.cmdb.internal.impact.ImpactAssessment;
import io.mainstay.cmdb.internal.impact.ImpactBudget;
import io.mainstay.cmdb.internal.impact.ImpactEvaluator;
import io.mainstay.cmdb.internal.impact.OracleComparison;
import io.mainstay.cmdb.internal.impact.RandomFailureModels;
import io.mainstay.cmdb.internal.impact.RedundancyGroup;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.IntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The evaluator over a real Neo4j against the oracle. {@code -Dmainstay.impact.neo4j-graphs} sets how many graphs,
 * {@code -Dmainstay.impact.seed} repeats a run that failed.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Neo4jDependencyGraphIT {

    private static final int GRAPHS = Integer.getInteger("mainstay.impact.neo4j-graphs", 300);
    private static final long SEED = Long.getLong("mainstay.impact.seed", 20_261_121L);
    private static final ImpactBudget AMPLE = new ImpactBudget(10_000, 10_000, Duration.ofMinutes(10));
    private static final Instant MADE = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant BETWEEN = Instant.parse("2026-03-15T08:00:00Z");
    private static final Instant ENDED = Instant.parse("2026-04-01T08:00:00Z");

    @Autowired
    private ConfigurationItemStore items;

    @Autowired
    private RelationStore relations;

    @Autowired
    private DependencyGraphs graphs;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private CypherCalls calls;

    private final Map<Long, FailureModel> models = new HashMap<>();

    @BeforeAll
    void storeGraphs() {
        for (int i = 0; i < GRAPHS; i++) {
            FailureModel model = withoutDuplicates(generator(SEED + i).next());
            models.put(SEED + i, model);
            work.writeRepeatably(() -> store(model));
        }
    }

    @Test
    void shouldAgreeWithTheOracleOnWhatHoldsNow() {
        models.forEach((seed, model) -> compare(seed, model, null));
    }

    @Test
    void shouldAgreeWithTheOracleOnWhatHeldAtAnInstant() {
        models.forEach((seed, model) -> compare(seed, asOnceMade(model), BETWEEN));
        models.forEach((seed, model) -> compare(seed, model, ENDED));
    }

    @Test
    void shouldAskTheDatabaseOncePerLevel() {
        models.forEach((seed, model) -> {
            Set<String> failed = failed(seed);
            calls.reset();
            ImpactAssessment assessment = evaluate(failed, Set.of(), null, false);
            int deepest = assessment.impacted().stream()
                    .mapToInt(ci -> ci.distance())
                    .max()
                    .orElse(0);
            // Each phase ends with the level that finds nothing new; no level asks twice.
            assertThat(calls.since("cmdb/"))
                    .as("-Dmainstay.impact.seed=%d", seed)
                    .hasSizeLessThanOrEqualTo(2 * (model.cis().size() + 1))
                    .hasSizeGreaterThanOrEqualTo(Math.min(1, deepest))
                    .containsOnly("cmdb/dependents");
        });
    }

    private void compare(long seed, FailureModel model, @Nullable Instant asOf) {
        Set<String> failed = failed(seed);
        OracleComparison.assertSame(
                "-Dmainstay.impact.seed=%d, failed %s, as of %s".formatted(seed, failed, asOf),
                model,
                failed,
                impaired(seed),
                evaluate(failed, impaired(seed), asOf, true));
    }

    private ImpactAssessment evaluate(
            Set<String> failed, Set<String> impaired, @Nullable Instant asOf, boolean withExposure) {
        return work.read(() ->
                new ImpactEvaluator(graphs.graph(asOf), () -> 0L).evaluate(failed, impaired, AMPLE, withExposure));
    }

    private static Set<String> failed(long seed) {
        RandomFailureModels generator = generator(seed);
        return generator.nextFailed(generator.next());
    }

    private static Set<String> impaired(long seed) {
        RandomFailureModels generator = generator(seed);
        FailureModel model = generator.next();
        generator.nextFailed(model);
        return generator.nextImpaired(model);
    }

    private static RandomFailureModels generator(long seed) {
        return new RandomFailureModels(seed, seed + "-");
    }

    /** Of relations that differ only in having ended, one is stored: two could not have held at the same time. */
    private static FailureModel withoutDuplicates(FailureModel model) {
        Set<String> met = new HashSet<>();
        return new FailureModel(
                model.cis(),
                model.relations().stream()
                        .filter(relation -> met.add(relation.source() + relation.type() + relation.target()))
                        .toList(),
                model.groups());
    }

    private static FailureModel asOnceMade(FailureModel model) {
        return new FailureModel(
                model.cis().stream()
                        .map(ci -> new FailureModel.Ci(ci.id(), false))
                        .toList(),
                model.relations().stream()
                        .map(relation -> new FailureModel.Relation(
                                relation.id(),
                                relation.source(),
                                relation.type(),
                                relation.target(),
                                relation.effect(),
                                relation.groupId(),
                                false))
                        .toList(),
                model.groups());
    }

    private void store(FailureModel model) {
        items.create(model.cis().stream().map(ci -> item(ci.id())).toList());
        relations.createGroups(model.groups().stream()
                .map(group -> new RelationStore.Group(
                        group.id(),
                        group.ciId(),
                        group.name(),
                        group.minUp() == null
                                ? new RedundancyGroup.Percent(Objects.requireNonNull(group.percent()))
                                : new RedundancyGroup.Count(group.minUp()),
                        group.effect()))
                .toList());
        List<NewRelation> created = new ArrayList<>();
        for (FailureModel.Relation relation : model.relations()) {
            created.add(new NewRelation(relation(relation, null), relation.groupId()));
        }
        relations.create(created);
        model.relations().stream()
                .filter(FailureModel.Relation::ended)
                .forEach(relation -> relations.end(List.of(relation(relation, ENDED)), ENDED));
        model.cis().stream()
                .filter(FailureModel.Ci::retired)
                .forEach(ci -> items.endFailureRelations(List.of(ci.id()), ENDED));
    }

    private static CiRelation relation(FailureModel.Relation relation, @Nullable Instant to) {
        return new CiRelation(
                relation.id(),
                relation.type(),
                relation.source(),
                relation.target(),
                !relation.type().carriesFailure()
                        ? null
                        : relation.effect() == null ? relation.type().defaultEffect() : relation.effect(),
                relation.groupId() == null ? null : "name of " + relation.groupId(),
                MADE,
                to,
                1,
                1);
    }

    private static ConfigurationItem item(String id) {
        return new ConfigurationItem(
                id,
                id,
                "CI " + id,
                null,
                "server",
                CiLifecycle.LIVE,
                OperationalStatus.UP,
                null,
                null,
                null,
                "organisation",
                Confidentiality.PUBLIC_INTERNAL,
                null,
                null,
                false,
                Map.of(),
                Map.of(),
                null,
                1,
                1,
                MADE,
                MADE);
    }
}
