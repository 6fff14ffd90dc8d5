// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.audit.AuditTrail;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphSnapshot;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;

@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationItemIT {

    private static final String CREATE = """
            mutation ($input: ConfigurationItemCreateInput!, $key: String) {
              configurationItemCreate(input: $input, idempotencyKey: $key) {
                configurationItem {
                  id number name class { key } lifecycle operationalStatus version revision selfService confidentiality
                  organisation { name } supportTeam { name } owner { id } attributes { key value }
                }
                userErrors { code message field parameters }
              }
            }""";
    private static final String UPDATE = """
            mutation ($id: ID!, $input: ConfigurationItemUpdateInput!, $version: Int!) {
              configurationItemUpdate(id: $id, input: $input, expectedVersion: $version) {
                configurationItem { name description version revision supportTeam { id } attributes { key value } }
                userErrors { code message field parameters }
              }
            }""";
    private static final String SET_LIFECYCLE = """
            mutation ($id: ID!, $lifecycle: CiLifecycle!, $version: Int!) {
              configurationItemSetLifecycle(id: $id, lifecycle: $lifecycle, expectedVersion: $version) {
                configurationItem { lifecycle version availableTransitions viewerCan { update relate } }
                userErrors { code parameters }
              }
            }""";
    private static final String SET_STATUS = """
            mutation ($id: ID!, $status: OperationalStatus!, $version: Int!) {
              configurationItemSetOperationalStatus(id: $id, status: $status, expectedVersion: $version) {
                configurationItem { operationalStatus version } userErrors { code field }
              }
            }""";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CmdbFixture fixture;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private ConfigurationItemService service;

    @Autowired
    private Cypher cypher;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Driver driver;

    private String organisation = "";
    private String other = "";
    private String manager = "";
    private String agent = "";
    private String stranger = "";

    @BeforeAll
    void people() {
        organisation = fixture.organisation("Plant");
        other = fixture.organisation("Logistics");
        manager = fixture.manager(organisation);
        client.execute(manager, "{ viewer { id } }").withoutErrors();
        agent = fixture.person(Role.AGENT, organisation).token();
        stranger = fixture.person(Role.CONFIGURATION_MANAGER, other).token();
    }

    @Test
    void shouldCreateWithEverythingThatIsNamed() {
        String team = fixture.team("Databases");
        Map<String, Object> input = new HashMap<>();
        input.put("classId", "application-service");
        input.put("name", "Payroll production");
        input.put("supportTeamId", team);
        input.put("criticality", "HIGH");
        TestTokens owner = fixture.known(Role.AGENT, organisation);
        input.put("ownerId", owner.personId());
        input.put(
                "attributes",
                List.of(
                        Map.of("key", "environment", "value", "PRODUCTION"),
                        Map.of("key", "purchasedOn", "value", "2026-11-01"),
                        Map.of("key", "rackUnits", "value", 4)));

        GraphQlAnswer answer = create(manager, input).accepted("configurationItemCreate");

        String item = "configurationItemCreate.configurationItem.";
        assertThat(answer.text(item + "number")).matches("CI\\d{7}");
        assertThat(answer.text(item + "lifecycle")).isEqualTo("LIVE");
        assertThat(answer.text(item + "operationalStatus")).isEqualTo("UNKNOWN");
        assertThat(answer.text(item + "organisation.name")).isEqualTo("Plant");
        assertThat(answer.text(item + "supportTeam.name")).isEqualTo("Databases");
        assertThat(answer.text(item + "owner.id")).isEqualTo(owner.personId());
        assertThat(answer.at(item + "version").asInt()).isEqualTo(1);
        assertThat(answer.at(item + "attributes").toString()).isEqualTo("""
                        [{"key":"environment","value":"PRODUCTION"},{"key":"purchasedOn","value":"2026-11-01"},\
                        {"key":"rackUnits","value":4}]""");
        String number = answer.text(item + "number");
        assertThat(client.execute(
                                agent,
                                "query ($n: String) { configurationItem(number: $n) { id } }",
                                Map.of("n", " " + number.toLowerCase(Locale.ROOT)))
                        .text("configurationItem.id"))
                .isEqualTo(answer.text(item + "id"));
    }

    @Test
    void shouldSayEverythingThatIsWrongWithAnInput() {
        String outOfReach = fixture.known(Role.AGENT, other).personId();
        GraphSnapshot before = GraphSnapshot.of(driver);
        Map<String, Object> input = new HashMap<>();
        input.put("classId", "application-service");
        input.put("name", "x".repeat(201));
        input.put("lifecycle", "RETIRED");
        input.put("supportTeamId", "no-team");
        input.put("organisationId", other);
        input.put("ownerId", outOfReach);
        input.put(
                "attributes",
                List.of(
                        Map.of("key", "environment", "value", "HEAVEN"),
                        Map.of("key", "Bad key", "value", 1),
                        Map.of("key", "nested", "value", Map.of("a", 1))));

        GraphQlAnswer answer = create(manager, input).withoutErrors();

        assertThat(answer.userErrorCodes("configurationItemCreate"))
                .containsExactlyInAnyOrder(
                        "TOO_LONG", "INVALID", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND", "INVALID", "INVALID", "INVALID");
        assertThat(answer.at("configurationItemCreate.userErrors").toString())
                .contains("[\"input\",\"attributes\",\"environment\"]", "PRODUCTION, STAGING, TEST, DEVELOPMENT");
        assertThat(create(manager, Map.of("classId", "no-such-class", "name", "x"))
                        .userErrorCodes("configurationItemCreate"))
                .containsExactly("NOT_FOUND");
        assertThat(create(manager, Map.of("classId", "compute", "name", " ")).userErrorCodes("configurationItemCreate"))
                .containsExactlyInAnyOrder("REQUIRED", "INVALID");
        assertThat(before.differencesTo(GraphSnapshot.of(driver))).isEmpty();
    }

    @Test
    void shouldRefuseThoseWhoMayNot() {
        String id = fixture.ci(manager, "server", "forbidden-01");
        assertThat(create(agent, Map.of("classId", "server", "name", "x")).userErrorCodes("configurationItemCreate"))
                .containsExactly("FORBIDDEN");
        assertThat(update(agent, id, Map.of("name", "y"), 1).userErrorCodes("configurationItemUpdate"))
                .containsExactly("FORBIDDEN");
        String requester = fixture.person(Role.REQUESTER, organisation).token();
        assertThat(setStatus(requester, id, "DOWN", 1).userErrorCodes("configurationItemSetOperationalStatus"))
                .containsExactly("FORBIDDEN");
        assertThat(setStatus(agent, id, "DOWN", 1)
                        .accepted("configurationItemSetOperationalStatus")
                        .text("configurationItemSetOperationalStatus.configurationItem.operationalStatus"))
                .isEqualTo("DOWN");
        String integration = fixture.person(Role.INTEGRATION, organisation).token();
        assertThat(create(integration, Map.of("classId", "server", "name", "x", "confidentiality", "CONFIDENTIAL"))
                        .userErrorCodes("configurationItemCreate"))
                .containsExactly("FORBIDDEN");
        assertThat(create(manager, Map.of("classId", "server", "name", "x", "confidentiality", "CONFIDENTIAL"))
                        .userErrorCodes("configurationItemCreate"))
                .as("above one's own clearance")
                .containsExactly("INVALID");
    }

    @Test
    void shouldNotShowWhatIsInvisible() {
        String id = fixture.ci(manager, "server", "hidden-01");
        String cleared = fixture.clearedManager(organisation);
        String secret = fixture.ci(
                cleared, Map.of("classId", "server", "name", "hidden-02", "confidentiality", "CONFIDENTIAL"));
        String requester = fixture.person(Role.REQUESTER, organisation).token();
        String query = """
                query ($id: ID!, $names: ConfigurationItemFilter) {
                  configurationItem(id: $id) { id } node(id: $id) { id }
                  configurationItems(filter: $names) { totalCount nodes { id } }
                }""";
        Map<String, Object> named = Map.of("name", Map.of("contains", "HIDDEN-0"));

        for (String blind : List.of(stranger, requester)) {
            GraphQlAnswer answer = client.execute(blind, query, Map.of("id", id, "names", named))
                    .withoutErrors();
            assertThat(answer.at("configurationItem").isNull()).isTrue();
            assertThat(answer.at("node").isNull()).isTrue();
            assertThat(answer.at("configurationItems.totalCount").asInt()).isZero();
        }
        assertThat(client.execute(manager, query, Map.of("id", secret, "names", named))
                        .at("configurationItems.nodes")
                        .toString())
                .contains(id)
                .doesNotContain(secret);
        assertThat(client.execute(cleared, query, Map.of("id", secret, "names", named))
                        .at("configurationItems.totalCount")
                        .asInt())
                .isEqualTo(2);
        assertThat(update(stranger, id, Map.of("name", "mine"), 1).userErrorCodes("configurationItemUpdate"))
                .containsExactly("NOT_FOUND");
        String service = fixture.ci(manager, "business-service", "Visible to users");
        assertThat(client.execute(requester, query, Map.of("id", service, "names", named))
                        .text("configurationItem.id"))
                .isEqualTo(service);
        assertThat(client.execute(
                                requester,
                                "query ($id: ID!) { configurationItem(id: $id) { history { nodes { id } } } }",
                                Map.of("id", service))
                        .withoutErrors()
                        .at("configurationItem.history")
                        .isNull())
                .isTrue();
    }

    @Test
    void shouldUpdateWhatIsNamedAndKeepTheRest() {
        String team = fixture.team("Storage");
        String id = fixture.ci(
                manager,
                Map.of(
                        "classId",
                        "server",
                        "name",
                        "before",
                        "description",
                        "old",
                        "supportTeamId",
                        team,
                        "attributes",
                        List.of(Map.of("key", "cpuCount", "value", 8), Map.of("key", "color", "value", "grey"))));
        Map<String, Object> input = new HashMap<>();
        input.put("name", "after");
        input.put("description", null);
        Map<String, Object> removed = new HashMap<>();
        removed.put("key", "color");
        removed.put("value", null);
        input.put("attributes", List.of(removed, Map.of("key", "memoryMb", "value", 1024)));

        GraphQlAnswer answer = update(manager, id, input, 1).accepted("configurationItemUpdate");

        String item = "configurationItemUpdate.configurationItem.";
        assertThat(answer.text(item + "name")).isEqualTo("after");
        assertThat(answer.at(item + "description").isNull()).isTrue();
        assertThat(answer.text(item + "supportTeam.id")).isEqualTo(team);
        assertThat(answer.at(item + "attributes").toString()).isEqualTo("""
                        [{"key":"cpuCount","value":8},{"key":"memoryMb","value":1024}]""");
        assertThat(answer.at(item + "version").asInt()).isEqualTo(2);
        assertThat(trail.history(Principal.SYSTEM, List.of(id), new PageRequest(10, null))
                        .get(id)
                        .nodes())
                .extracting(entry -> entry.action())
                .containsExactly("ci.update", "ci.create");
        String history = """
                query ($id: ID!) {
                  configurationItem(id: $id) {
                    history(first: 1) { nodes { action fields { field before after } } pageInfo { hasNextPage } }
                  }
                }""";
        assertThat(client.execute(agent, history, Map.of("id", id))
                        .withoutErrors()
                        .at("configurationItem.history")
                        .toString())
                .contains("ci.update", "\"before\":\"before\",\"after\":\"after\"", "\"hasNextPage\":true");
        assertThat(update(manager, id, Map.of("name", "after"), 2)
                        .accepted("configurationItemUpdate")
                        .at(item + "version")
                        .asInt())
                .as("nothing changed")
                .isEqualTo(2);
        assertThat(update(manager, id, Map.of("name", "late"), 1).userErrorCodes("configurationItemUpdate"))
                .containsExactly("STALE_VERSION");
    }

    @Test
    void shouldFollowTheLifecycleAndChangeNothingThatIsRetired() {
        String id = fixture.ci(manager, Map.of("classId", "server", "name", "old-01", "lifecycle", "PLANNED"));

        GraphQlAnswer refused = setLifecycle(id, "RETIRING", 1).withoutErrors();
        assertThat(refused.userErrorCodes("configurationItemSetLifecycle")).containsExactly("INVALID_TRANSITION");
        assertThat(refused.at("configurationItemSetLifecycle.userErrors.0.parameters")
                        .toString())
                .contains("PLANNED", "IN_BUILD", "LIVE", "RETIRED");
        GraphQlAnswer live = setLifecycle(id, "LIVE", 1).accepted("configurationItemSetLifecycle");
        assertThat(live.at("configurationItemSetLifecycle.configurationItem.availableTransitions")
                        .toString())
                .isEqualTo("[\"RETIRING\",\"RETIRED\"]");
        GraphQlAnswer retired = setLifecycle(id, "RETIRED", 2).accepted("configurationItemSetLifecycle");
        assertThat(retired.at("configurationItemSetLifecycle.configurationItem.viewerCan.update")
                        .asBoolean())
                .isFalse();
        assertThat(update(manager, id, Map.of("name", "new"), 3).userErrorCodes("configurationItemUpdate"))
                .containsExactly("CONFLICT");
        assertThat(setStatus(manager, id, "UP", 3).userErrorCodes("configurationItemSetOperationalStatus"))
                .containsExactly("CONFLICT");
    }

    @Test
    void shouldAnswerARepeatedCreateWithTheFirstItem() {
        Map<String, Object> input = Map.of("classId", "server", "name", "once-01");
        String document = CREATE;
        Map<String, Object> request = Map.of("input", input, "key", "key-1");

        String first = client.execute(manager, document, request)
                .accepted("configurationItemCreate")
                .text("configurationItemCreate.configurationItem.id");
        String second = client.execute(manager, document, request)
                .accepted("configurationItemCreate")
                .text("configurationItemCreate.configurationItem.id");
        GraphQlAnswer third = client.execute(
                manager, document, Map.of("input", Map.of("classId", "server", "name", "once-02"), "key", "key-1"));

        assertThat(second).isEqualTo(first);
        assertThat(third.userErrorCodes("configurationItemCreate")).containsExactly("IDEMPOTENCY_KEY_REUSED");
    }

    /** Fails when {@code lock-items.cypher} sets nothing: several writers then see the same version and all succeed. */
    @Test
    void shouldLetOneOfManyConcurrentWritersWinEachVersion() throws Exception {
        String id = fixture.ci(manager, "server", "contended-01");
        List<Callable<List<String>>> writers = IntStream.range(0, 8)
                .mapToObj(writer ->
                        (Callable<List<String>>) () -> update(manager, id, Map.of("description", "writer " + writer), 1)
                                .withoutErrors()
                                .userErrorCodes("configurationItemUpdate"))
                .toList();

        List<String> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<String>> outcome : threads.invokeAll(writers)) {
                outcomes.add(outcome.get().toString());
            }
        }

        assertThat(outcomes).filteredOn("[]"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("[STALE_VERSION]"::equals).hasSize(7);
    }

    @Test
    void shouldPageThroughAnyOrderWithoutLossOrRepetition() {
        List<String> names = IntStream.range(0, 23)
                .mapToObj(i -> "paged-%02d".formatted(i * 7 % 23 / 2))
                .toList();
        names.forEach(name -> fixture.ci(manager, "rack", name));
        String query = """
                query ($after: String, $sort: [ConfigurationItemSort!]) {
                  configurationItems(filter: {name: {contains: "paged-"}}, sort: $sort, first: 5, after: $after) {
                    totalCount nodes { id name number } pageInfo { hasNextPage endCursor }
                  }
                }""";

        for (List<Map<String, String>> sort : List.of(
                List.of(Map.of("field", "NAME")),
                List.of(Map.of("field", "NAME", "direction", "DESC"), Map.of("field", "NUMBER")),
                List.of(Map.of("field", "UPDATED_AT", "direction", "DESC")))) {
            List<String> ids = new ArrayList<>();
            List<String> shown = new ArrayList<>();
            Map<String, Object> variables = new HashMap<>(Map.of("sort", sort));
            boolean more = true;
            while (more) {
                GraphQlAnswer answer = client.execute(agent, query, variables).withoutErrors();
                answer.at("configurationItems.nodes").forEach(node -> {
                    ids.add(node.at("/id").asString());
                    shown.add(node.at("/name").asString());
                });
                assertThat(answer.at("configurationItems.totalCount").asInt()).isEqualTo(23);
                more = answer.at("configurationItems.pageInfo.hasNextPage").asBoolean();
                variables.put("after", answer.text("configurationItems.pageInfo.endCursor"));
            }
            assertThat(ids).hasSize(23).doesNotHaveDuplicates();
            if (sort.getFirst().get("field").equals("NAME")) {
                List<String> sorted = shown.stream().sorted().toList();
                assertThat(shown).isEqualTo(sort.size() == 1 ? sorted : sorted.reversed());
            }
        }
        GraphQlAnswer foreign = client.execute(
                agent,
                "query ($after: String) { configurationItems(first: 5, after: $after) { nodes { id } } }",
                Map.of("after", client.execute(agent, query).text("configurationItems.pageInfo.endCursor")));
        assertThat(foreign.errorCodes()).containsExactly("BAD_USER_INPUT");
    }

    @Test
    void shouldFilterByEverythingTheSchemaOffers() {
        fixture.ci(
                manager,
                Map.of(
                        "classId",
                        "switch",
                        "name",
                        "Filter-A",
                        "criticality",
                        "LOW",
                        "operationalStatus",
                        "DOWN",
                        "attributes",
                        List.of(Map.of("key", "floor", "value", 3))));
        fixture.ci(manager, Map.of("classId", "router", "name", "filter-b", "lifecycle", "PLANNED"));
        fixture.ci(manager, Map.of("classId", "site", "name", "filter-c", "criticality", "HIGH"));

        assertThat(named("{classId: {eq: \"network-device\"}}")).containsExactly("Filter-A", "filter-b");
        assertThat(named("{classId: {ne: \"network-device\"}}")).containsExactly("filter-c");
        assertThat(named("{lifecycle: {in: [PLANNED]}}")).containsExactly("filter-b");
        assertThat(named("{operationalStatus: {eq: DOWN}}")).containsExactly("Filter-A");
        assertThat(named("{criticality: {ne: LOW}}")).containsExactly("filter-b", "filter-c");
        assertThat(named("{not: {criticality: {eq: LOW}}}")).containsExactly("filter-b", "filter-c");
        assertThat(named("{criticality: {isNull: true}}")).containsExactly("filter-b");
        assertThat(named("{or: [{criticality: {eq: HIGH}}, {lifecycle: {eq: PLANNED}}]}"))
                .containsExactly("filter-b", "filter-c");
        assertThat(named("{attribute: {key: \"floor\", eq: 3}}")).containsExactly("Filter-A");
        assertThat(named("{attribute: {key: \"floor\", isNull: true}}")).containsExactly("filter-b", "filter-c");
        assertThat(named("{createdAt: {lt: \"2000-01-01T00:00:00Z\"}}")).isEmpty();
        assertThat(client.execute(agent, "{ configurationItems(filter: {or: []}) { nodes { id } } }")
                        .errorCodes())
                .containsExactly("BAD_USER_INPUT");
    }

    @Test
    void shouldReadListsWithTheSameNumberOfCallsHoweverManyRowsThereAre() {
        String team = fixture.team("Networks");
        List<String> ids = IntStream.range(0, 12)
                .mapToObj(i ->
                        fixture.ci(manager, Map.of("classId", "server", "name", "counted-" + i, "supportTeamId", team)))
                .toList();
        IntStream.range(1, 12).forEach(i -> fixture.relate(manager, ids.get(i), "DEPENDS_ON", ids.get(i - 1)));
        String query = """
                query ($first: Int) {
                  configurationItems(filter: {name: {contains: "counted-"}}, first: $first) {
                    totalCount
                    nodes {
                      name class { name } supportTeam { name } organisation { name }
                      relations(first: 5) { totalCount nodes { type source { name } target { name } } }
                    }
                  }
                }""";

        assertThat(mostRepeatedCall(query, 1)).isBetween(1, 4);
        assertThat(mostRepeatedCall(query, 12)).isBetween(1, 4);
    }

    @Test
    void shouldCreateInChunksWithHistoryOfEachAndOneEventOfAll() {
        Principal principal = Principal.SYSTEM;
        List<CreateConfigurationItem> commands = IntStream.range(0, 1_050)
                .mapToObj(i -> new CreateConfigurationItem(
                        "server",
                        "bulk-" + i,
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
                .toList();

        List<ConfigurationItem> items = service.createAll(principal, commands);

        assertThat(items).hasSize(1_050).extracting(ConfigurationItem::number).doesNotHaveDuplicates();
        assertThat(trail.history(
                        Principal.SYSTEM,
                        List.of(items.getFirst().id(), items.getLast().id()),
                        new PageRequest(5, null)))
                .hasSize(2);
        long events = work.read(() -> cypher.composed(
                        "test/events", "MATCH (e:OutboxEvent {type: 'ci.loaded.v1'}) RETURN count(e) AS count")
                .one(row -> row.longValue("count"))
                .orElseThrow());
        assertThat(events).isEqualTo(2);
    }

    private int mostRepeatedCall(String query, int first) {
        calls.reset();
        client.execute(agent, query, Map.of("first", first)).withoutErrors();
        return calls.mostRepeated("cmdb/", "identity/");
    }

    private List<String> named(String filter) {
        List<String> names = new ArrayList<>();
        client.execute(
                        agent,
                        "{ configurationItems(filter: {and: [{name: {contains: \"filter-\"}}, " + filter
                                + "]}) { nodes { name } } }")
                .withoutErrors()
                .at("configurationItems.nodes")
                .forEach(node -> names.add(node.at("/name").asString()));
        return names;
    }

    private GraphQlAnswer create(String token, Map<String, ?> input) {
        return client.execute(token, CREATE, Map.of("input", input));
    }

    private GraphQlAnswer update(String token, String id, Map<String, ?> input, int version) {
        return client.execute(token, UPDATE, Map.of("id", id, "input", input, "version", version));
    }

    private GraphQlAnswer setLifecycle(String id, String lifecycle, int version) {
        return client.execute(manager, SET_LIFECYCLE, Map.of("id", id, "lifecycle", lifecycle, "version", version));
    }

    private GraphQlAnswer setStatus(String token, String id, String status, int version) {
        return client.execute(token, SET_STATUS, Map.of("id", id, "status", status, "version", version));
    }
}
