package io.mainstay.incident;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Replays the audit log of a real service desk through the API, each event at the time at which it happened. */
@IntegrationTest
class IncidentReplayIT {

    private static final DateTimeFormatter LOG_TIME = DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm");
    private static final String RESULT = " { incident { version } userErrors { code message } }";
    private static final String UNKNOWN = "?";
    private static final int CLIENTS = 4;
    private static final int AT_ONCE = 12;
    private static final int ALIASES = 30;

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    private IncidentFixture fixture;

    private final Map<String, String> teams = new HashMap<>();
    private final Map<String, String> people = new HashMap<>();

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    /**
     * An incident of the log.
     *
     * @param actions what was done to it until it was closed, in the order of the log
     * @param assigned the row with its last assignment while it was open; null if it had none
     * @param rated the row with its last impact and urgency while it was open
     */
    private record Logged(
            CSVRecord first, List<Action> actions, @Nullable CSVRecord assigned, CSVRecord rated, Instant closedAt) {

        Instant lastAction() {
            return actions.getLast().at();
        }
    }

    /** A mutation without its id and version. */
    private record Action(String name, String input, Instant at) {}

    @Test
    void shouldEndWhereTheLogEnds() throws Exception {
        fixture = new IncidentFixture(client, work, cypher);
        List<CSVRecord> rows = rows(log());
        Map<String, List<CSVRecord>> byNumber =
                rows.stream().collect(Collectors.groupingBy(row -> row.get("number"), LinkedHashMap::new, toList()));
        prepare(rows);
        List<Logged> log = byNumber.values().stream()
                .map(this::logged)
                .sorted(Comparator.comparing(Logged::lastAction))
                .toList();

        Map<String, Logged> replayed = replay(log);
        clock.follow();

        assertThat(replayed).hasSize(445);
        await().atMost(Duration.ofMinutes(2)).until(() -> closed() == replayed.size());
        Map<String, JsonNode> ended = ended();
        assertThat(replayed).allSatisfy((id, logged) -> expectEnd(ended.get(id), logged));
        long onTime = replayed.entrySet().stream()
                .filter(logged -> Duration.between(
                                        Instant.parse(ended.get(logged.getKey())
                                                .at("/closedAt")
                                                .asString()),
                                        logged.getValue().closedAt())
                                .abs()
                                .compareTo(Duration.ofDays(1))
                        <= 0)
                .count();
        // The log closes 361 of them five days after they were resolved, which is the rule here too; the rest later.
        assertThat(onTime).as("closed by themselves within a day of the log").isGreaterThan(445 * 3 / 4);
    }

    /** Independent incidents side by side, a few at a time, because the clock is one for all. */
    private Map<String, Logged> replay(List<Logged> log) throws Exception {
        Map<String, Logged> replayed = new HashMap<>();
        try (ExecutorService clients =
                Executors.newFixedThreadPool(CLIENTS, Thread.ofVirtual().factory())) {
            for (int start = 0; start < log.size(); start += AT_ONCE) {
                List<Logged> part = log.subList(start, Math.min(log.size(), start + AT_ONCE));
                clock.set(part.getLast().lastAction());
                List<Future<String>> ids = part.stream()
                        .map(incident -> clients.submit(() -> replay(incident)))
                        .toList();
                for (int index = 0; index < part.size(); index++) {
                    replayed.put(ids.get(index).get(), part.get(index));
                }
            }
        }
        return replayed;
    }

    private void expectEnd(JsonNode incident, Logged logged) {
        CSVRecord assigned = logged.assigned();
        String number = logged.first().get("number");
        assertThat(incident.at("/teamId").asString(null))
                .as("team of " + number)
                .isEqualTo(assigned == null ? null : teams.get(assigned.get("assignment_group")));
        assertThat(incident.at("/assigneeId").asString(null))
                .as("assignee of " + number)
                .isEqualTo(assigned == null ? null : people.get(assigned.get("assigned_to")));
        assertThat(incident.at("/priority").asString())
                .as("priority of " + number)
                .isEqualTo("P" + logged.rated().get("priority").charAt(0));
    }

    private static Path log() {
        String folder = System.getProperty("mainstay.sample-data", "");
        Path file = Path.of(folder.isEmpty() ? "no-sample-data" : folder, "incidents", "incident_event_log.csv");
        if (!Files.exists(file)) {
            assertThat("true".equals(System.getenv("CI")) && Files.exists(Path.of("..", "..", "shared")))
                    .as("the sample data is there, but mainstay.sample-data does not name it")
                    .isFalse();
            Assumptions.abort("no sample data: set -Dmainstay.sample-data");
        }
        return file;
    }

