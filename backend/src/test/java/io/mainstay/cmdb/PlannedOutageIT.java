// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphSnapshot;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlannedOutageIT {

    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
    private static final Instant FROM = Instant.parse("2026-06-06T20:00:00Z");
    private static final Instant TO = Instant.parse("2026-06-07T02:00:00Z");

    /** A night of its own for questions about impact, which meet all outages of all tests. */
    private static final Duration LATER = Duration.ofDays(90);

    private static final String FIELDS =
            "id number ci { name } effect from to title reason state version revision" + " viewerCan { update cancel }";
    private static final String CREATE = """
            mutation ($input: PlannedOutageCreateInput!, $key: String) {
              plannedOutageCreate(input: $input, idempotencyKey: $key) {
                plannedOutage { %s } userErrors { code field message }
              }
            }""".formatted(FIELDS);
    private static final String UPDATE = """
            mutation ($id: ID!, $input: PlannedOutageUpdateInput!, $version: Int!) {
              plannedOutageUpdate(id: $id, input: $input, expectedVersion: $version) {
                plannedOutage { %s } userErrors { code field message }
              }
            }""".formatted(FIELDS);
    private static final String CANCEL = """
            mutation ($id: ID!, $version: Int!) {
              plannedOutageCancel(id: $id, expectedVersion: $version) {
                plannedOutage { state version revision } userErrors { code field }
              }
            }""";
    private static final String LIST = """
            query ($filter: PlannedOutageFilter, $sort: PlannedOutageSort, $first: Int, $after: String) {
              plannedOutages(filter: $filter, sort: $sort, first: $first, after: $after) {
                totalCount pageInfo { hasNextPage endCursor } nodes { title }
              }
            }""";
    private static final String IMPACT = """
            query ($input: ImpactInput!) {
              impact(input: $input) {
                complete hiddenCount hiddenPlannedOutageCount
                plannedOutages { totalCount nodes { title effect ci { name } } }
                failed { name }
                impacted(first: 100) { nodes { state distance ci { name } path { from { name } to { name } } } }
              }
            }""";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CmdbFixture fixture;

    @Autowired
    private SettableClock clock;

    @Autowired
    private Driver driver;

    @Autowired
    private CypherCalls calls;

    private String organisation = "";
    private String manager = "";
    private String changeManager = "";
    private String cleared = "";
    private String agent = "";
    private String stranger = "";

    @BeforeAll
    void people() {
        organisation = fixture.organisation("Plant");
        manager = fixture.manager(organisation);
        changeManager = fixture.person(Role.CHANGE_MANAGER, organisation).token();
        agent = fixture.person(Role.AGENT, organisation).token();
        cleared = fixture.clearedManager(organisation);
        stranger = fixture.stranger(Role.CHANGE_MANAGER);
    }

    @BeforeEach
    void setClock() {
        clock.set(NOW);
    }

    @AfterEach
    void followTheMachineAgain() {
        clock.follow();
    }

    @Test
    void shouldPlanMoveAndCancel() {
        String ci = ci("life-server");
        GraphQlAnswer created = create(changeManager, input(ci, Map.of("reason", "Firmware")));
        JsonNode outage = created.accepted("plannedOutageCreate").at("plannedOutageCreate.plannedOutage");
        String id = outage.at("/id").asString();
        assertThat(outage.at("/number").asString()).startsWith("OUT");
        assertThat(outage.at("/effect").asString()).isEqualTo("STOPS");
        assertThat(outage.at("/viewerCan/cancel").asBoolean()).isTrue();

        JsonNode moved = update(manager, id, 1, Map.of("to", TO.plusSeconds(60).toString(), "effect", "DEGRADES"))
                .accepted("plannedOutageUpdate")
                .at("plannedOutageUpdate.plannedOutage");
        assertThat(moved.at("/version").asInt()).isEqualTo(2);
        assertThat(moved.at("/revision").asInt()).isEqualTo(2);
        assertThat(moved.at("/reason").asString()).isEqualTo("Firmware");
        Map<String, Object> clearing = new HashMap<>();
        clearing.put("reason", null);
        assertThat(update(manager, id, 2, clearing)
                        .accepted("plannedOutageUpdate")
                        .at("plannedOutageUpdate.plannedOutage.reason")
                        .isNull())
                .isTrue();
        assertThat(update(manager, id, 3, Map.of("effect", "DEGRADES"))
                        .accepted("plannedOutageUpdate")
                        .at("plannedOutageUpdate.plannedOutage.version")
                        .asInt())
                .as("nothing changed")
                .isEqualTo(3);
        assertThat(cancel(manager, id, 3)
                        .accepted("plannedOutageCancel")
                        .text("plannedOutageCancel.plannedOutage.state"))
                .isEqualTo("CANCELLED");
        assertThat(cancel(manager, id, 4).userErrorCodes("plannedOutageCancel")).containsExactly("CONFLICT");

        JsonNode read =
                client.execute(agent, """
                        query ($id: ID!) {
                          plannedOutage(id: $id) { state viewerCan { update } history { nodes { action } } }
                          node(id: $id) { __typename id }
                        }""", Map.of("id", id)).withoutErrors().body();
        assertThat(read.at("/data/plannedOutage/state").asString()).isEqualTo("CANCELLED");
        assertThat(read.at("/data/plannedOutage/viewerCan/update").asBoolean()).isFalse();
        assertThat(read.at("/data/node/__typename").asString()).isEqualTo("PlannedOutage");
        assertThat(read.at("/data/plannedOutage/history/nodes").findValuesAsString("action"))
                .containsExactly(
                        "planned-outage.cancel",
                        "planned-outage.update",
                        "planned-outage.update",
                        "planned-outage.create");
        assertThat(values("MATCH (e:OutboxEvent {aggregateId: $id}) RETURN e.type AS value ORDER BY e.revision", id))
                .containsExactly(
                        "planned-outage.created.v1",
                        "planned-outage.updated.v1",
                        "planned-outage.updated.v1",
                        "planned-outage.cancelled.v1");
        assertThat(values("MATCH (a:AuditEntry {chainId: $id}) RETURN a.action AS value ORDER BY a.sequence", id))
                .containsExactly(
                        "planned-outage.create",
                        "planned-outage.update",
                        "planned-outage.update",
                        "planned-outage.cancel");
    }

    @Test
    void shouldNameFieldAndRuleOfWhatItRefusesAndChangeNothing() {
        String ci = ci("refuse-server");
        String retired = ci("refuse-retired");
        retire(retired);
        String id = planned(manager, ci, Map.of());
        GraphSnapshot before = GraphSnapshot.of(driver);

        assertThat(refusals(create(manager, input(ci, Map.of("to", FROM.toString())))))
                .containsExactly("INVALID [\"input\",\"to\"] to must be later than from.");
        assertThat(refusals(create(
                        manager,
                        input(ci, Map.of("to", FROM.plus(Duration.ofDays(367)).toString())))))
                .containsExactly("INVALID [\"input\",\"to\"] to must be at most 366 days later than from.");
        assertThat(refusals(create(
                        manager,
                        input(ci, Map.of("from", "2026-05-01T00:00:00Z", "to", "2026-05-02T00:00:00Z", "title", " ")))))
                .containsExactly(
                        "REQUIRED [\"input\",\"title\"] title must not be empty.",
                        "INVALID [\"input\",\"to\"] to must be in the future.");
        assertThat(refusals(create(manager, input(ci, Map.of("title", "x".repeat(201), "reason", "y".repeat(4_001))))))
                .hasSize(2)
                .allMatch(refusal -> refusal.startsWith("TOO_LONG"));
        assertThat(create(manager, input(retired, Map.of())).userErrorCodes("plannedOutageCreate"))
                .containsExactly("CONFLICT");
        Map<String, Object> clearing = new HashMap<>();
        clearing.put("from", null);
        assertThat(update(manager, id, 1, clearing).userErrorCodes("plannedOutageUpdate"))
                .containsExactly("REQUIRED");
        assertThat(update(manager, id, 1, Map.of("from", TO.toString())).userErrorCodes("plannedOutageUpdate"))
                .containsExactly("INVALID");
        assertThat(update(manager, id, 7, Map.of("title", "Later")).userErrorCodes("plannedOutageUpdate"))
                .containsExactly("STALE_VERSION");
        assertThat(update(manager, Ids.next(), 1, Map.of("title", "Later")).userErrorCodes("plannedOutageUpdate"))
                .containsExactly("NOT_FOUND");
        clock.set(TO);
        assertThat(update(manager, id, 1, Map.of("title", "Later")).userErrorCodes("plannedOutageUpdate"))
                .containsExactly("CONFLICT");
        assertThat(cancel(manager, id, 1).userErrorCodes("plannedOutageCancel")).containsExactly("CONFLICT");
        assertThat(before.differencesTo(GraphSnapshot.of(driver))).isEmpty();
        assertThat(create(agent, input(ci, Map.of())).userErrorCodes("plannedOutageCreate"))
                .containsExactly("FORBIDDEN");
    }

    @Test
    void shouldMakeTheSameRequestOnce() {
        Map<String, Object> input = input(ci("twice-server"), Map.of());
        String key = Ids.next();

        String first = client.execute(manager, CREATE, Map.of("input", input, "key", key))
                .accepted("plannedOutageCreate")
                .text("plannedOutageCreate.plannedOutage.id");
        assertThat(client.execute(manager, CREATE, Map.of("input", input, "key", key))
                        .accepted("plannedOutageCreate")
                        .text("plannedOutageCreate.plannedOutage.id"))
                .isEqualTo(first);
        Map<String, Object> other = new HashMap<>(input);
        other.put("title", "Something else");
        assertThat(client.execute(manager, CREATE, Map.of("input", other, "key", key))
                        .userErrorCodes("plannedOutageCreate"))
                .containsExactly("IDEMPOTENCY_KEY_REUSED");
    }

    /** Fails when {@code platform/lock.cypher} sets nothing: then several find the version that they expect. */
    @Test
    void shouldLetOneOfManyChangeItAtOnce() throws Exception {
        String id = planned(manager, ci("race-server"), Map.of());
        List<Callable<String>> writers = IntStream.range(0, 8)
                .mapToObj(i -> (Callable<String>) () -> i % 2 == 0
                        ? update(manager, id, 1, Map.of("title", "Title " + i))
                                .userErrorCodes("plannedOutageUpdate")
                                .toString()
                        : cancel(manager, id, 1)
                                .userErrorCodes("plannedOutageCancel")
                                .toString())
                .toList();

        List<String> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> outcome : threads.invokeAll(writers)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes).filteredOn("[]"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("[STALE_VERSION]"::equals).hasSize(7);
    }

    @Test
    void shouldHideOutagesOfHiddenItemsOnEveryWay() {
        String secret = fixture.ci(
                cleared, Map.of("classId", "database", "name", "secret-db", "confidentiality", "CONFIDENTIAL"));
        String id = planned(cleared, secret, Map.of("title", "Secret work"));

        for (String token : List.of(manager, stranger)) {
            JsonNode read = client.execute(token, """
                            query ($id: ID!, $ci: ID!) {
                              plannedOutage(id: $id) { id }
                              node(id: $id) { id }
                              configurationItem(id: $ci) { plannedOutages { totalCount } }
                              plannedOutages(filter: {ciIds: [$ci]}) { totalCount nodes { id } }
                            }""", Map.of("id", id, "ci", secret))
                    .withoutErrors()
                    .body();
            assertThat(read.at("/data").toString()).isEqualTo("""
                            {"plannedOutage":null,"node":null,"configurationItem":null,\
                            "plannedOutages":{"totalCount":0,"nodes":[]}}""");
            assertThat(update(token, id, 1, Map.of("title", "Mine")).userErrorCodes("plannedOutageUpdate"))
                    .containsExactly("NOT_FOUND");
            assertThat(cancel(token, id, 1).userErrorCodes("plannedOutageCancel"))
                    .containsExactly("NOT_FOUND");
            assertThat(create(token, input(secret, Map.of())).userErrorCodes("plannedOutageCreate"))
                    .containsExactly("NOT_FOUND");
        }
        assertThat(titles(cleared, Map.of("filter", Map.of("ciIds", List.of(secret)))))
                .containsExactly("Secret work");
    }

    @Test
    void shouldFilterSortAndPage() {
        String a = ci("list-a");
        String b = ci("list-b");
        for (int day = 0; day < 4; day++) {
            planned(
                    manager,
                    day % 2 == 0 ? a : b,
                    Map.of(
                            "title", "Night " + day,
                            "from", FROM.plus(Duration.ofDays(day)).toString(),
                            "to", TO.plus(Duration.ofDays(day)).toString()));
        }
        String off = planned(manager, a, Map.of("title", "Called off"));
        cancel(manager, off, 1).accepted("plannedOutageCancel");
        Map<String, Object> both = Map.of("ciIds", List.of(a, b), "states", List.of("PLANNED"));

        assertThat(titles(agent, Map.of("filter", both))).containsExactly("Night 0", "Night 1", "Night 2", "Night 3");
        assertThat(titles(agent, Map.of("filter", both, "sort", Map.of("field", "TO", "direction", "DESC"))))
                .containsExactly("Night 3", "Night 2", "Night 1", "Night 0");
        assertThat(titles(agent, Map.of("filter", Map.of("ciIds", List.of(a), "states", List.of("CANCELLED")))))
                .containsExactly("Called off");
        assertThat(titles(
                        agent,
                        Map.of(
                                "filter",
                                Map.of(
                                        "ciIds",
                                        List.of(a, b),
                                        "from",
                                        TO.toString(),
                                        "to",
                                        FROM.plus(Duration.ofDays(2)).toString()))))
                .as("what ends at the beginning or begins at the end of the interval does not touch it")
                .containsExactly("Night 1");
        for (Map<String, String> sort : List.of(
                Map.of("field", "FROM"), Map.of("field", "NUMBER", "direction", "DESC"), Map.of("field", "TO"))) {
            assertThat(paged(both, sort)).isEqualTo(titles(agent, Map.of("filter", both, "sort", sort)));
        }
        assertThat(client.execute(agent, LIST, Map.of("filter", both))
                        .at("plannedOutages.totalCount")
                        .asInt())
                .isEqualTo(4);
        assertThat(client.execute(agent, LIST, Map.of("filter", Map.of("from", TO.toString(), "to", FROM.toString())))
                        .errorCodes())
                .containsExactly("BAD_USER_INPUT");
    }

    @Test
    void shouldShowTheOutagesOfItemsInOneCall() {
        List<String> cis = IntStream.range(0, 5).mapToObj(i -> ci("batch-" + i)).toList();
        cis.forEach(ci -> {
            planned(manager, ci, Map.of("title", "First"));
            planned(
                    manager,
                    ci,
                    Map.of("title", "Second", "from", FROM.plusSeconds(60).toString()));
        });
        calls.reset();

        JsonNode nodes = client.execute(agent, """
                        { configurationItems(filter: {name: {contains: "batch-"}}) {
                            nodes { plannedOutages(first: 1) { totalCount nodes { title ci { name } } } } } }""", Map.of()).withoutErrors().at("configurationItems.nodes");

        assertThat(nodes.size()).isEqualTo(5);
        nodes.forEach(node ->
                assertThat(node.at("/plannedOutages/totalCount").asInt()).isEqualTo(2));
        nodes.forEach(
                node -> assertThat(node.at("/plannedOutages/nodes/0/title").asString())
                        .as("the latest first")
                        .isEqualTo("Second"));
        assertThat(calls.mostRepeated("cmdb/planned-outages-of-items", "cmdb/count-planned-outages-of-items"))
                .isEqualTo(1);
    }

    @Test
    void shouldCountWhatIsPlannedAsFailedOrDegraded() {
        String host = ci("impact-host");
        String database = ci("impact-db");
        String web = ci("impact-web");
        String portal = ci("impact-portal");
        String secret = fixture.ci(
                cleared, Map.of("classId", "server", "name", "impact-secret", "confidentiality", "CONFIDENTIAL"));
        fixture.relate(manager, database, "RUNS_ON", host);
        fixture.relate(manager, portal, "DEPENDS_ON", web);
        String onHost = plannedLater(manager, host, Map.of("title", "Firmware"));
        plannedLater(manager, web, Map.of("title", "Half of the pool", "effect", "DEGRADES"));
        plannedLater(cleared, secret, Map.of("title", "Secret work"));
        String off = plannedLater(manager, portal, Map.of("title", "Called off"));
        cancel(manager, off, 1).accepted("plannedOutageCancel");
        String retired = ci("impact-retired");
        plannedLater(manager, retired, Map.of("title", "Gone"));
        retire(retired);

        JsonNode during = impact(
                manager,
                Map.of(
                        "failed",
                        List.of(),
                        "plannedOutagesAt",
                        FROM.plus(LATER).plusSeconds(7_200).toString()));
        assertThat(states(during))
                .isEqualTo(Map.of("impact-db", "DOWN 1", "impact-web", "DEGRADED 0", "impact-portal", "DEGRADED 1"));
        assertThat(during.at("/failed").toString()).isEqualTo("[{\"name\":\"impact-host\"}]");
        assertThat(during.at("/plannedOutages").toString()).isEqualTo("""
                        {"totalCount":2,"nodes":[{"title":"Firmware","effect":"STOPS","ci":{"name":"impact-host"}},\
                        {"title":"Half of the pool","effect":"DEGRADES","ci":{"name":"impact-web"}}]}""");
        assertThat(during.at("/hiddenPlannedOutageCount").asInt()).isEqualTo(1);
        assertThat(during.at("/hiddenCount").asInt()).isEqualTo(1);
        assertThat(during.at("/complete").asBoolean()).isTrue();
        assertThat(states(impact(
                        manager,
                        Map.of(
                                "failed",
                                List.of(),
                                "plannedOutagesAt",
                                FROM.plus(LATER).toString()))))
                .as("the beginning is in it")
                .hasSize(3);
        assertThat(states(impact(
                        manager,
                        Map.of(
                                "failed",
                                List.of(),
                                "plannedOutagesAt",
                                TO.plus(LATER).toString()))))
                .as("the end is not")
                .isEmpty();

        Instant known = NOW;
        clock.advance(Duration.ofHours(1));
        update(
                        manager,
                        onHost,
                        1,
                        Map.of(
                                "from",
                                TO.plus(LATER).toString(),
                                "to",
                                TO.plus(LATER).plusSeconds(60).toString()))
                .accepted("plannedOutageUpdate");
        Map<String, Object> asked = new HashMap<>(Map.of(
                "failed",
                List.of(),
                "plannedOutagesAt",
                FROM.plus(LATER).plusSeconds(7_200).toString()));
        assertThat(states(impact(manager, asked))).doesNotContainKey("impact-db");
        asked.put("asOf", known.toString());
        assertThat(states(impact(manager, asked))).as("as it was known then").containsEntry("impact-db", "DOWN 1");
        asked.put("asOf", NOW.minusSeconds(1).toString());
        assertThat(states(impact(manager, asked)))
                .as("before anything was known")
                .isEmpty();
        assertThat(client.execute(manager, IMPACT, Map.of("input", Map.of("failed", List.of())))
                        .errorCodes())
                .containsExactly("BAD_USER_INPUT");
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

    private static Map<String, Object> input(String ciId, Map<String, ?> more) {
        Map<String, Object> input = new HashMap<>(
                Map.of("ciId", ciId, "title", "Work", "from", FROM.toString(), "to", "2026-06-07T04:00:00+02:00"));
        input.putAll(more);
        return input;
    }

    private String planned(String token, String ciId, Map<String, ?> more) {
        return create(token, input(ciId, more))
                .accepted("plannedOutageCreate")
                .text("plannedOutageCreate.plannedOutage.id");
    }

    private String plannedLater(String token, String ciId, Map<String, ?> more) {
        Map<String, Object> input = new HashMap<>(Map.of(
                "from", FROM.plus(LATER).toString(),
                "to", TO.plus(LATER).toString()));
        input.putAll(more);
        return planned(token, ciId, input);
    }

    private GraphQlAnswer create(String token, Map<String, ?> input) {
        return client.execute(token, CREATE, Map.of("input", input));
    }

    private GraphQlAnswer update(String token, String id, int version, Map<String, ?> input) {
        return client.execute(token, UPDATE, Map.of("id", id, "version", version, "input", input));
    }

    private GraphQlAnswer cancel(String token, String id, int version) {
        return client.execute(token, CANCEL, Map.of("id", id, "version", version));
    }

    private static List<String> refusals(GraphQlAnswer answer) {
        List<String> refusals = new ArrayList<>();
        answer.withoutErrors()
                .at("plannedOutageCreate.userErrors")
                .forEach(error -> refusals.add(error.at("/code").asString() + " " + error.at("/field") + " "
                        + error.at("/message").asString()));
        Collections.sort(refusals, Collections.reverseOrder());
        return refusals;
    }

    private List<String> titles(String token, Map<String, ?> variables) {
        return client.execute(token, LIST, variables)
                .withoutErrors()
                .at("plannedOutages.nodes")
                .findValuesAsString("title");
    }

    private List<String> paged(Map<String, ?> filter, Map<String, ?> sort) {
        List<String> titles = new ArrayList<>();
        Map<String, Object> variables = new HashMap<>(Map.of("filter", filter, "sort", sort, "first", 1));
        boolean more = true;
        while (more) {
            JsonNode page =
                    client.execute(agent, LIST, variables).withoutErrors().at("plannedOutages");
            titles.addAll(page.at("/nodes").findValuesAsString("title"));
            variables.put("after", page.at("/pageInfo/endCursor").asString());
            more = page.at("/pageInfo/hasNextPage").asBoolean();
        }
        return titles;
    }

    private JsonNode impact(String token, Map<String, ?> input) {
        return client.execute(token, IMPACT, Map.of("input", input))
                .withoutErrors()
                .at("impact");
    }

    /** State and distance by name, of the items of this test. */
    private static Map<String, String> states(JsonNode impact) {
        Map<String, String> states = new TreeMap<>();
        impact.at("/impacted/nodes").forEach(node -> {
            String name = node.at("/ci/name").asString();
            if (name.startsWith("impact-")) {
                states.put(
                        name,
                        node.at("/state").asString() + " "
                                + node.at("/distance").asInt());
            }
        });
        return states;
    }

    private List<String> values(String cypher, String id) {
        return driver.executableQuery(cypher).withParameters(Map.of("id", id)).execute().records().stream()
                .map(row -> row.get("value").asString())
                .toList();
    }
}
