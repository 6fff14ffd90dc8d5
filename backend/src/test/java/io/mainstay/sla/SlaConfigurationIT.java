// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;

/** Calendars and definitions through the API. */
@IntegrationTest
class SlaConfigurationIT {

    private static final String BUILT_IN = "00000000-0000-7000-8051-000000000100";
    private static final String AROUND_THE_CLOCK = "00000000-0000-7000-8051-000000000051";
    private static final String CREATE_CALENDAR = """
            mutation Create($input: BusinessCalendarInput!, $key: String) {
              businessCalendarCreate(input: $input, idempotencyKey: $key) {
                businessCalendar { id name version versions { validFrom rules { zone weekly { day from to }
                  holidays { date name } exceptions { date reason intervals { from to } } } } }
                userErrors { code field message parameters }
              }
            }""";
    private static final String REVISE_CALENDAR = """
            mutation Revise($id: ID!, $input: BusinessCalendarInput!, $version: Int!) {
              businessCalendarRevise(id: $id, input: $input, expectedVersion: $version) {
                businessCalendar { id version versions { validFrom rules { zone } } }
                userErrors { code field message parameters }
              }
            }""";
    private static final String CREATE_DEFINITION = """
            mutation Create($input: SlaDefinitionInput!, $key: String) {
              slaDefinitionCreate(input: $input, idempotencyKey: $key) {
                slaDefinition { id version active name metric target pausingHoldReasons reopenMode changeMode
                  pastThresholds warningPercents calendar { name } }
                userErrors { code field message parameters }
              }
            }""";
    private static final String REVISE_DEFINITION = """
            mutation Revise($id: ID!, $input: SlaDefinitionInput!, $version: Int!) {
              slaDefinitionRevise(id: $id, input: $input, expectedVersion: $version) {
                slaDefinition { version target }
                userErrors { code field message }
              }
            }""";
    private static final String RETIRE_DEFINITION = """
            mutation Retire($id: ID!, $version: Int!) {
              slaDefinitionRetire(id: $id, expectedVersion: $version) {
                slaDefinition { version active }
                userErrors { code field message }
              }
            }""";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private Driver driver;

    private final String manager = TestTokens.as(Role.SERVICE_MANAGER).token();
    private final String agent = TestTokens.as(Role.AGENT).token();

    @Test
    void shouldComeWithCalendarsAndADefinitionOfBothMetricsForEachPriority() {
        GraphQlAnswer answer = client.execute(agent, """
                {
                  businessCalendars { totalCount nodes { id name } }
                  slaDefinitions(first: 100) { nodes { name metric priority target calendar { name } } }
                }""").withoutErrors();

        assertThat(answer.at("businessCalendars.nodes").findValuesAsString("name"))
                .contains("Around the clock", "Business hours");
        assertThat(answer.at("slaDefinitions.nodes").findValuesAsString("name"))
                .contains(
                        "P1 resolution",
                        "P1 response",
                        "P5 resolution",
                        "P5 response",
                        "Problem P1 resolution",
                        "Problem P1 response",
                        "Problem P5 resolution",
                        "Problem P5 response");
    }

    @Test
    void shouldMakeACalendarAndReadItBack() {
        Map<String, Object> input = calendar("Berlin desk");
        input.put("holidays", List.of(Map.of("date", "2026-12-25", "name", "Christmas")));
        input.put(
                "exceptions",
                List.of(Map.of(
                        "date", "2026-12-24", "intervals", List.of(Map.of("from", 480, "to", 720)), "reason", "Eve")));

        GraphQlAnswer made =
                client.execute(manager, CREATE_CALENDAR, Map.of("input", input)).accepted("businessCalendarCreate");
        String id = made.text("businessCalendarCreate.businessCalendar.id");
        GraphQlAnswer read = client.execute(agent, """
                        query Read($id: ID!) {
                          businessCalendar(id: $id) { name versions { validFrom rules { weekly { day from to }
                            holidays { name } exceptions { intervals { to } } } } }
                          node(id: $id) { __typename id }
                        }""", Map.of("id", id)).withoutErrors();

        assertThat(read.text("businessCalendar.name")).isEqualTo("Berlin desk");
        assertThat(read.text("businessCalendar.versions.0.validFrom")).isEqualTo("2026-01-01");
        assertThat(read.text("businessCalendar.versions.0.rules.weekly.0.to")).isEqualTo("1020");
        assertThat(read.text("businessCalendar.versions.0.rules.holidays.0.name"))
                .isEqualTo("Christmas");
        assertThat(read.text("businessCalendar.versions.0.rules.exceptions.0.intervals.0.to"))
                .isEqualTo("720");
        assertThat(read.text("node.__typename")).isEqualTo("BusinessCalendar");
    }