    private static List<CSVRecord> rows(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            return CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .getRecords();
        }
    }

    /** Makes the teams and people of the log, its resolution codes and its way of rating. */
    private void prepare(List<CSVRecord> rows) {
        Map<String, Set<String>> members = new TreeMap<>();
        rows.forEach(row -> {
            String team = row.get("assignment_group");
            String person = row.get("assigned_to");
            if (!team.equals(UNKNOWN)) {
                Set<String> known = members.computeIfAbsent(team, _ -> new TreeSet<>());
                if (!person.equals(UNKNOWN)) {
                    known.add(person);
                }
            }
        });
        members.values().stream().flatMap(Set::stream).distinct().forEach(person -> people.put(person, Ids.next()));
        members.keySet().forEach(team -> teams.put(team, Ids.next()));
        work.writeRepeatably(() -> {
            people.values().forEach(fixture::person);
            members.forEach((team, names) -> fixture.team(
                    teams.get(team), names.stream().map(people::get).toArray(String[]::new)));
        });
        rows.stream()
                .map(row -> resolutionCode(row.get("closed_code")))
                .distinct()
                .forEach(this::offer);
        fixture.query(
                        fixture.managerToken,
                        "mutation { priorityMatrixSet(expectedVersion: 1, input: {cells: ["
                                + Stream.of("HIGH", "MEDIUM", "LOW")
                                        .flatMap(impact -> Stream.of("HIGH", "MEDIUM", "LOW")
                                                .map(urgency -> "{impact: " + impact + ", urgency: " + urgency
                                                        + ", priority: P" + loggedPriority(impact, urgency) + "}"))
                                        .collect(Collectors.joining(", "))
                                + "]}) { userErrors { code message } } }")
                .accepted("priorityMatrixSet");
    }

    /** The matrix of the log has four priorities. */
    private static int loggedPriority(String impact, String urgency) {
        List<String> levels = List.of("HIGH", "MEDIUM", "LOW");
        return Math.min(4, levels.indexOf(impact) + levels.indexOf(urgency) + 1);
    }

    private Logged logged(List<CSVRecord> rows) {
        List<Action> actions = new ArrayList<>();
        CSVRecord first = rows.getFirst();
        CSVRecord rated = first;
        CSVRecord assigned = null;
        String state = "New";
        Instant at = Instant.MIN;
        for (CSVRecord row : rows) {
            String next = row.get("incident_state");
            Instant time = time(row.get("sys_updated_at"));
            at = time.isAfter(at) ? time : at;
            if (next.equals("Closed")) {
                break;
            }
            boolean changes = !next.equals(state);
            // What can only be done to an open incident is done before it is resolved and after it is reopened.
            if (changes && state.equals("Resolved")) {
                actions.add(transition(state, next, at, first));
                changes = false;
            }
            if (!next.equals("Resolved") || changes) {
                if (differ(row, rated, "impact", "urgency")) {
                    actions.add(new Action(
                            "incidentPrioritise",
                            "impact: " + level(row.get("impact")) + ", urgency: " + level(row.get("urgency")),
                            at));
                    rated = row;
                }
                if (!row.get("assignment_group").equals(UNKNOWN)
                        && (assigned == null || differ(row, assigned, "assignment_group", "assigned_to"))) {
                    actions.add(new Action("incidentAssign", assignment(row), at));
                    assigned = row;
                }
            }
            if (changes) {
                actions.add(transition(state, next, at, first));
            }
            state = next;
        }
        return new Logged(first, actions, assigned, rated, time(rows.getLast().get("closed_at")));
    }

    private String assignment(CSVRecord row) {
        String person = row.get("assigned_to");
        return "teamId: \"" + teams.get(row.get("assignment_group")) + "\", serviceOfferingId: \""
                + fixture.offeringId + "\""
                + (person.equals(UNKNOWN) ? "" : ", assigneeId: \"" + people.get(person) + "\"");
    }

    private static boolean differ(CSVRecord one, CSVRecord other, String... columns) {
        return Stream.of(columns).anyMatch(column -> !one.get(column).equals(other.get(column)));
    }

    private static Action transition(String from, String to, Instant at, CSVRecord first) {
        return switch (to) {
            case "Active" ->
                switch (from) {
                    case "New" -> new Action("incidentStart", "", at);
                    case "Resolved" -> new Action("incidentReopen", "reason: \"Not solved\"", at);
                    default -> new Action("incidentResume", "", at);
                };
            case "Resolved" ->
                new Action(
                        "incidentResolve",
                        "code: \"" + resolutionCode(first.get("closed_code")) + "\", resolution: \"As in the log\"",
                        at);
            case "Awaiting User Info" -> new Action("incidentHold", "reason: \"AWAITING_CUSTOMER\"", at);
            case "Awaiting Problem" -> new Action("incidentHold", "reason: \"AWAITING_PROBLEM\"", at);
            case "Awaiting Vendor" -> new Action("incidentHold", "reason: \"AWAITING_VENDOR\"", at);
            default -> throw new IllegalArgumentException("The log has a new state " + to);
        };
    }

    private String replay(Logged incident) {
        CSVRecord first = incident.first();
        Instant opened = time(first.get("opened_at"));
        Instant firstAction = incident.actions().getFirst().at();
        Map<String, Object> input = new HashMap<>();
        input.put("title", first.get("category") + ", " + first.get("u_symptom"));
        input.put("channel", "PHONE");
        input.put("location", first.get("location"));
        input.put("symptom", first.get("u_symptom"));
        input.put("impact", level(first.get("impact")));
        input.put("urgency", level(first.get("urgency")));
        input.put("occurredAt", (opened.isAfter(firstAction) ? firstAction : opened).toString());
        String id = fixture.report(fixture.integration, input)
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
        int version = 1;
        for (int start = 0; start < incident.actions().size(); start += ALIASES) {
            StringBuilder document = new StringBuilder();
            int end = Math.min(incident.actions().size(), start + ALIASES);
            for (Action action : incident.actions().subList(start, end)) {
                document.append(mutation(id, version++, action));
            }
            GraphQlAnswer answer = fixture.query(fixture.integration, "mutation {" + document + " }")
                    .withoutErrors();
            for (int done = start + 1; done <= end; done++) {
                assertThat(answer.at("m" + done + ".userErrors").isEmpty())
                        .as(first.get("number") + " " + answer.body())
                        .isTrue();
            }
        }
        return id;
    }

    private static String mutation(String id, int version, Action action) {
        String input = action.input().isEmpty() ? "" : action.input() + ", ";
        return " m" + version + ": " + action.name() + "(input: {" + input + "occurredAt: \"" + action.at()
                + "\"}, id: \"" + id + "\", expectedVersion: " + version + ")" + RESULT;
    }

    private static String resolutionCode(String logged) {
        return logged.equals(UNKNOWN)
                ? "SOLVED"
                : logged.toUpperCase(Locale.ROOT).replace(' ', '_');
    }

    private void offer(String code) {
        if (!code.equals("SOLVED")) {
            fixture.query(
                            fixture.managerToken,
                            "mutation($code: String!) { incidentChoiceSet(input: {kind: RESOLUTION_CODE, code: $code,"
                                    + " name: $code}) { userErrors { code } } }",
                            Map.of("code", code))
                    .accepted("incidentChoiceSet");
        }
    }

    private int closed() {
        return fixture.query(
                        fixture.auditor,
                        "query($org: ID!) { incidents(first: 1, filter: {organisationId: {eq: $org},"
                                + " state: {eq: CLOSED}}) { totalCount } }",
                        Map.of("org", fixture.organisationId))
                .at("incidents.totalCount")
                .asInt();
    }

    private Map<String, JsonNode> ended() {
        Map<String, JsonNode> ended = new HashMap<>();
        Map<String, Object> variables = new HashMap<>(Map.of("org", fixture.organisationId));
        boolean more = true;
        while (more) {
            GraphQlAnswer page = fixture.query(
                            fixture.auditor,
                            "query($org: ID!, $after: String) { incidents(first: 100, after: $after,"
                                    + " filter: {organisationId: {eq: $org}}) { nodes { id teamId assigneeId priority"
                                    + " closedAt } pageInfo { hasNextPage endCursor } } }",
                            variables)
                    .withoutErrors();
            page.at("incidents.nodes").forEach(node -> ended.put(node.at("/id").asString(), node));
            variables.put("after", page.text("incidents.pageInfo.endCursor"));
            more = page.at("incidents.pageInfo.hasNextPage").asBoolean();
        }
        return ended;
    }

    private static String level(String logged) {
        return logged.substring(4).toUpperCase(Locale.ROOT);
    }

    private static Instant time(String text) {
        return LocalDateTime.parse(text, LOG_TIME).toInstant(ZoneOffset.UTC);
    }
}
