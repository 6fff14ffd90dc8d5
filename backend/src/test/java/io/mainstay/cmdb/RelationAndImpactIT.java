// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mainstay.audit.AuditTrail;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelationAndImpactIT {

    private static final String END = """
            mutation ($id: ID!, $version: Int!) {
              relationEnd(id: $id, expectedVersion: $version) { relation { to version } userErrors { code } }
            }""";
    private static final String IMPACT = """
            query ($input: ImpactInput!) {
              impact(input: $input) {
                complete incompleteReason hiddenCount counts { state count } failed { id } unknownThen { id }
                impacted(first: 100) {
                  nodes { state distance alreadyDown ci { name } path { from { name } to { name } relationType } }
                }
                hiddenExposedServiceCount exposedServiceShare exposedServices(first: 2) { totalCount nodes {
                  hiddenCount spare distance service { name } exposedTo { spare ci { name } path { from { name } to { name } } }
                } }
              }
            }""";
    private static final String TREE = """
            query ($id: ID!, $depth: Int, $maxCis: Int, $timeBudgetMs: Int) {
              dependencies(ciId: $id, depth: $depth, maxCis: $maxCis, timeBudgetMs: $timeBudgetMs) {
                complete incompleteReason hiddenCount
                dependents(first: 100) { nodes { depth from { name } ci { name } } }
              }
            }""";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CmdbFixture fixture;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private SettableClock clock;

    @Autowired
    private ConfigurationItemService items;

    @Autowired
    private RelationService relations;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private Driver driver;

    private String organisation = "";
    private String manager = "";
    private String cleared = "";
    private String stranger = "";

    @BeforeAll
    void people() {
        organisation = fixture.organisation("Plant");
        manager = fixture.manager(organisation);
        cleared = fixture.clearedManager(organisation);
        stranger = fixture.stranger(Role.CONFIGURATION_MANAGER);
    }

    @AfterEach
    void followTheMachineAgain() {
        clock.follow();
    }

    @Test
    void shouldRefuseRelationsThatCannotBe() {
        String a = ci("refuse-a");
        String b = ci("refuse-b");
        String retired = ci("refuse-retired");
        retire(retired);

        assertThat(refusal(Map.of("sourceId", a, "targetId", a, "type", "DEPENDS_ON")))
                .containsExactly("INVALID");
        assertThat(refusal(Map.of("sourceId", a, "targetId", b, "type", "LIKES")))
                .containsExactly("INVALID");
        assertThat(refusal(Map.of("sourceId", a, "targetId", Ids.next(), "type", "DEPENDS_ON")))
                .containsExactly("NOT_FOUND");
        assertThat(refusal(Map.of("sourceId", a, "targetId", retired, "type", "DEPENDS_ON")))
                .containsExactly("CONFLICT");
        assertThat(refusal(Map.of("sourceId", a, "targetId", b, "type", "PART_OF", "effect", "STOPS")))
                .containsExactly("INVALID");
        assertThat(refusal(
                        Map.of("sourceId", a, "targetId", b, "type", "USES", "group", Map.of("name", "g", "minUp", 0))))
                .containsExactly("INVALID");
        assertThat(refusal(Map.of(
                        "sourceId",
                        a,
                        "targetId",
                        b,
                        "type",
                        "USES",
                        "group",
                        Map.of("name", "g", "minUp", 1, "minUpPercent", 50))))
                .containsExactly("INVALID");
        fixture.relate(manager, a, "DEPENDS_ON", b);
        assertThat(refusal(Map.of("sourceId", a, "targetId", b, "type", "DEPENDS_ON")))
                .containsExactly("ALREADY_EXISTS");
        assertThat(fixture.tryToRelate(stranger, Map.of("sourceId", a, "targetId", b, "type", "USES"))
                        .userErrorCodes("relationCreate"))
                .containsExactly("NOT_FOUND", "NOT_FOUND");
        String agent = fixture.person(Role.AGENT, organisation).token();
        assertThat(fixture.tryToRelate(agent, Map.of("sourceId", a, "targetId", b, "type", "USES"))
                        .userErrorCodes("relationCreate"))
                .containsExactly("FORBIDDEN");
    }

    @Test
    void shouldKeepOneDefinitionOfAGroup() {
        String rack = ci("group-rack");
        Map<String, Object> first =
                new HashMap<>(Map.of("sourceId", rack, "targetId", ci("group-feed-a"), "type", "POWERED_BY"));
        first.put("group", Map.of("name", "power", "minUpPercent", 50));
        fixture.relate(manager, first);
        Map<String, Object> second =
                new HashMap<>(Map.of("sourceId", rack, "targetId", ci("group-feed-b"), "type", "DEPENDS_ON"));
        second.put("group", Map.of("name", "power", "minUp", 2));

        assertThat(refusal(second)).containsExactly("CONFLICT");
        second.put("group", Map.of("name", "power"));
        fixture.relate(manager, second);
    }

    /** Fails when the constraint on the key of relations is missing and {@code lock-items.cypher} sets nothing. */
    @Test
    void shouldRelateTwoItemsOnceHoweverManyAskAtOnce() throws Exception {
        String a = ci("race-a");
        String b = ci("race-b");
        List<Callable<String>> writers = IntStream.range(0, 8)
                .mapToObj(_ -> (Callable<String>)
                        () -> fixture.tryToRelate(manager, Map.of("sourceId", a, "targetId", b, "type", "RUNS_ON"))
                                .withoutErrors()
                                .userErrorCodes("relationCreate")
                                .toString())
                .toList();

        List<String> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> outcome : threads.invokeAll(writers)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes).filteredOn("[]"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("[ALREADY_EXISTS]"::equals).hasSize(7);
        assertThat(client.execute(
                                manager,
                                "query ($id: ID) { configurationItem(id: $id) { relations { totalCount } } }",
                                Map.of("id", a))
                        .at("configurationItem.relations.totalCount")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldResolveARelationByItsIdForThoseWhoSeeBothEnds() {
        String open = ci("node-open");
        String other = ci("node-other");
        String secret = fixture.ci(
                cleared, Map.of("classId", "server", "name", "node-secret", "confidentiality", "CONFIDENTIAL"));
        String shown = fixture.relate(manager, open, "DEPENDS_ON", other);
        String half = fixture.relate(cleared, open, "DEPENDS_ON", secret);

        assertThat(node(manager, shown).toString()).isEqualTo("""
                        {"__typename":"Relation","type":"DEPENDS_ON","to":null,\
                        "source":{"name":"node-open"},"target":{"name":"node-other"}}""");
        assertThat(node(cleared, half).at("/target/name").asString()).isEqualTo("node-secret");
        assertThat(node(manager, half).isNull()).as("sees one end").isTrue();
        assertThat(node(stranger, shown).isNull()).as("sees no end").isTrue();
        client.execute(manager, END, Map.of("id", shown, "version", 1)).accepted("relationEnd");
        assertThat(node(manager, shown).at("/to").isNull()).isFalse();
        String classId = client.execute(manager, "{ ciClasses { id } }").text("ciClasses.3.id");
        assertThat(node(manager, classId).at("/__typename").asString()).isEqualTo("CiClass");
    }

    @Test
    void shouldRelateManyInChunksWithHistoryOfEachAndOneEventOfAll() {
        List<ConfigurationItem> many = items.createAll(
                Principal.SYSTEM,
                IntStream.range(0, 34)
                        .mapToObj(i -> new CreateConfigurationItem(
                                "server",
                                "many-" + i,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                organisation,
                                null,
                                null,
                                null,
                                null,
                                Map.of()))
                        .toList());
        List<CreateRelation> commands = many.stream()
                .flatMap(source -> many.stream()
                        .filter(target -> !target.equals(source))
                        .map(target -> new CreateRelation(source.id(), target.id(), "CONNECTED_TO", null, null)))
                .limit(RelationService.CHUNK + 50)
                .toList();

        List<CiRelation> created = relations.createAll(Principal.SYSTEM, commands);

        assertThat(created)
                .hasSize(RelationService.CHUNK + 50)
                .extracting(CiRelation::targetId)
                .containsExactlyElementsOf(
                        commands.stream().map(CreateRelation::targetId).toList());
        assertThat(trail.history(
                        Principal.SYSTEM,
                        List.of(created.getFirst().id(), created.getLast().id()),
                        new PageRequest(5, null)))
                .hasSize(2);
        assertThat(count("MATCH (e:OutboxEvent {type: 'ci.relations-loaded.v1'}) RETURN count(e)"))
                .isEqualTo(2);
        assertThat(count("MATCH (r:CiRelation {type: 'CONNECTED_TO'}) RETURN count(r)"))
                .isEqualTo(RelationService.CHUNK + 50);

        CreateRelation fresh = new CreateRelation(many.get(0).id(), many.get(1).id(), "PART_OF", null, null);
        assertThatExceptionOfType(RefusedException.class)
                .as("one that is there already: nothing of the chunk is written")
                .isThrownBy(() -> relations.createAll(Principal.SYSTEM, List.of(fresh, commands.getLast())))
                .satisfies(refused -> assertThat(refused.errors())
                        .singleElement()
                        .satisfies(error -> {
                            assertThat(error.code()).isEqualTo(UserErrorCode.ALREADY_EXISTS);
                            assertThat(error.field()).containsExactly("relations", "1");
                        }));
        assertThatExceptionOfType(RefusedException.class)
                .as("twice in one chunk")
                .isThrownBy(() -> relations.createAll(Principal.SYSTEM, List.of(fresh, fresh)));
        assertThat(count("MATCH (r:CiRelation {type: 'PART_OF'}) RETURN count(r)"))
                .isZero();
    }

    @Test
    void shouldForgetWhatEndedButStillKnowIt() {
        clock.set(Instant.parse("2026-05-01T08:00:00Z"));
        String provider = ci("past-provider");
        String dependent = ci("past-dependent");
        String gone = ci("past-retired");
        String relation = fixture.relate(manager, dependent, "DEPENDS_ON", provider);
        fixture.relate(manager, gone, "DEPENDS_ON", provider);
        Instant then = clock.now();
        clock.advance(Duration.ofDays(1));

        client.execute(manager, END, Map.of("id", relation, "version", 1)).accepted("relationEnd");
        retire(gone);

        assertThat(client.execute(manager, END, Map.of("id", relation, "version", 1))
                        .userErrorCodes("relationEnd"))
                .containsExactly("STALE_VERSION");
        assertThat(client.execute(manager, END, Map.of("id", relation, "version", 2))
                        .userErrorCodes("relationEnd"))
                .containsExactly("CONFLICT");
        assertThat(client.execute(stranger, END, Map.of("id", relation, "version", 2))
                        .userErrorCodes("relationEnd"))
                .containsExactly("NOT_FOUND");
        assertThat(states(impact(manager, Map.of("failed", List.of(provider))))).isEmpty();
        assertThat(states(impact(manager, Map.of("failed", List.of(provider), "asOf", then.toString()))))
                .isEqualTo(Map.of("past-dependent", "DOWN", "past-retired", "DOWN"));
        JsonNode before = impact(
                manager,
                Map.of("failed", List.of(provider), "asOf", then.minusSeconds(1).toString()));
        assertThat(states(before)).isEmpty();
        assertThat(before.at("/unknownThen/0/id").asString()).isEqualTo(provider);
        assertThat(before.at("/failed"))
                .as("what was not known cannot be assumed to fail")
                .isEmpty();
        assertThat(before.at("/complete").asBoolean()).isFalse();
        assertThat(before.at("/incompleteReason").asString()).isEqualTo("UNKNOWN_THEN");
        JsonNode tree = client.execute(
                        manager,
                        "query ($id: ID!, $asOf: DateTime) { dependencies(ciId: $id, asOf: $asOf) { complete incompleteReason } }",
                        Map.of("id", provider, "asOf", then.minusSeconds(1).toString()))
                .at("dependencies");
        assertThat(tree.at("/complete").asBoolean()).isFalse();
        assertThat(tree.at("/incompleteReason").asString()).isEqualTo("UNKNOWN_THEN");
        assertThat(dependents(manager, provider, null)).isEmpty();
        assertThat(dependents(manager, provider, then)).containsExactlyInAnyOrder("past-dependent", "past-retired");
        fixture.relate(manager, dependent, "DEPENDS_ON", provider);
    }

    @Test
    void shouldCountHiddenItemsAndLeaveGapsInPaths() {
        String host = ci("hidden-host");
        String secret = fixture.ci(
                cleared, Map.of("classId", "database", "name", "hidden-db", "confidentiality", "CONFIDENTIAL"));
        String web = ci("hidden-web");
        fixture.relate(cleared, secret, "RUNS_ON", host);
        String hidden = fixture.relate(cleared, web, "DEPENDS_ON", secret);

        JsonNode partial = impact(manager, Map.of("failed", List.of(host)));
        assertThat(states(partial)).isEqualTo(Map.of("hidden-web", "DOWN"));
        assertThat(partial.at("/hiddenCount").asInt()).isEqualTo(1);
        assertThat(partial.at("/complete").asBoolean()).isTrue();
        assertThat(partial.at("/impacted/nodes/0/path").toString()).isEqualTo("""
                        [{"from":{"name":"hidden-host"},"to":null,"relationType":"RUNS_ON"},\
                        {"from":null,"to":{"name":"hidden-web"},"relationType":"DEPENDS_ON"}]""");
        assertThat(states(impact(cleared, Map.of("failed", List.of(host)))))
                .isEqualTo(Map.of("hidden-db", "DOWN", "hidden-web", "DOWN"));
        assertThat(tree(manager, Map.of("id", host)).toString()).isEqualTo("""
                        {"complete":true,"incompleteReason":null,"hiddenCount":1,"dependents":{"nodes":[\
                        {"depth":2,"from":null,"ci":{"name":"hidden-web"}}]}}""");
        assertThat(tree(cleared, Map.of("id", host)).toString()).isEqualTo("""
                        {"complete":true,"incompleteReason":null,"hiddenCount":0,"dependents":{"nodes":[\
                        {"depth":1,"from":{"name":"hidden-host"},"ci":{"name":"hidden-db"}},\
                        {"depth":2,"from":{"name":"hidden-db"},"ci":{"name":"hidden-web"}}]}}""");
        String links =
                "query ($id: ID!) { dependencies(ciId: $id) { dependents { edges { cursor node { relationId } } } } }";
        JsonNode gap = client.execute(manager, links, Map.of("id", host)).at("dependencies.dependents.edges.0");
        assertThat(gap.at("/node/relationId").isNull())
                .as("nor tells the id of a relation that is hidden with its end")
                .isTrue();
        assertThat(new String(Base64.getUrlDecoder().decode(gap.at("/cursor").asString()), UTF_8))
                .doesNotContain(hidden);
        assertThat(client.execute(cleared, links, Map.of("id", host))
                        .at("dependencies.dependents.edges.1.node.relationId")
                        .asString())
                .isEqualTo(hidden);
    }

    @Test
    void shouldNotTellAnInvisibleItemFromOneThatDoesNotExist() {
        String secret = fixture.ci(
                cleared, Map.of("classId", "database", "name", "unnamed-db", "confidentiality", "CONFIDENTIAL"));
        String foreign = ci("unnamed-server");
        for (List<String> asked : List.of(List.of(manager, secret), List.of(stranger, foreign))) {
            String unknown = Ids.next();
            for (String query : List.of(IMPACT, TREE)) {
                String refusal = naming(asked.getFirst(), query, asked.getLast());
                assertThat(refusal.replace(asked.getLast(), unknown))
                        .isEqualTo(naming(asked.getFirst(), query, unknown))
                        .contains("\"code\":\"NOT_FOUND\"", "\"classification\":\"NOT_FOUND\"");
            }
        }
        assertThat(naming(stranger, IMPACT, foreign))
                .contains(
                        "\"field\":\"input.failed\"",
                        "\"rule\":\"Configuration item " + foreign + " does not exist.\"");
        assertThat(naming(stranger, TREE, foreign)).contains("\"field\":\"ciId\"");
    }

    /** The whole refusal, but for what differs from request to request. */
    private String naming(String token, String query, String id) {
        GraphQlAnswer answer = client.execute(token, query, Map.of("id", id, "input", Map.of("failed", List.of(id))));
        assertThat(answer.errorCodes()).containsExactly("NOT_FOUND");
        return answer.body().at("/errors").toString();
    }

    @Test
    void shouldListServicesAboveWhatIsAtRisk() {
        String rack = ci("exposed-rack");
        String feed = ci("exposed-feed-a");
        for (String provider : List.of(feed, ci("exposed-feed-b"))) {
            fixture.relate(
                    manager,
                    Map.of(
                            "sourceId",
                            rack,
                            "targetId",
                            provider,
                            "type",
                            "POWERED_BY",
                            "group",
                            Map.of("name", "power", "minUp", 1)));
        }
        String service = fixture.ci(manager, "business-service", "exposed-service");
        fixture.relate(manager, service, "RUNS_ON", rack);
        for (String classKey : List.of("business-service", "server")) {
            String hidden = fixture.ci(
                    cleared, Map.of("classId", classKey, "name", "exposed-secret", "confidentiality", "CONFIDENTIAL"));
            fixture.relate(cleared, hidden, "RUNS_ON", rack);
        }

        JsonNode impact = impact(manager, Map.of("failed", List.of(feed)));

        assertThat(states(impact)).isEqualTo(Map.of("exposed-rack", "AT_RISK"));
        assertThat(impact.at("/exposedServices").toString()).isEqualTo("""
                        {"totalCount":1,"nodes":[{"hiddenCount":0,"spare":0,"distance":1,"service":{"name":"exposed-service"},\
                        "exposedTo":[{"spare":0,"ci":{"name":"exposed-rack"},\
                        "path":[{"from":{"name":"exposed-rack"},"to":{"name":"exposed-service"}}]}]}]}""");
        assertThat(impact.at("/exposedServiceShare").asDouble())
                .as("one of the services that the reader may see")
                .isPositive()
                .isLessThanOrEqualTo(1);
        assertThat(impact.at("/hiddenExposedServiceCount").asInt())
                .as("the service that the reader may not see, and not the server")
                .isEqualTo(1);
    }

    @Test
    void shouldCountWhatIsDownByStatusAndMarkIt() {
        String failed = ci("status-a");
        String down = fixture.ci(manager, Map.of("classId", "server", "name", "status-b", "operationalStatus", "DOWN"));
        String elsewhere = ci("status-c");
        fixture.relate(manager, down, "DEPENDS_ON", failed);
        fixture.relate(manager, elsewhere, "USES", down);

        JsonNode named = impact(manager, Map.of("failed", List.of(failed)));
        assertThat(named.at("/impacted/nodes/0/alreadyDown").asBoolean()).isTrue();
        assertThat(named.at("/impacted/nodes/1/alreadyDown").asBoolean()).isFalse();
        JsonNode byStatus = impact(manager, Map.of("failed", List.of(), "includeOperationalStatus", true));
        assertThat(states(byStatus)).isEqualTo(Map.of("status-c", "DEGRADED"));
        assertThat(byStatus.at("/failed/0/id").asString()).isEqualTo(down);

        calls.reset();
        Map<String, String> computed = new TreeMap<>();
        client.execute(manager, """
                        { configurationItems(filter: {name: {in: ["status-a", "status-b", "status-c"]}}, first: 10) {
                          nodes { name operationalStatus computedStatus }
                        } }""", Map.of())
                .withoutErrors()
                .at("configurationItems.nodes")
                .forEach(item -> computed.put(
                        item.at("/name").asString(),
                        item.at("/operationalStatus").asString() + " "
                                + item.at("/computedStatus").asString()));
        assertThat(computed)
                .as("what is computed beside what was set")
                .containsEntry("status-b", "DOWN DOWN")
                .containsEntry("status-c", "UNKNOWN DEGRADED")
                .containsEntry("status-a", "UNKNOWN ");
        assertThat(calls.since("cmdb/down-items")).as("one walk for all").hasSize(1);
    }

    @Test
    void shouldSayWhenAnAnswerIsCutShort() {
        List<String> chain =
                IntStream.range(0, 5).mapToObj(i -> ci("chain-" + i)).toList();
        IntStream.range(1, 5).forEach(i -> fixture.relate(manager, chain.get(i), "DEPENDS_ON", chain.get(i - 1)));
        List<String> first = List.of(chain.getFirst());

        JsonNode byDepth = impact(manager, Map.of("failed", first, "depth", 2));
        assertThat(states(byDepth)).containsOnlyKeys("chain-1", "chain-2");
        assertThat(byDepth.at("/incompleteReason").asString()).isEqualTo("DEPTH");
        JsonNode byBudget = impact(manager, Map.of("failed", first, "maxCis", 2));
        assertThat(byBudget.at("/incompleteReason").asString()).isEqualTo("CI_BUDGET");
        assertThat(states(byBudget)).containsOnlyKeys("chain-1", "chain-2").containsEntry("chain-2", "DOWN");
        for (Map<String, Object> bad : List.<Map<String, Object>>of(
                Map.of("failed", List.of()),
                Map.of("failed", first, "depth", 0),
                Map.of("failed", first, "maxCis", 100_001),
                Map.of("failed", first, "timeBudgetMs", 8_001),
                Map.of("failed", first, "asOf", "2999-01-01T00:00:00Z"))) {
            assertThat(client.execute(manager, IMPACT, Map.of("input", bad)).errorCodes())
                    .as("%s", bad)
                    .containsExactly("BAD_USER_INPUT");
        }
    }

    /** Every level is a call over the network, so twenty of them do not fit into a millisecond. */
    @Test
    void shouldSayWhenTimeRanOut() {
        List<String> chain =
                IntStream.range(0, 21).mapToObj(i -> ci("slow-" + i)).toList();
        IntStream.range(1, 21).forEach(i -> fixture.relate(manager, chain.get(i), "DEPENDS_ON", chain.get(i - 1)));
        Map<String, Object> input = Map.of(
                "failed",
                List.of(chain.getFirst()),
                "timeBudgetMs",
                1,
                "asOf",
                clock.now().toString());

        JsonNode impact = impact(manager, input);
        assertThat(impact.at("/complete").asBoolean()).isFalse();
        assertThat(impact.at("/incompleteReason").asString()).isEqualTo("TIME_BUDGET");
        assertThat(states(impact)).hasSizeLessThan(20);
        JsonNode tree = tree(manager, Map.of("id", chain.getFirst(), "depth", 20, "timeBudgetMs", 1));
        assertThat(tree.at("/complete").asBoolean()).isFalse();
        assertThat(tree.at("/incompleteReason").asString()).isEqualTo("TIME_BUDGET");
        assertThat(tree.at("/dependents/nodes").size()).isLessThan(20);
        JsonNode whole = tree(manager, Map.of("id", chain.getFirst(), "depth", 20, "timeBudgetMs", 8_000));
        assertThat(whole.at("/complete").asBoolean()).isTrue();
        assertThat(whole.at("/dependents/nodes").size()).isEqualTo(20);
    }

    @Test
    void shouldSayWhenATreeIsCutShort() {
        List<String> chain = IntStream.range(0, 4).mapToObj(i -> ci("cut-" + i)).toList();
        IntStream.range(1, 4).forEach(i -> fixture.relate(manager, chain.get(i), "DEPENDS_ON", chain.get(i - 1)));
        String id = chain.getFirst();

        JsonNode byBudget = tree(manager, Map.of("id", id, "maxCis", 2));
        assertThat(byBudget.at("/complete").asBoolean()).isFalse();
        assertThat(byBudget.at("/incompleteReason").asString()).isEqualTo("CI_BUDGET");
        assertThat(byBudget.at("/dependents/nodes").size()).isEqualTo(1);
        JsonNode byDepth = tree(manager, Map.of("id", id, "depth", 2));
        assertThat(byDepth.at("/incompleteReason").asString()).isEqualTo("DEPTH");
        assertThat(tree(manager, Map.of("id", id, "maxCis", 4)).at("/complete").asBoolean())
                .isTrue();
        for (Map<String, Object> bad : List.<Map<String, Object>>of(
                Map.of("id", id, "depth", 21),
                Map.of("id", id, "maxCis", 0),
                Map.of("id", id, "maxCis", 5_001),
                Map.of("id", id, "timeBudgetMs", 8_001))) {
            assertThat(client.execute(manager, TREE, bad).errorCodes())
                    .as("%s", bad)
                    .containsExactly("BAD_USER_INPUT");
        }
    }

    private JsonNode tree(String token, Map<String, ?> variables) {
        return client.execute(token, TREE, variables).withoutErrors().at("dependencies");
    }

    private JsonNode node(String token, String id) {
        return client.execute(token, """
                        query ($id: ID!) {
                          node(id: $id) {
                            __typename ... on Relation { type to source { name } target { name } }
                          }
                        }""", Map.of("id", id)).withoutErrors().at("node");
    }

    private long count(String query) {
        try (Session session = driver.session()) {
            return session.run(query).single().get(0).asLong();
        }
    }

    private String ci(String name) {
        return fixture.ci(manager, "server", name);
    }

    private void retire(String id) {
        client.execute(manager, """
                        mutation ($id: ID!) {
                          configurationItemSetLifecycle(id: $id, lifecycle: RETIRED, expectedVersion: 1) {
                            userErrors { code }
                          }
                        }""", Map.of("id", id)).accepted("configurationItemSetLifecycle");
    }

    private List<String> refusal(Map<String, ?> input) {
        return fixture.tryToRelate(manager, input).withoutErrors().userErrorCodes("relationCreate");
    }

    private JsonNode impact(String token, Map<String, ?> input) {
        return client.execute(token, IMPACT, Map.of("input", input))
                .withoutErrors()
                .at("impact");
    }

    private static Map<String, String> states(JsonNode impact) {
        Map<String, String> states = new TreeMap<>();
        impact.at("/impacted/nodes")
                .forEach(node -> states.put(
                        node.at("/ci/name").asString(), node.at("/state").asString()));
        return states;
    }

    private List<String> dependents(String token, String id, Instant asOf) {
        Map<String, Object> variables = new HashMap<>(Map.of("id", id));
        variables.put("asOf", asOf == null ? null : asOf.toString());
        List<String> names = new ArrayList<>();
        client.execute(token, """
                        query ($id: ID!, $asOf: DateTime) {
                          dependencies(ciId: $id, asOf: $asOf) { dependents { nodes { ci { name } } } }
                        }""", variables)
                .withoutErrors()
                .at("dependencies.dependents.nodes")
                .forEach(node -> names.add(node.at("/ci/name").asString()));
        return names;
    }
}
