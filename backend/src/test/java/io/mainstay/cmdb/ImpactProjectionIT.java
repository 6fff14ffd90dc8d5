// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.FailureProjection;
import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.FailureModel;
import io.mainstay.cmdb.internal.impact.ImpactAssessment;
import io.mainstay.cmdb.internal.impact.ImpactBudget;
import io.mainstay.cmdb.internal.impact.ImpactEvaluator;
import io.mainstay.cmdb.internal.impact.ImpactedCi;
import io.mainstay.cmdb.internal.impact.OracleComparison;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * The projection in memory, kept up by events, against Neo4j and the oracle. {@code -Dmainstay.impact.changes} sets how many
 * changes are made, {@code -Dmainstay.impact.seed} repeats a run that failed.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImpactProjectionIT {

    private static final int CHANGES = Integer.getInteger("mainstay.impact.changes", 60);
    private static final int QUESTIONS = 6;
    private static final long SEED = Long.getLong("mainstay.impact.seed", 20_261_122L);
    private static final ImpactBudget AMPLE = new ImpactBudget(10_000, 10_000, Duration.ofMinutes(10));
    private static final String IMPACT = """
            query ($input: ImpactInput!) {
              impact(input: $input) {
                source complete counts { state count } failed { name }
                impacted(first: 100) { nodes { state ci { name } path { from { name } } } }
              }
            }""";

    @Autowired
    private FailureProjection projection;

    @Autowired
    private DependencyGraphs graphs;

    @Autowired
    private ConfigurationItemService items;

    @Autowired
    private RelationService relations;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CmdbFixture fixture;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private MeterRegistry meters;

    private String organisation = "";
    private String manager = "";

    @BeforeAll
    void people() {
        organisation = fixture.organisation("Plant");
        manager = fixture.manager(organisation);
    }

    @Test
    void shouldFollowRandomChanges() {
        History history = new History(
                new Random(SEED),
                IntStream.range(0, 16).mapToObj(i -> item("random-" + i)).toList());
        for (int change = 1; change <= CHANGES; change++) {
            history.change();
            if (change % 12 == 0) {
                compare("-Dmainstay.impact.seed=%d, change %d".formatted(SEED, change), history);
            }
        }
    }

    /** Who has just changed something sees it in the next answer, whatever that is read from. */
    @Test
    void shouldShowEverybodyWhatTheyHaveJustChanged() {
        String host = item("own-host").id();
        Set<String> sources = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            String name = "own-%02d".formatted(i);
            relations.create(Principal.SYSTEM, command(item(name).id(), "RUNS_ON", host, null), null);
            JsonNode impact = impact(Map.of("failed", List.of(host)));
            sources.add(impact.at("/source").asString());
            assertThat(impact.at("/counts/0/count").asInt())
                    .as("%s, %s", name, impact.at("/source"))
                    .isEqualTo(i + 1);
        }
        awaitProjection();
        assertThat(impact(Map.of("failed", List.of(host))).at("/source").asString())
                .isEqualTo("PROJECTION");
        assertThat(sources).isSubsetOf("NEO4J", "PROJECTION");
    }

    @Test
    void shouldAskTheDatabaseOnlyForWhatIsShownHoweverDeepTheGraphIs() {
        List<String> chain =
                IntStream.range(0, 12).mapToObj(i -> item("deep-" + i).id()).toList();
        relations.createAll(
                Principal.SYSTEM,
                IntStream.range(1, 12)
                        .mapToObj(i -> command(chain.get(i), "DEPENDS_ON", chain.get(i - 1), null))
                        .toList());
        awaitProjection();
        calls.reset();

        JsonNode impact = impact(Map.of("failed", List.of(chain.getFirst())));

        assertThat(impact.at("/source").asString()).isEqualTo("PROJECTION");
        assertThat(impact.at("/counts/0/count").asInt()).isEqualTo(11);
        Map<String, Integer> ran = new TreeMap<>();
        calls.since("cmdb/", "platform/outbox/pending-of-interest").forEach(name -> ran.merge(name, 1, Integer::sum));
        assertThat(ran)
                .containsOnlyKeys("cmdb/impact-facts", "cmdb/items-by-id", "platform/outbox/pending-of-interest")
                .containsEntry("cmdb/impact-facts", 2)
                .containsEntry("platform/outbox/pending-of-interest", 1);
        assertThat(ran.get("cmdb/items-by-id")).isLessThanOrEqualTo(3);

        JsonNode past = impact(Map.of(
                "failed", List.of(chain.getFirst()), "asOf", Instant.now().toString()));
        assertThat(past.at("/source").asString()).isEqualTo("NEO4J");
    }

    @Test
    void shouldBeBuiltAnewOnDemand() {
        String host = item("anew-host").id();
        relations.create(Principal.SYSTEM, command(item("anew-web").id(), "RUNS_ON", host, null), null);
        awaitProjection();
        DependencyGraph before = work.read(projection::ifCaughtUp).orElseThrow();

        String rebuild = "mutation { impactProjectionRebuild { requestId userErrors { code } } }";
        assertThat(client.execute(manager, rebuild, Map.of()).userErrorCodes("impactProjectionRebuild"))
                .containsExactly("FORBIDDEN");
        client.execute(
                        TestTokens.as(Role.ADMINISTRATOR)
                                .in(fixture.organisation("IT"))
                                .token(),
                        rebuild,
                        Map.of())
                .accepted("impactProjectionRebuild");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> work.read(projection::ifCaughtUp)
                        .filter(graph -> graph != before)
                        .isPresent());
        JsonNode impact = impact(Map.of("failed", List.of(host)));
        assertThat(impact.at("/source").asString()).isEqualTo("PROJECTION");
        assertThat(impact.at("/counts/0/count").asInt()).isEqualTo(1);
        assertThat(meters.get("mainstay.impact.projection.cursor").gauge().value())
                .isPositive();
        assertThat(meters.get("mainstay.impact.projection.items").gauge().value())
                .isGreaterThanOrEqualTo(2);
        assertThat(meters.get("mainstay.impact.projection.lag").gauge().value()).isNotNegative();
    }

    private void compare(String description, History history) {
        awaitProjection();
        FailureModel model = history.model();
        for (int i = 0; i < QUESTIONS; i++) {
            Set<String> failed = history.anyItems();
            ImpactAssessment projected =
                    evaluate(work.read(projection::ifCaughtUp).orElseThrow(), failed);
            ImpactAssessment read = evaluate(graphs.graph(null), failed);
            String about = description + ", failed " + failed;
            assertThat(projected.impacted()).as(about).isEqualTo(read.impacted());
            for (ImpactedCi impacted : read.impacted()) {
                assertThat(projected.path(impacted.ciId())).as(about).isEqualTo(read.path(impacted.ciId()));
            }
            OracleComparison.assertSame(about, model, failed, Set.of(), projected);
        }
    }

    private ImpactAssessment evaluate(DependencyGraph graph, Set<String> failed) {
        return work.read(() -> new ImpactEvaluator(graph, () -> 0L).evaluate(failed, Set.of(), AMPLE, true));
    }

    private void awaitProjection() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> work.read(projection::ifCaughtUp).isPresent());
    }

    private JsonNode impact(Map<String, ?> input) {
        return client.execute(manager, IMPACT, Map.of("input", input))
                .withoutErrors()
                .at("impact");
    }

    private ConfigurationItem item(String name) {
        return items.create(
                Principal.SYSTEM,
                new CreateConfigurationItem(
                        "server",
                        name,
                        null,
                        CiLifecycle.LIVE,
                        null,
                        null,
                        null,
                        null,
                        organisation,
                        null,
                        null,
                        null,
                        null,
                        Map.of()),
                null);
    }

    private static CreateRelation command(
            String source, String type, String target, CreateRelation.@Nullable Group group) {
        return new CreateRelation(source, target, type, null, group);
    }

    /** Makes changes through the services and keeps the model that they lead to. */
    private final class History {

        private static final List<RelationType> TYPES = List.of(
                RelationType.DEPENDS_ON,
                RelationType.RUNS_ON,
                RelationType.USES,
                RelationType.CONTAINS,
                RelationType.PART_OF);

        private final Random random;
        private final List<String> cis;
        private final Set<String> retired = new HashSet<>();
        private final Map<String, FailureModel.Relation> made = new LinkedHashMap<>();
        private final Map<String, FailureModel.Group> groups = new LinkedHashMap<>();

        History(Random random, List<ConfigurationItem> items) {
            this.random = random;
            this.cis = items.stream().map(ConfigurationItem::id).toList();
        }

        void change() {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3, 4 -> relate();
                case 5 -> relateSeveral();
                case 6, 7, 8 -> end();
                default -> retire();
            }
        }

        Set<String> anyItems() {
            Set<String> any = new TreeSet<>();
            for (int i = random.nextInt(2); i >= 0; i--) {
                any.add(cis.get(random.nextInt(cis.size())));
            }
            return any;
        }

        FailureModel model() {
            return new FailureModel(
                    cis.stream()
                            .map(id -> new FailureModel.Ci(id, retired.contains(id)))
                            .toList(),
                    List.copyOf(made.values()),
                    List.copyOf(groups.values()));
        }

        private void relate() {
            FailureModel.Relation wanted = next();
            if (wanted != null) {
                keep(wanted, relations.create(Principal.SYSTEM, command(wanted), null));
            }
        }

        private void relateSeveral() {
            List<FailureModel.Relation> wanted = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                FailureModel.Relation next = next();
                if (next != null && wanted.stream().noneMatch(other -> same(other, next))) {
                    wanted.add(next);
                }
            }
            List<CiRelation> created = relations.createAll(
                    Principal.SYSTEM, wanted.stream().map(this::command).toList());
            for (int i = 0; i < wanted.size(); i++) {
                keep(wanted.get(i), created.get(i));
            }
        }

        private void end() {
            List<FailureModel.Relation> live =
                    made.values().stream().filter(relation -> !relation.ended()).toList();
            if (live.isEmpty()) {
                return;
            }
            FailureModel.Relation relation = live.get(random.nextInt(live.size()));
            relations.end(Principal.SYSTEM, relation.id(), 1);
            made.put(relation.id(), withIdAndEnd(relation, relation.id(), true));
        }

        private void retire() {
            String id = cis.get(random.nextInt(cis.size()));
            if (retired.size() < cis.size() / 3 && retired.add(id)) {
                items.setLifecycle(Principal.SYSTEM, id, CiLifecycle.RETIRED, 1);
            }
        }

        /** A relation that does not exist yet between two items that are not retired; null if none was drawn. */
        private FailureModel.@Nullable Relation next() {
            String source = cis.get(random.nextInt(cis.size()));
            String target = cis.get(random.nextInt(cis.size()));
            RelationType type = TYPES.get(random.nextInt(TYPES.size()));
            FailureModel.Relation relation = new FailureModel.Relation(
                    "", source, type, target, effect(type), groupId(source, type, target), false);
            boolean impossible = source.equals(target)
                    || retired.contains(source)
                    || retired.contains(target)
                    || made.values().stream().anyMatch(other -> !other.ended() && same(other, relation));
            return impossible ? null : relation;
        }

        private @Nullable FailureEffect effect(RelationType type) {
            return type.carriesFailure() && random.nextInt(4) == 0 ? FailureEffect.DEGRADES : null;
        }

        private @Nullable String groupId(String source, RelationType type, String target) {
            if (!type.carriesFailure() || random.nextInt(3) == 0) {
                return null;
            }
            String ciId = type.failureFlow() == FailureFlow.TARGET_TO_SOURCE ? source : target;
            String name = "pool-" + random.nextInt(2);
            String id = ciId + "/" + name;
            // What a group needs is set by its first relation, which may not come to be; it follows from its name then.
            groups.computeIfAbsent(
                    id,
                    _ -> new FailureModel.Group(
                            id,
                            ciId,
                            name,
                            name.endsWith("0") ? 2 : null,
                            name.endsWith("0") ? null : 50,
                            name.endsWith("0") ? FailureEffect.STOPS : FailureEffect.DEGRADES));
            return id;
        }

        private CreateRelation command(FailureModel.Relation relation) {
            FailureModel.Group group = relation.groupId() == null ? null : groups.get(relation.groupId());
            return new CreateRelation(
                    relation.source(),
                    relation.target(),
                    relation.type().name(),
                    relation.effect(),
                    group == null
                            ? null
                            : new CreateRelation.Group(group.name(), group.minUp(), group.percent(), group.effect()));
        }

        private void keep(FailureModel.Relation wanted, CiRelation created) {
            made.put(created.id(), withIdAndEnd(wanted, created.id(), false));
        }

        private static boolean same(FailureModel.Relation a, FailureModel.Relation b) {
            return a.source().equals(b.source())
                    && a.type() == b.type()
                    && a.target().equals(b.target());
        }

        private static FailureModel.Relation withIdAndEnd(FailureModel.Relation relation, String id, boolean ended) {
            return new FailureModel.Relation(
                    id,
                    relation.source(),
                    relation.type(),
                    relation.target(),
                    relation.effect(),
                    relation.groupId(),
                    ended);
        }
    }
}
