package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Replays the audit log of a real service desk through the API, each event at the time at which it happened. */
@IntegrationTest
class IncidentReplayIT {

    private static final DateTimeFormatter LOG_TIME = DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm");
    private static final String RESULT = " { incident { version state } userErrors { code message } }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private SettableClock clock;

    private IncidentFixture fixture;

    private final Set<String> codes = new HashSet<>();

    @AfterEach
    void followTheMachine() {
        clock.follow();
    }

    /** An incident of the log: each change of its state, until it is closed. */
    private record Logged(CSVRecord first, List<Step> steps, Instant closedAt) {

        Instant lastStep() {
            return steps.getLast().at();
        }
    }

    private record Step(String state, Instant at) {}

    @Test
    void shouldEndInTheStatesOfTheLog() throws IOException {
        List<Logged> log = read(log());
        fixture = new IncidentFixture(client, work, cypher);
        Map<String, Logged> replayed = new LinkedHashMap<>();
        log.stream().sorted(Comparator.comparing(Logged::lastStep)).forEach(incident -> {
            clock.set(incident.lastStep());
            replayed.put(replay(incident), incident);
        });
        clock.follow();

        assertThat(replayed).hasSize(445);
        await().atMost(Duration.ofMinutes(2)).until(() -> closed() == replayed.size());
        long onTime = closedAt().entrySet().stream()
                .filter(closed -> Duration.between(
                                        closed.getValue(),
                                        replayed.get(closed.getKey()).closedAt())
                                .abs()
                                .compareTo(Duration.ofDays(1))
                        <= 0)
                .count();
        // The log closes 361 of them five days after they were resolved, which is the rule here too; the rest later.
        assertThat(onTime).as("closed by themselves within a day of the log").isGreaterThan(445 * 3 / 4);
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

    private static List<Logged> read(Path file) throws IOException {
        Map<String, List<CSVRecord>> rows = new LinkedHashMap<>();
        try (var reader = Files.newBufferedReader(file)) {
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .forEach(row -> rows.computeIfAbsent(row.get("number"), _ -> new ArrayList<>())
                            .add(row));
        }
        return rows.values().stream().map(IncidentReplayIT::logged).toList();
    }

    private static Logged logged(List<CSVRecord> rows) {
        List<Step> steps = new ArrayList<>();
        Instant at = Instant.MIN;
        for (CSVRecord row : rows) {
            String state = row.get("incident_state");
            Instant time = time(row.get("sys_updated_at"));
            at = time.isAfter(at) ? time : at;
            boolean same = !steps.isEmpty() && steps.getLast().state().equals(state);
            if (!same && !state.equals("Closed")) {
                steps.add(new Step(state, at));
            }
        }
        return new Logged(rows.getFirst(), steps, time(rows.getLast().get("closed_at")));
    }

    private String replay(Logged incident) {
        CSVRecord first = incident.first();
        Instant opened = time(first.get("opened_at"));
        Instant firstStep = incident.steps().getFirst().at();
        Map<String, Object> input = new HashMap<>();
        input.put("title", first.get("category") + ", " + first.get("u_symptom"));
        input.put("channel", "PHONE");
        input.put("location", first.get("location"));
        input.put("symptom", first.get("u_symptom"));
        input.put("impact", level(first.get("impact")));
        input.put("urgency", level(first.get("urgency")));
        input.put("occurredAt", (opened.isAfter(firstStep) ? firstStep : opened).toString());
        String id = fixture.report(fixture.integration, input)
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
        String code = resolutionCode(first.get("closed_code"));
        String previous = "New";
        StringBuilder document = new StringBuilder();
        int version = 1;
        for (Step step : incident.steps()) {
            if (!step.state().equals("New")) {
                document.append(mutation(id, version, previous, step, code));
                version++;
            }
            previous = step.state();
        }
        GraphQlAnswer answer = fixture.query(fixture.integration, "mutation {" + document + " }")
                .withoutErrors();
        assertThat(answer.text("m" + (version - 1) + ".incident.state"))
                .as(first.get("number") + " " + answer.body())
                .isEqualTo("RESOLVED");
        return id;
    }

    private static String mutation(String id, int version, String from, Step step, String code) {
        String at = "occurredAt: \"" + step.at() + "\"";
        String call = switch (step.state()) {
            case "Active" ->
                switch (from) {
                    case "New" -> "incidentStart(input: {" + at;
                    case "Resolved" -> "incidentReopen(input: {reason: \"Not solved\", " + at;
                    default -> "incidentResume(input: {" + at;
                };
            case "Resolved" -> "incidentResolve(input: {code: \"" + code + "\", resolution: \"As in the log\", " + at;
            case "Awaiting User Info" -> "incidentHold(input: {reason: \"AWAITING_CUSTOMER\", " + at;
            case "Awaiting Problem" -> "incidentHold(input: {reason: \"AWAITING_PROBLEM\", " + at;
            case "Awaiting Vendor" -> "incidentHold(input: {reason: \"AWAITING_VENDOR\", " + at;
            default -> throw new IllegalArgumentException("The log has a new state " + step.state());
        };
        return " m" + version + ": " + call + "}, id: \"" + id + "\", expectedVersion: " + version + ")" + RESULT;
    }

    private String resolutionCode(String logged) {
        String code =
                logged.equals("?") ? "SOLVED" : logged.toUpperCase(Locale.ROOT).replace(' ', '_');
        if (codes.add(code) && !code.equals("SOLVED")) {
            fixture.query(
                            fixture.managerToken,
                            "mutation($code: String!) { incidentChoiceSet(input: {kind: RESOLUTION_CODE, code: $code,"
                                    + " name: $code}) { userErrors { code } } }",
                            Map.of("code", code))
                    .accepted("incidentChoiceSet");
        }
        return code;
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

    private Map<String, Instant> closedAt() {
        Map<String, Instant> closedAt = new HashMap<>();
        Map<String, Object> variables = new HashMap<>(Map.of("org", fixture.organisationId));
        boolean more = true;
        while (more) {
            GraphQlAnswer page = fixture.query(
                            fixture.auditor,
                            "query($org: ID!, $after: String) { incidents(first: 100, after: $after,"
                                    + " filter: {organisationId: {eq: $org}}) { nodes { id closedAt }"
                                    + " pageInfo { hasNextPage endCursor } } }",
                            variables)
                    .withoutErrors();
            page.at("incidents.nodes")
                    .forEach(node -> closedAt.put(
                            node.at("/id").asString(),
                            Instant.parse(node.at("/closedAt").asString())));
            variables.put("after", page.text("incidents.pageInfo.endCursor"));
            more = page.at("incidents.pageInfo.hasNextPage").asBoolean();
        }
        return closedAt;
    }

    private static String level(String logged) {
        return logged.substring(4).toUpperCase(Locale.ROOT);
    }

    private static Instant time(String text) {
        return LocalDateTime.parse(text, LOG_TIME).toInstant(ZoneOffset.UTC);
    }
}