    @Test
    void shouldKeepTheVersionsOfACalendarInTheOrderOfTheirDates() {
        String id = create(CREATE_CALENDAR, "businessCalendarCreate.businessCalendar", calendar("Versions"));

        revise(id, "2026-07-01", "Asia/Shanghai", 1).accepted("businessCalendarRevise");
        revise(id, "2026-04-01", "America/New_York", 2).accepted("businessCalendarRevise");
        GraphQlAnswer last = revise(id, "2026-07-01", "UTC", 3).accepted("businessCalendarRevise");

        assertThat(last.at("businessCalendarRevise.businessCalendar.versions").findValuesAsString("zone"))
                .containsExactly("Europe/Berlin", "America/New_York", "UTC");
        assertThat(revise(id, "2026-08-01", "UTC", 3).userErrorCodes("businessCalendarRevise"))
                .containsExactly("STALE_VERSION");
        assertThat(revise(Ids.next(), "2026-08-01", "UTC", 1).userErrorCodes("businessCalendarRevise"))
                .containsExactly("NOT_FOUND");
        assertThat(revise("no id", "2026-08-01", "UTC", 1).userErrorCodes("businessCalendarRevise"))
                .containsExactly("NOT_FOUND");
    }

    static List<BadInput> badCalendars() {
        Map<String, Object> nine = Map.of("day", "MONDAY", "from", 540, "to", 600);
        return List.of(
                new BadInput("name", "  ", "REQUIRED", List.of("input", "name")),
                new BadInput("name", "x".repeat(121), "TOO_LONG", List.of("input", "name")),
                new BadInput("name", "around THE clock", "ALREADY_EXISTS", List.of("input", "name")),
                new BadInput("description", "x".repeat(2_001), "TOO_LONG", List.of("input", "description")),
                new BadInput("zone", "+02:00", "INVALID", List.of("input", "zone")),
                new BadInput("zone", "Mars/Olympus", "INVALID", List.of("input", "zone")),
                new BadInput("validFrom", "2201-01-01", "INVALID", List.of("input", "validFrom")),
                new BadInput("weekly", List.of(), "INVALID", List.of("input", "weekly")),
                new BadInput("weekly", List.of(nine, nine), "INVALID", List.of("input", "weekly", "1")),
                new BadInput(
                        "weekly",
                        List.of(Map.of("day", "MONDAY", "from", 600, "to", 540)),
                        "INVALID",
                        List.of("input", "weekly", "0")),
                new BadInput(
                        "weekly",
                        List.of(Map.of("day", "MONDAY", "from", 0, "to", 1441)),
                        "INVALID",
                        List.of("input", "weekly", "0")),
                new BadInput("weekly", Collections.nCopies(200, nine), "INVALID", List.of("input", "weekly")),
                new BadInput(
                        "holidays",
                        List.of(
                                Map.of("date", "2026-01-01", "name", "One"),
                                Map.of("date", "2026-01-01", "name", "Two")),
                        "INVALID",
                        List.of("input", "holidays", "1", "date")),
                new BadInput(
                        "exceptions",
                        List.of(Map.of("date", "2026-01-01", "intervals", List.of(), "reason", "")),
                        "INVALID",
                        List.of("input", "exceptions", "0", "reason")));
    }

    @ParameterizedTest
    @MethodSource("badCalendars")
    void shouldRefuseABadCalendarAndWriteNothing(BadInput bad) {
        Map<String, Object> input = calendar("Bad " + Ids.next());
        input.put(bad.field(), bad.value());
        long before = nodes();

        GraphQlAnswer answer = client.execute(manager, CREATE_CALENDAR, Map.of("input", input));

        bad.check(answer, "businessCalendarCreate");
        assertThat(nodes()).isEqualTo(before);
    }

