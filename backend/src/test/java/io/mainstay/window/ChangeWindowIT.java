// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphSnapshot;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeWindowIT {

    /** When the suspension of a window is over. */
    private static final String RETURNS =
            "MATCH (t:Timer {aggregateId: $id, kind: 'change-window.suspension-over'}) RETURN t.kind AS value";

    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY_WINDOWS = 1_000;
    private static final int MANY_ITEMS = 200;
    private static final int ROUNDS = 40;

    private static final String FIELDS = """
            id kind name description zone startsAt endsAt state version revision endedAt
            recurrence { rule additionalStarts exceptDates } suspension { since until reason }
            nextOccurrence { startsAt endsAt } viewerCan { set suspend resume end }
            scope { everything expression cis { name } services { name } sites { name } classes { key } organisations { name } }
            """;
    private static final String SET = """
            mutation ($id: ID, $input: ChangeWindowInput!, $version: Int, $key: String) {
              %1$s(id: $id, input: $input, expectedVersion: $version, idempotencyKey: $key) {
                changeWindow { %2$s } userErrors { code field message parameters }
              }
            }""";
    private static final String SUSPEND = """
            mutation ($id: ID!, $input: ChangeWindowSuspendInput!, $version: Int!) {
              changeWindowSuspend(id: $id, input: $input, expectedVersion: $version) {
                changeWindow { %s } userErrors { code field message }
              }
            }""".formatted(FIELDS);
    private static final String READ =
            "query ($id: ID!) { changeWindow(id: $id) { %s history(first: 20) { nodes { action principal { id } fields { field } } } } }"
                    .formatted(FIELDS);
    private static final String CALENDAR = """
            query ($from: DateTime!, $to: DateTime!, $filter: ChangeWindowOccurrenceFilter, $first: Int) {
              changeWindowOccurrences(from: $from, to: $to, filter: $filter, first: $first) {
                complete occurrences { startsAt endsAt window { name kind } }
              }
            }""";
    private static final String OF_ITEM = """
            query ($ids: [ID!], $from: DateTime!, $to: DateTime!) {
              configurationItems(filter: {id: {in: $ids}}, first: 10) {
                nodes { name changeWindows(from: $from, to: $to) {
                  complete
                  windows { window { name } why { part ci { name } class { key } organisation { name } } occurrences { startsAt endsAt } }
                } }
              }
            }""";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CmdbFixture fixture;

    @Autowired
    private SettableClock clock;

    @Autowired
    private ChangeWindows windows;

    @Autowired
    private Driver driver;

    @Autowired
    private CypherCalls calls;

    private String organisation = "";
    private String manager = "";
    private String changeManager = "";
    private String agent = "";
    private String stranger = "";
    private String cleared = "";
    private String requester = "";

    @BeforeAll
    void people() {
        organisation = fixture.organisation("Plant");
        manager = fixture.manager(organisation);
        changeManager = fixture.person(Role.CHANGE_MANAGER, organisation).token();
        agent = fixture.person(Role.AGENT, organisation).token();
        requester = fixture.person(Role.REQUESTER, organisation).token();
        cleared = fixture.clearedManager(organisation);
        stranger = fixture.stranger(Role.CHANGE_MANAGER);
    }

    /** Each test asks what holds, so none may meet the windows of another. */
    @BeforeEach
    void begin() {
        clock.set(NOW);
        run("MATCH (w:ChangeWindow) DETACH DELETE w", Map.of());
    }

    @AfterEach
    void followTheMachineAgain() {
        clock.follow();
    }

    @Test
    void shouldSetAWindowAndSetItAnew() {
        String server = fixture.ci(manager, "server", "set-server");
        Map<String, Object> input = nights("Nights", Map.of("ciIds", List.of(server), "classIds", List.of("database")));
        JsonNode made = set(changeManager, "maintenanceWindowSet", null, null, input)
                .accepted("maintenanceWindowSet")
                .at("maintenanceWindowSet.changeWindow");
        String id = made.at("/id").asString();
        assertThat(made.at("/kind").asString()).isEqualTo("MAINTENANCE");
        assertThat(made.at("/state").asString()).isEqualTo("ACTIVE");
        assertThat(made.at("/version").asInt()).isEqualTo(1);
        assertThat(made.at("/scope/cis/0/name").asString()).isEqualTo("set-server");
        assertThat(made.at("/scope/classes/0/key").asString()).isEqualTo("database");
        assertThat(made.at("/recurrence/rule").asString()).isEqualTo("FREQ=WEEKLY;BYDAY=SU");
        assertThat(made.at("/nextOccurrence").toString())
                .as("clocks went back a week before")
                .isEqualTo("{\"startsAt\":\"2026-11-08T00:30:00Z\",\"endsAt\":\"2026-11-08T02:30:00Z\"}");
        assertThat(made.at("/viewerCan").toString())
                .isEqualTo("{\"set\":true,\"suspend\":true,\"resume\":false,\"end\":true}");

        Map<String, Object> other = nights("Sundays", Map.of("expression", "ci.name.startsWith('set-')"));
        other.put("description", "Patches");
        JsonNode set = set(changeManager, "maintenanceWindowSet", id, 1, other)
                .accepted("maintenanceWindowSet")
                .at("maintenanceWindowSet.changeWindow");
        assertThat(set.at("/version").asInt()).isEqualTo(2);
        assertThat(set.at("/name").asString()).isEqualTo("Sundays");
        assertThat(set.at("/scope/cis").isEmpty()).isTrue();
        assertThat(set.at("/scope/expression").asString()).isEqualTo("ci.name.startsWith('set-')");
        assertThat(set(changeManager, "maintenanceWindowSet", id, 2, other)
                        .accepted("maintenanceWindowSet")
                        .at("maintenanceWindowSet.changeWindow.version")
                        .asInt())
                .as("nothing changed")
                .isEqualTo(2);
        assertThat(set(changeManager, "maintenanceWindowSet", id, 1, other).userErrorCodes("maintenanceWindowSet"))
                .containsExactly("STALE_VERSION");
        assertThat(set(changeManager, "freezeWindowSet", id, 2, other).userErrorCodes("freezeWindowSet"))
                .containsExactly("NOT_FOUND");
        assertThat(set(agent, "maintenanceWindowSet", id, 2, other).userErrorCodes("maintenanceWindowSet"))
                .containsExactly("FORBIDDEN");

        GraphQlAnswer read = client.execute(agent, READ, Map.of("id", id)).withoutErrors();
        assertThat(read.at("changeWindow.history.nodes").findValuesAsString("action"))
                .containsExactly("maintenance-window.update", "maintenance-window.create");
        assertThat(read.at("changeWindow.history.nodes.0.fields").findValuesAsString("field"))
                .containsExactlyInAnyOrder("name", "description", "ciIds", "classIds", "expression");
        assertThat(client.execute(agent, "query ($id: ID!) { node(id: $id) { __typename } }", Map.of("id", id))
                        .text("node.__typename"))
                .isEqualTo("ChangeWindow");
        assertThat(values("MATCH (e:OutboxEvent {aggregateId: $id}) RETURN e.type AS value ORDER BY e.revision", id))
                .containsExactly("change-window.created.v1", "change-window.updated.v1");
        assertThat(client.execute(requester, READ, Map.of("id", id)).errorCodes())
                .containsExactly("FORBIDDEN");
    }

    @Test
    void shouldNameFieldAndRuleOfWhatItRefusesAndChangeNothing() {
        String server = fixture.ci(manager, "server", "refused-server");
        Map<String, Object> fine = nights("Nights", Map.of("ciIds", List.of(server)));
        String id = made(changeManager, "maintenanceWindowSet", fine);
        GraphSnapshot before = GraphSnapshot.of(driver);

        assertThat(refusals("maintenanceWindowSet", Map.of("scope", Map.of())))
                .containsExactly("INVALID [\"input\",\"scope\"] scope must be of at least one part.");
        assertThat(refusals("maintenanceWindowSet", Map.of("scope", Map.of("everything", true))))
                .containsExactly(
                        "INVALID [\"input\",\"scope\",\"everything\"] everything must be false: only a freeze is of everything.");
        assertThat(refusals("freezeWindowSet", Map.of("scope", Map.of("everything", true, "ciIds", List.of(server)))))
                .containsExactly(
                        "INVALID [\"input\",\"scope\"] scope must be without other parts if it is everything.");
        assertThat(refusals("freezeWindowSet", Map.of("scope", Map.of("expression", "ci.nmae == 'x'"))))
                .singleElement()
                .asString()
                .startsWith("INVALID [\"input\",\"scope\",\"expression\"] expression must be a condition in CEL;"
                        + " at line 1, column 1: undeclared reference");
        assertThat(refusals(
                        "freezeWindowSet",
                        Map.of(
                                "scope",
                                Map.of(
                                        "serviceIds",
                                        List.of(server),
                                        "siteIds",
                                        List.of(server),
                                        "ciIds",
                                        List.of(id)))))
                .hasSize(3)
                .anyMatch(refusal -> refusal.startsWith("NOT_FOUND [\"input\",\"scope\",\"ciIds\"]"))
                .anyMatch(refusal -> refusal.startsWith(
                        "INVALID [\"input\",\"scope\",\"serviceIds\"] serviceIds must be services, not CI"))
                .anyMatch(refusal -> refusal.startsWith(
                        "INVALID [\"input\",\"scope\",\"siteIds\"] siteIds must be regions, sites or racks, not CI"));
        assertThat(refusals("freezeWindowSet", Map.of("zone", "Mars/Olympus", "startsAt", "tomorrow", "name", " ")))
                .containsExactly(
                        "REQUIRED [\"input\",\"name\"] name must not be empty.",
                        "INVALID [\"input\",\"zone\"] zone must be the name of a region of the IANA database, such as Europe/Berlin.",
                        "INVALID [\"input\",\"startsAt\"] startsAt must be a local date and time such as 2026-12-20T18:00, not tomorrow.");
        assertThat(refusals("freezeWindowSet", Map.of("startsAt", "2026-11-09T01:30")))
                .containsExactly("INVALID [\"input\",\"endsAt\"] endsAt must be later than startsAt.");
        assertThat(refusals("freezeWindowSet", Map.of("startsAt", "2026-11-07T01:30")))
                .containsExactly(
                        "INVALID [\"input\",\"startsAt\"] startsAt must be the first time at which the rule lets it begin.");
        assertThat(refusals("freezeWindowSet", Map.of("endsAt", "2027-11-08T03:30")))
                .containsExactly("INVALID [\"input\",\"endsAt\"] endsAt must be at most 92 days later than startsAt.");
        assertThat(refusals(
                        "freezeWindowSet",
                        Map.of("recurrence", Map.of("rule", "FREQ=WEEKLY;BYDAY=SU;UNTIL=20261030T000000Z"))))
                .hasSize(2);
        assertThat(refusals("freezeWindowSet", Map.of("recurrence", Map.of("rule", "FREQ=HOURLY"))))
                .containsExactly("INVALID [\"input\",\"recurrence\",\"rule\"] rule must be of the frequency DAILY,"
                        + " WEEKLY, MONTHLY or YEARLY.");
        assertThat(set(changeManager, "maintenanceWindowSet", id, null, fine).userErrorCodes("maintenanceWindowSet"))
                .containsExactly("REQUIRED");
        assertThat(suspend(changeManager, id, 1, NOW, "Now").userErrorCodes("changeWindowSuspend"))
                .containsExactly("INVALID");
        assertThat(act(changeManager, "Resume", id, 1).userErrorCodes("changeWindowResume"))
                .containsExactly("CONFLICT");
        assertThat(before.differencesTo(GraphSnapshot.of(driver))).isEmpty();
    }

    @Test
    void shouldMakeTheSameRequestOnce() {
        Map<String, Object> input = nights("Once", Map.of("classIds", List.of("server")));
        Map<String, Object> request = Map.of("input", input, "key", Ids.next());
        String document = SET.formatted("freezeWindowSet", FIELDS);

        String first = client.execute(changeManager, document, request)
                .accepted("freezeWindowSet")
                .text("freezeWindowSet.changeWindow.id");
        assertThat(client.execute(changeManager, document, request)
                        .accepted("freezeWindowSet")
                        .text("freezeWindowSet.changeWindow.id"))
                .isEqualTo(first);
        assertThat(values("MATCH (w:ChangeWindow) RETURN w.id AS value", "")).containsExactly(first);
    }

    @Test
    void shouldLetOneOfManyChangeItAtOnce() throws Exception {
        String id = made(changeManager, "freezeWindowSet", nights("Race", Map.of("everything", true)));
        List<Callable<String>> writers = IntStream.range(0, 9)
                .mapToObj(i -> (Callable<String>) () -> switch (i % 3) {
                    case 0 ->
                        set(changeManager, "freezeWindowSet", id, 1, nights("Race " + i, Map.of("everything", true)))
                                .userErrorCodes("freezeWindowSet")
                                .toString();
                    case 1 ->
                        suspend(changeManager, id, 1, NOW.plusSeconds(3_600), "Race " + i)
                                .userErrorCodes("changeWindowSuspend")
                                .toString();
                    default ->
                        act(changeManager, "End", id, 1)
                                .userErrorCodes("changeWindowEnd")
                                .toString();
                })
                .toList();

        List<String> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> outcome : threads.invokeAll(writers)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes).filteredOn("[]"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("[STALE_VERSION]"::equals).hasSize(8);
    }

    @Test
    void shouldHoldAgainByItselfWhenItsSuspensionIsOver() {
        String id = made(changeManager, "freezeWindowSet", nights("Suspended", Map.of("everything", true)));
        Instant until = Instant.parse("2026-11-08T02:00:00Z");
        JsonNode suspended = suspend(changeManager, id, 1, until.minusSeconds(600), "Emergency")
                .accepted("changeWindowSuspend")
                .at("changeWindowSuspend.changeWindow");
        assertThat(suspended.at("/state").asString()).isEqualTo("SUSPENDED");
        suspended = suspend(changeManager, id, 2, until, "It takes longer")
                .accepted("changeWindowSuspend")
                .at("changeWindowSuspend.changeWindow");
        assertThat(suspended.at("/suspension").toString())
                .isEqualTo("{\"since\":\"" + NOW + "\",\"until\":\"" + until + "\",\"reason\":\"It takes longer\"}");
        assertThat(suspended.at("/nextOccurrence/startsAt").asString()).isEqualTo(until.toString());
        assertThat(told(NOW, NOW.plus(Duration.ofDays(15)), Map.of()))
                .containsExactly(
                        "Suspended 2026-11-08T02:00:00Z 2026-11-08T02:30:00Z",
                        "Suspended 2026-11-15T00:30:00Z 2026-11-15T02:30:00Z");

        clock.set(until);

        await().atMost(PATIENCE).until(() -> read(id).at("/state").asString().equals("ACTIVE"));
        JsonNode window = read(id);
        assertThat(window.at("/version").asInt()).isEqualTo(4);
        assertThat(window.at("/suspension").isNull()).isTrue();
        assertThat(window.at("/history/nodes").findValuesAsString("action"))
                .containsExactly(
                        "change-window.suspension-over",
                        "change-window.suspend",
                        "change-window.suspend",
                        "freeze-window.create");
        assertThat(values(RETURNS, id)).isEmpty();
        assertThat(values("""
                        MATCH (e:OutboxEvent {aggregateId: $id}) WHERE e.type STARTS WITH 'change-window.resumed'
                        RETURN e.payload AS value""", id)).singleElement().asString().contains("\"byTimer\":true");
    }

    @Test
    void shouldHoldAgainAtOnceWhenSomebodyResumesIt() {
        String id = made(changeManager, "freezeWindowSet", nights("Resumed", Map.of("everything", true)));
        suspend(changeManager, id, 1, NOW.plusSeconds(86_400), "Repair").accepted("changeWindowSuspend");
        assertThat(act(changeManager, "Resume", id, 2)
                        .accepted("changeWindowResume")
                        .text("changeWindowResume.changeWindow.state"))
                .isEqualTo("ACTIVE");
        assertThat(values(RETURNS, id)).isEmpty();
        assertThat(act(changeManager, "Resume", id, 3).userErrorCodes("changeWindowResume"))
                .containsExactly("CONFLICT");
    }

    @Test
    void shouldHoldNoMoreOnceItHasEnded() {
        String id = made(changeManager, "freezeWindowSet", nights("Ended", Map.of("everything", true)));
        clock.set(Instant.parse("2026-11-08T01:00:00Z"));
        JsonNode ended =
                act(changeManager, "End", id, 1).accepted("changeWindowEnd").at("changeWindowEnd.changeWindow");
        assertThat(ended.at("/state").asString()).isEqualTo("ENDED");
        assertThat(ended.at("/nextOccurrence").isNull()).isTrue();
        assertThat(told(NOW, NOW.plus(Duration.ofDays(300)), Map.of()))
                .containsExactly("Ended 2026-11-08T00:30:00Z 2026-11-08T01:00:00Z");
        assertThat(set(changeManager, "freezeWindowSet", id, 2, nights("Again", Map.of("everything", true)))
                        .userErrorCodes("freezeWindowSet"))
                .containsExactly("CONFLICT");
        assertThat(act(changeManager, "End", id, 2).userErrorCodes("changeWindowEnd"))
                .containsExactly("CONFLICT");
    }

    @Test
    void shouldSayWhichWindowsCoverAnItemAndWhy() {
        String region = fixture.ci(manager, "region", "why-region");
        String site = fixture.ci(manager, "site", "why-site");
        String rack = fixture.ci(manager, "rack", "why-rack");
        String host = fixture.ci(manager, "server", "why-host");
        String machine = fixture.ci(manager, "virtual-machine", "why-machine");
        String application = fixture.ci(manager, "application-service", "why-application");
        String shop = fixture.ci(manager, "business-service", "why-shop");
        String offering = fixture.ci(manager, "service-offering", "why-offering");
        fixture.relate(manager, site, "LOCATED_IN", region);
        fixture.relate(manager, rack, "LOCATED_IN", site);
        fixture.relate(manager, host, "LOCATED_IN", rack);
        fixture.relate(manager, machine, "RUNS_ON", host);
        fixture.relate(manager, application, "RUNS_ON", machine);
        fixture.relate(manager, shop, "DEPENDS_ON", application);
        made(changeManager, "freezeWindowSet", nights("A of everything", Map.of("everything", true)));
        made(changeManager, "maintenanceWindowSet", nights("B of the shop", Map.of("serviceIds", List.of(shop))));
        made(changeManager, "maintenanceWindowSet", nights("C of the region", Map.of("siteIds", List.of(region))));
        made(changeManager, "maintenanceWindowSet", nights("D of compute", Map.of("classIds", List.of("compute"))));
        made(
                changeManager,
                "maintenanceWindowSet",
                nights("E of the plant", Map.of("organisationIds", List.of(organisation))));
        made(
                changeManager,
                "maintenanceWindowSet",
                nights("F by condition", Map.of("expression", "ci.name == 'why-machine'")));
        made(changeManager, "maintenanceWindowSet", nights("G by name", Map.of("ciIds", List.of(machine, shop))));

        Map<String, List<String>> covered = covered(agent, List.of(machine, shop, region));

        assertThat(covered.get("why-machine"))
                .containsExactlyInAnyOrder(
                        "A of everything EVERYTHING",
                        "B of the shop SERVICE why-shop",
                        "C of the region SITE why-region",
                        "D of compute CLASS compute",
                        "E of the plant ORGANISATION Plant",
                        "F by condition EXPRESSION",
                        "G by name ITEM why-machine");
        assertThat(covered.get("why-shop"))
                .containsExactlyInAnyOrder(
                        "A of everything EVERYTHING",
                        "B of the shop SERVICE why-shop",
                        "E of the plant ORGANISATION Plant",
                        "G by name ITEM why-shop");
        assertThat(covered.get("why-region"))
                .containsExactlyInAnyOrder(
                        "A of everything EVERYTHING",
                        "B of the shop SERVICE why-shop",
                        "C of the region SITE why-region",
                        "E of the plant ORGANISATION Plant");
        assertThat(client.execute(requester, OF_ITEM, range(List.of(offering)))
                        .withoutErrors()
                        .body()
                        .at("/data/configurationItems/nodes/0/changeWindows")
                        .isNull())
                .as("who may not read windows is told nothing of them")
                .isTrue();
    }

    @Test
    void shouldHideWhatAScopeNamesFromWhoMayNotSeeIt() {
        String secret = fixture.ci(
                cleared,
                Map.of("classId", "business-service", "name", "hide-secret", "confidentiality", "CONFIDENTIAL"));
        String open = fixture.ci(manager, "server", "hide-open");
        fixture.relate(cleared, secret, "DEPENDS_ON", open);
        String clearedManager = fixture.person(Role.CHANGE_MANAGER, organisation)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        String id =
                made(clearedManager, "freezeWindowSet", nights("Hidden part", Map.of("serviceIds", List.of(secret))));

        assertThat(read(changeManager, id).at("/scope/services").isEmpty()).isTrue();
        assertThat(read(clearedManager, id).at("/scope/services/0/name").asString())
                .isEqualTo("hide-secret");
        assertThat(covered(agent, List.of(open)).get("hide-open")).containsExactly("Hidden part OTHER");
        assertThat(covered(clearedManager, List.of(open)).get("hide-open"))
                .containsExactly("Hidden part SERVICE hide-secret");
        for (String field : List.of("ciIds", "serviceIds")) {
            assertThat(told(NOW, NOW.plus(Duration.ofDays(15)), Map.of(field, List.of(secret)), changeManager))
                    .as(field)
                    .isEmpty();
        }
        assertThat(told(NOW, NOW.plus(Duration.ofDays(8)), Map.of("serviceIds", List.of(secret)), clearedManager))
                .hasSize(1);
        JsonNode history =
                client.execute(agent, """
                        query ($id: ID!) { changeWindow(id: $id) { history { nodes { fields { field after hidden } } } } }""", Map.of("id", id)).withoutErrors().at("changeWindow.history.nodes.0.fields");
        assertThat(history.toString()).doesNotContain(secret);
        assertThat(set(stranger, "freezeWindowSet", id, 1, nights("Mine", Map.of("serviceIds", List.of(secret))))
                        .userErrorCodes("freezeWindowSet"))
                .containsExactly("NOT_FOUND");

        set(changeManager, "freezeWindowSet", id, 1, nights("Another name", Map.of("classIds", List.of("rack"))))
                .accepted("freezeWindowSet");
        assertThat(read(clearedManager, id).at("/scope/services/0/name").asString())
                .as("nobody takes away what one does not see")
                .isEqualTo("hide-secret");
    }

    @Test
    void shouldListByNameKindAndState() {
        String first = made(changeManager, "freezeWindowSet", nights("beta", Map.of("everything", true)));
        made(changeManager, "maintenanceWindowSet", nights("Alpha", Map.of("classIds", List.of("server"))));
        made(changeManager, "freezeWindowSet", nights("Gamma", Map.of("everything", true)));
        suspend(changeManager, first, 1, NOW.plusSeconds(600), "Repair").accepted("changeWindowSuspend");

        assertThat(names(Map.of())).containsExactly("Alpha", "beta", "Gamma");
        assertThat(names(Map.of("filter", Map.of("kinds", List.of("FREEZE"))))).containsExactly("beta", "Gamma");
        assertThat(names(Map.of("filter", Map.of("states", List.of("SUSPENDED")))))
                .containsExactly("beta");
        assertThat(names(Map.of("sort", Map.of("field", "CREATED_AT", "direction", "DESC"), "first", 2)))
                .hasSize(2);
        List<String> paged = new ArrayList<>();
        Map<String, Object> variables =
                new HashMap<>(Map.of("first", 1, "sort", Map.of("field", "NAME", "direction", "DESC")));
        boolean more = true;
        while (more) {
            GraphQlAnswer page = list(variables);
            paged.addAll(page.at("changeWindows.nodes").findValuesAsString("name"));
            more = page.at("changeWindows.pageInfo.hasNextPage").asBoolean();
            variables.put("after", page.text("changeWindows.pageInfo.endCursor"));
        }
        assertThat(paged).containsExactly("Gamma", "beta", "Alpha");
    }

    @Test
    void shouldTellWhatHoldsInARangeAndWhetherThatIsAll() {
        made(changeManager, "freezeWindowSet", once("Year's end", "2026-12-20T18:00", "2027-01-07T06:00"));
        made(changeManager, "maintenanceWindowSet", nights("Nights", Map.of("classIds", List.of("server"))));
        String server = fixture.ci(manager, "server", "range-server");
        String rack = fixture.ci(manager, "rack", "range-rack");
        Instant from = Instant.parse("2026-12-13T00:00:00Z");
        Instant to = Instant.parse("2026-12-28T00:00:00Z");

        assertThat(told(from, to, Map.of()))
                .containsExactly(
                        "Nights 2026-12-13T00:30:00Z 2026-12-13T02:30:00Z",
                        "Nights 2026-12-20T00:30:00Z 2026-12-20T02:30:00Z",
                        "Year's end 2026-12-20T17:00:00Z 2027-01-07T05:00:00Z",
                        "Nights 2026-12-27T00:30:00Z 2026-12-27T02:30:00Z");
        assertThat(told(from, to, Map.of("kinds", List.of("FREEZE")))).hasSize(1);
        assertThat(told(from, to, Map.of("ciIds", List.of(server)))).hasSize(4);
        assertThat(told(from, to, Map.of("ciIds", List.of(rack)))).hasSize(1);
        GraphQlAnswer cut = client.execute(
                        agent, CALENDAR, Map.of("from", from.toString(), "to", to.toString(), "first", 2))
                .withoutErrors();
        assertThat(cut.at("changeWindowOccurrences.complete").asBoolean()).isFalse();
        assertThat(cut.at("changeWindowOccurrences.occurrences").findValuesAsString("startsAt"))
                .containsExactly("2026-12-13T00:30:00Z", "2026-12-20T00:30:00Z");
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("from", to.toString(), "to", from.toString()),
                Map.of(
                        "from",
                        from.toString(),
                        "to",
                        from.plus(Duration.ofDays(401)).toString()),
                Map.of("from", from.toString(), "to", to.toString(), "first", 501))) {
            assertThat(client.execute(agent, CALENDAR, wrong).errorCodes()).containsExactly("BAD_USER_INPUT");
        }
    }

    /** The number of database calls is that for one item and one window. */
    @Test
    void shouldAnswerForAChangeOfManyItemsAmongManyWindows() {
        List<String> items = fixture.each(
                manager,
                "configurationItemCreate",
                "ConfigurationItemCreateInput",
                "configurationItem",
                IntStream.range(0, MANY_ITEMS)
                        .<Map<String, Object>>mapToObj(
                                i -> Map.of("classId", "server", "name", "many-%03d".formatted(i)))
                        .toList());
        List<Map<String, Object>> inputs = IntStream.range(0, MANY_WINDOWS)
                .mapToObj(i -> nights("Window " + i, scope(i, items)))
                .toList();
        fixture.each(changeManager, "maintenanceWindowSet", "ChangeWindowInput", "changeWindow", inputs);
        Instant to = NOW.plus(Duration.ofDays(30));
        windows.of(windows.facts(Principal.SYSTEM, items), NOW, to);
        calls.reset();
        List<Long> reading = new ArrayList<>();
        List<Long> answering = new ArrayList<>();
        List<Long> asking = new ArrayList<>();
        Map<String, ItemChangeWindows> found = Map.of();
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            List<CiFacts> facts = windows.facts(Principal.SYSTEM, items);
            long read = System.nanoTime();
            found = windows.of(facts, NOW, to);
            reading.add(read - begin);
            long answered = System.nanoTime();
            windows.of(List.of(), NOW, to);
            answering.add(answered - read);
            asking.add(System.nanoTime() - answered);
        }

        assertThat(calls.since("window/", "cmdb/")).hasSize(ROUNDS * 5);
        assertThat(found).hasSize(MANY_ITEMS);
        System.out.printf(
                "%d windows, %d items, 30 days: facts %s; windows %s, of which to find those that hold %s%n",
                MANY_WINDOWS, MANY_ITEMS, told(reading), told(answering), told(asking));
    }

    private static String told(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return "p50 %.1f ms, p95 %.1f ms".formatted(sorted.get(ROUNDS / 2) / 1e6, sorted.get(ROUNDS * 95 / 100) / 1e6);
    }

    /** A tenth of each is by name or by condition, the rest by class. */
    private static Map<String, Object> scope(int window, List<String> items) {
        return switch (window % 10) {
            case 0 -> Map.of("expression", "ci.name.endsWith('%02d') && ci.lifecycle == 'LIVE'".formatted(window / 10));
            case 1 ->
                Map.of(
                        "ciIds",
                        Stream.of(window, window + 50)
                                .map(i -> items.get(i % MANY_ITEMS))
                                .toList());
            case 2 -> Map.of("classIds", List.of("compute"));
            default -> Map.of("classIds", List.of("storage", "database", "switch"));
        };
    }

    private Map<String, List<String>> covered(String token, List<String> ids) {
        Map<String, List<String>> covered = new HashMap<>();
        JsonNode nodes =
                client.execute(token, OF_ITEM, range(ids)).withoutErrors().at("configurationItems.nodes");
        nodes.forEach(node -> {
            assertThat(node.at("/changeWindows/complete").asBoolean()).isTrue();
            List<String> told = new ArrayList<>();
            node.at("/changeWindows/windows")
                    .forEach(held -> held.at("/why")
                            .forEach(why -> told.add(String.join(
                                    " ",
                                    Stream.of("part", "ci/name", "class/key", "organisation/name")
                                            .map(path -> why.at("/" + path).asString(""))
                                            .filter(text -> !text.isEmpty())
                                            .toArray(String[]::new)))));
            List<String> named = new ArrayList<>();
            int next = 0;
            for (JsonNode held : node.at("/changeWindows/windows")) {
                for (int i = 0; i < held.at("/why").size(); i++) {
                    named.add(held.at("/window/name").asString() + " " + told.get(next++));
                }
            }
            covered.put(node.at("/name").asString(), named);
        });
        return covered;
    }

    private static Map<String, Object> range(List<String> ids) {
        return Map.of(
                "ids",
                ids,
                "from",
                NOW.toString(),
                "to",
                NOW.plus(Duration.ofDays(8)).toString());
    }

    private List<String> told(Instant from, Instant to, Map<String, ?> filter) {
        return told(from, to, filter, agent);
    }

    private List<String> told(Instant from, Instant to, Map<String, ?> filter, String token) {
        List<String> told = new ArrayList<>();
        client.execute(token, CALENDAR, Map.of("from", from.toString(), "to", to.toString(), "filter", filter))
                .withoutErrors()
                .at("changeWindowOccurrences.occurrences")
                .forEach(one -> told.add(one.at("/window/name").asString() + " "
                        + one.at("/startsAt").asString() + " "
                        + one.at("/endsAt").asString()));
        return told;
    }

    private List<String> names(Map<String, ?> variables) {
        return list(variables).at("changeWindows.nodes").findValuesAsString("name");
    }

    private GraphQlAnswer list(Map<String, ?> variables) {
        return client.execute(agent, """
                        query ($filter: ChangeWindowFilter, $sort: ChangeWindowSort, $first: Int, $after: String) {
                          changeWindows(filter: $filter, sort: $sort, first: $first, after: $after) {
                            totalCount pageInfo { hasNextPage endCursor } nodes { name }
                          }
                        }""", variables).withoutErrors();
    }

    private JsonNode read(String id) {
        return read(agent, id);
    }

    private JsonNode read(String token, String id) {
        return client.execute(token, READ, Map.of("id", id)).withoutErrors().at("changeWindow");
    }

    private String made(String token, String mutation, Map<String, Object> input) {
        return set(token, mutation, null, null, input).accepted(mutation).text(mutation + ".changeWindow.id");
    }

    private GraphQlAnswer set(
            String token, String mutation, @Nullable String id, @Nullable Integer version, Map<String, Object> input) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("id", id);
        variables.put("version", version);
        variables.put("input", input);
        return client.execute(token, SET.formatted(mutation, FIELDS), variables);
    }

    private GraphQlAnswer suspend(String token, String id, int version, Instant until, String reason) {
        return client.execute(
                token,
                SUSPEND,
                Map.of("id", id, "version", version, "input", Map.of("until", until.toString(), "reason", reason)));
    }

    private GraphQlAnswer act(String token, String action, String id, int version) {
        return client.execute(token, """
                        mutation ($id: ID!, $version: Int!) {
                          changeWindow%s(id: $id, expectedVersion: $version) {
                            changeWindow { %s } userErrors { code field message }
                          }
                        }""".formatted(action, FIELDS), Map.of("id", id, "version", version));
    }

    private List<String> refusals(String mutation, Map<String, ?> differences) {
        Map<String, Object> input = nights("Refused", Map.of("classIds", List.of("server")));
        input.putAll(differences);
        List<String> refusals = new ArrayList<>();
        set(changeManager, mutation, null, null, input)
                .at(mutation + ".userErrors")
                .forEach(error -> refusals.add(error.at("/code").asString() + " " + error.at("/field") + " "
                        + error.at("/message").asString()));
        return refusals;
    }

    /** On Sundays from half past one to half past three in Berlin, from the 8th of November on. */
    private static Map<String, Object> nights(String name, Map<String, ?> scope) {
        Map<String, Object> input = once(name, "2026-11-08T01:30", "2026-11-08T03:30");
        input.put("scope", scope);
        input.put("recurrence", Map.of("rule", "FREQ=WEEKLY;BYDAY=SU"));
        return input;
    }

    private static Map<String, Object> once(String name, String startsAt, String endsAt) {
        assertThat(LocalDateTime.parse(startsAt)).isBefore(endsAt);
        return new HashMap<>(Map.of(
                "name", name,
                "scope", Map.of("everything", true),
                "zone", "Europe/Berlin",
                "startsAt", startsAt,
                "endsAt", endsAt));
    }

    private void run(String statement, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            session.run(statement, parameters).consume();
        }
    }

    private List<String> values(String statement, String id) {
        try (Session session = driver.session()) {
            return session.run(statement, Map.of("id", id))
                    .list(row -> row.get("value").asString());
        }
    }
}