    static List<BadInput> badDefinitions() {
        return List.of(
                new BadInput("name", "", "REQUIRED", List.of("input", "name")),
                new BadInput("name", "x".repeat(121), "TOO_LONG", List.of("input", "name")),
                new BadInput("priority", "p 1; DROP", "INVALID", List.of("input", "priority")),
                new BadInput("customerClass", "x".repeat(41), "INVALID", List.of("input", "customerClass")),
                new BadInput("serviceOfferingId", "no id", "INVALID", List.of("input", "serviceOfferingId")),
                new BadInput("target", "PT59S", "INVALID", List.of("input", "target")),
                new BadInput("target", "-PT4H", "INVALID", List.of("input", "target")),
                new BadInput("target", "PT1H0.5S", "INVALID", List.of("input", "target")),
                new BadInput("target", "P366DT1S", "INVALID", List.of("input", "target")),
                new BadInput("calendarId", "no id", "NOT_FOUND", List.of("input", "calendarId")),
                new BadInput("calendarId", Ids.next(), "NOT_FOUND", List.of("input", "calendarId")),
                new BadInput(
                        "pausingHoldReasons", List.of("awaiting"), "INVALID", List.of("input", "pausingHoldReasons")),
                new BadInput("warningPercents", List.of(0), "INVALID", List.of("input", "warningPercents")),
                new BadInput("warningPercents", List.of(100), "INVALID", List.of("input", "warningPercents")),
                new BadInput("warningPercents", List.of(50, 50), "INVALID", List.of("input", "warningPercents")));
    }

    @ParameterizedTest
    @MethodSource("badDefinitions")
    void shouldRefuseABadDefinitionAndWriteNothing(BadInput bad) {
        Map<String, Object> input = definition("BAD");
        input.put(bad.field(), bad.value());
        long before = nodes();

        GraphQlAnswer answer = client.execute(manager, CREATE_DEFINITION, Map.of("input", input));

        bad.check(answer, "slaDefinitionCreate");
        assertThat(nodes()).isEqualTo(before);
    }

    @Test
    void shouldRefuseATargetThatItsCalendarCannotHold() {
        Map<String, Object> calendar = calendar("One minute a week");
        calendar.put("weekly", List.of(Map.of("day", "SUNDAY", "from", 0, "to", 1)));
        Map<String, Object> input = definition("MINUTE");
        input.put("calendarId", create(CREATE_CALENDAR, "businessCalendarCreate.businessCalendar", calendar));
        input.put("target", "PT5H");

        GraphQlAnswer answer = client.execute(manager, CREATE_DEFINITION, Map.of("input", input));

        assertThat(answer.userErrorCodes("slaDefinitionCreate")).containsExactly("INVALID");
        assertThat(answer.text("slaDefinitionCreate.userErrors.0.parameters.rule"))
                .isEqualTo("NO_BUSINESS_TIME");
    }

    @Test
    void shouldMakeReviseAndRetireADefinition() {
        String id = create(CREATE_DEFINITION, "slaDefinitionCreate.slaDefinition", definition("LIFE"));
        Map<String, Object> changed = definition("LIFE");
        changed.put("target", "PT2H");

        GraphQlAnswer revised =
                client.execute(manager, REVISE_DEFINITION, Map.of("id", id, "input", changed, "version", 1));
        revised.accepted("slaDefinitionRevise");
        assertThat(revised.text("slaDefinitionRevise.slaDefinition.target")).isEqualTo("PT2H");
        changed.put("kind", "PROBLEM");
        GraphQlAnswer otherKind =
                client.execute(manager, REVISE_DEFINITION, Map.of("id", id, "input", changed, "version", 2));
        assertThat(otherKind.userErrorCodes("slaDefinitionRevise")).containsExactly("INVALID");
        assertThat(otherKind.at("slaDefinitionRevise.userErrors.0.field").toString())
                .isEqualTo("[\"input\",\"kind\"]");
        changed.put("kind", "INCIDENT");
        changed.put("metric", "RESPONSE");
        changed.put("pausingHoldReasons", List.of());
        assertThat(client.execute(manager, REVISE_DEFINITION, Map.of("id", id, "input", changed, "version", 2))
                        .userErrorCodes("slaDefinitionRevise"))
                .containsExactly("INVALID");
        assertThat(retire(manager, id, 1).userErrorCodes("slaDefinitionRetire")).containsExactly("STALE_VERSION");
        GraphQlAnswer retired = retire(manager, id, 2).accepted("slaDefinitionRetire");
        assertThat(retired.text("slaDefinitionRetire.slaDefinition.active")).isEqualTo("false");
        assertThat(retire(manager, id, 3).userErrorCodes("slaDefinitionRetire")).containsExactly("CONFLICT");
        assertThat(retire(manager, Ids.next(), 1).userErrorCodes("slaDefinitionRetire"))
                .containsExactly("NOT_FOUND");
    }

    @Test
    void shouldRefuseASecondDefinitionOfTheSameRecordsAlsoWhenTwoAreMadeAtOnce() throws Exception {
        List<Callable<List<String>>> makers = new ArrayList<>();
        for (int maker = 0; maker < 8; maker++) {
            makers.add(() -> client.execute(manager, CREATE_DEFINITION, Map.of("input", definition("TWICE")))
                    .userErrorCodes("slaDefinitionCreate"));
        }
        List<List<String>> codes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<String>> made : threads.invokeAll(makers)) {
                codes.add(made.get());
            }
        }

        assertThat(codes).filteredOn(List::isEmpty).hasSize(1);
        assertThat(codes).filteredOn(List.of("ALREADY_EXISTS")::equals).hasSize(7);
    }

    @Test
    void shouldKeepTheDefinitionsOfEachKindApart() {
        Map<String, Object> ofProblems = definition("KIND");
        ofProblems.put("kind", "PROBLEM");
        String incidents = create(CREATE_DEFINITION, "slaDefinitionCreate.slaDefinition", definition("KIND"));
        String problems = create(CREATE_DEFINITION, "slaDefinitionCreate.slaDefinition", ofProblems);
        assertThat(client.execute(manager, CREATE_DEFINITION, Map.of("input", ofProblems))
                        .userErrorCodes("slaDefinitionCreate"))
                .containsExactly("ALREADY_EXISTS");

        GraphQlAnswer lists = client.execute(agent, """
                {
                  ofIncidents: slaDefinitions(kind: INCIDENT, first: 100) { totalCount nodes { id kind } }
                  ofProblems: slaDefinitions(kind: PROBLEM, first: 100) { totalCount nodes { id kind } pageInfo { endCursor } }
                  all: slaDefinitions(first: 100) { totalCount nodes { id } }
                }""").withoutErrors();

        assertThat(lists.at("ofIncidents.nodes").findValuesAsString("id"))
                .contains(incidents, BUILT_IN)
                .doesNotContain(problems);
        assertThat(lists.at("ofProblems.nodes").findValuesAsString("id"))
                .contains(problems)
                .doesNotContain(incidents, BUILT_IN);
        assertThat(lists.at("ofProblems.nodes").findValuesAsString("kind")).containsOnly("PROBLEM");
        assertThat(lists.at("all.nodes").findValuesAsString("id")).contains(incidents, problems, BUILT_IN);
        assertThat(lists.at("ofIncidents.totalCount").asInt()
                        + lists.at("ofProblems.totalCount").asInt())
                .isEqualTo(lists.at("all.totalCount").asInt());
        assertThat(client.execute(
                                agent,
                                "query($after: String) { slaDefinitions(kind: INCIDENT, after: $after) { totalCount } }",
                                Map.of("after", lists.text("ofProblems.pageInfo.endCursor")))
                        .errorCodes())
                .containsExactly("BAD_USER_INPUT");
    }

    @Test
    void shouldAnswerARepeatedRequestWithWhatTheFirstOneMade() {
        Map<String, Object> variables = Map.of("input", definition("AGAIN"), "key", "again-1");

        GraphQlAnswer first =
                client.execute(manager, CREATE_DEFINITION, variables).accepted("slaDefinitionCreate");
        GraphQlAnswer second =
                client.execute(manager, CREATE_DEFINITION, variables).accepted("slaDefinitionCreate");

        assertThat(second.text("slaDefinitionCreate.slaDefinition.id"))
                .isEqualTo(first.text("slaDefinitionCreate.slaDefinition.id"));
    }

    @ParameterizedTest
    @CsvSource({"REQUESTER", "AGENT", "TEAM_LEAD", "CHANGE_MANAGER", "AUDITOR", "INTEGRATION"})
    void shouldLetOnlyServiceManagersAndAdministratorsChangeAnything(Role role) {
        String token = TestTokens.as(role).token();
        long before = nodes();

        assertThat(client.execute(token, CREATE_CALENDAR, Map.of("input", calendar("Forbidden")))
                        .userErrorCodes("businessCalendarCreate"))
                .containsExactly("FORBIDDEN");
        assertThat(client.execute(
                                token,
                                REVISE_CALENDAR,
                                Map.of("id", AROUND_THE_CLOCK, "input", calendar("Forbidden"), "version", 1))
                        .userErrorCodes("businessCalendarRevise"))
                .containsExactly("FORBIDDEN");
        assertThat(client.execute(token, CREATE_DEFINITION, Map.of("input", definition("FORBIDDEN")))
                        .userErrorCodes("slaDefinitionCreate"))
                .containsExactly("FORBIDDEN");
        assertThat(retire(token, BUILT_IN, 1).userErrorCodes("slaDefinitionRetire"))
                .containsExactly("FORBIDDEN");
        assertThat(nodes()).isEqualTo(before);
    }

    @Test
    void shouldPageDefinitionsAndReadTheirCalendarsByOneCall() {
        String page = """
                query Page($first: Int, $after: String) {
                  slaDefinitions(first: $first, after: $after) {
                    nodes { id calendar { name } } pageInfo { hasNextPage endCursor } } }""";
        GraphQlAnswer first = client.execute(agent, page, Map.of("first", 3)).withoutErrors();
        String cursor = first.text("slaDefinitions.pageInfo.endCursor");

        calls.reset();
        GraphQlAnswer second =
                client.execute(agent, page, Map.of("first", 7, "after", cursor)).withoutErrors();

        assertThat(calls.since("calendar/by-ids", "sla/list-definitions"))
                .containsExactly("sla/list-definitions", "calendar/by-ids");
        assertThat(second.at("slaDefinitions.nodes").findValuesAsString("id"))
                .hasSize(7)
                .doesNotContainAnyElementsOf(first.at("slaDefinitions.nodes").findValuesAsString("id"));
        assertThat(client.execute(agent, page, Map.of("first", 0)).errorCodes()).containsExactly("BAD_USER_INPUT");
        assertThat(client.execute(agent, page, Map.of("first", 101)).errorCodes())
                .containsExactly("BAD_USER_INPUT");
        assertThat(client.execute(agent, page, Map.of("after", "nonsense")).errorCodes())
                .containsExactly("BAD_USER_INPUT");
    }

    @Test
    void shouldAnswerNullForWhatDoesNotExist() {
        GraphQlAnswer answer = client.execute(
                        agent,
                        "query($id: ID!) { slaDefinition(id: $id) { id } businessCalendar(id: $id) { id } }",
                        Map.of("id", Ids.next()))
                .withoutErrors();

        assertThat(answer.at("slaDefinition").isNull()).isTrue();
        assertThat(answer.at("businessCalendar").isNull()).isTrue();
    }

    private GraphQlAnswer revise(String id, String validFrom, String zone, int version) {
        Map<String, Object> input = calendar("Versions");
        input.put("validFrom", validFrom);
        input.put("zone", zone);
        return client.execute(manager, REVISE_CALENDAR, Map.of("id", id, "input", input, "version", version));
    }

    private GraphQlAnswer retire(String token, String id, int version) {
        return client.execute(token, RETIRE_DEFINITION, Map.of("id", id, "version", version));
    }

    private String create(String mutation, String path, Map<String, Object> input) {
        GraphQlAnswer answer = client.execute(manager, mutation, Map.of("input", input));
        answer.accepted(path.substring(0, path.indexOf('.')));
        return answer.text(path + ".id");
    }

    private long nodes() {
        try (Session session = driver.session()) {
            return session.run("""
                            MATCH (n) WHERE n:BusinessCalendar OR n:BusinessCalendarVersion OR n:SlaDefinition
                              OR n:SlaDefinitionVersion RETURN count(n) AS count""").single().get("count").asLong();
        }
    }

    private static Map<String, Object> calendar(String name) {
        Map<String, Object> input = new HashMap<>();
        input.put("name", name);
        input.put("validFrom", "2026-01-01");
        input.put("zone", "Europe/Berlin");
        input.put("weekly", List.of(Map.of("day", "MONDAY", "from", 480, "to", 1020)));
        return input;
    }

    private static Map<String, Object> definition(String customerClass) {
        Map<String, Object> input = new HashMap<>();
        input.put("name", "For " + customerClass);
        input.put("kind", "INCIDENT");
        input.put("metric", "RESOLUTION");
        input.put("customerClass", customerClass);
        input.put("target", "PT4H");
        input.put("calendarId", AROUND_THE_CLOCK);
        return input;
    }

    record BadInput(String field, Object value, String code, List<String> path) {

        void check(GraphQlAnswer answer, String mutation) {
            answer.withoutErrors();
            assertThat(answer.at(mutation).findValues("code"))
                    .extracting(value -> value.asString())
                    .containsExactly(code);
            List<String> field = new ArrayList<>();
            answer.at(mutation + ".userErrors.0.field").forEach(part -> field.add(part.asString()));
            assertThat(field).isEqualTo(path);
        }
    }
}
