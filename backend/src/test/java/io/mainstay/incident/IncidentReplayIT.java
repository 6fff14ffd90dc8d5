// SPDX-License-Identifier: Apache-2.0
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
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
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

/**
 * Replays the audit log of a real service desk through the API, each event at the time at which it happened. By default a
 * sample that holds every course which an incident of the log takes through its states; {@code
 * -Dmainstay.replay.incidents=445} replays them all.
 */
@IntegrationTest
class IncidentReplayIT {

    private static final DateTimeFormatter LOG_TIME = DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm");
    private static final String RESULT = " { incident { version } userErrors { code message } }";
    private static final String UNKNOWN = "?";
    private static final int LOGGED = 445;
    private static final int COURSES = 30;
    private static final int INCIDENTS = Integer.getInteger("mainstay.replay.incidents", 120);
    private static final long SEED = Long.getLong("mainstay.replay.seed", 20_261_122L);
    private static final Duration CLOSES_AFTER = Duration.ofDays(5);
    private static final Duration STRETCH = Duration.ofHours(12);
    private static final int CLIENTS = 4;
    private static final int AT_ONCE = 48;
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

        /** When it was opened, which the log sometimes has later than the first thing that was done to it. */
        Instant openedAt() {
            Instant opened = time(first.get("opened_at"));
            Instant firstAction = actions.getFirst().at();
            return opened.isAfter(firstAction) ? firstAction : opened;
        }
    }

    /** An incident of the log that is being replayed. */
    private static final class Replay {

        private final Logged logged;
        private @Nullable String id;
        private int done;

        Replay(Logged logged) {
            this.logged = logged;
        }
    }

    /** Something that happens to an incident: its report, or its next action. */
    private record Happening(Replay replay, Instant at) {}

    /** A mutation without its id and version. */
    private record Action(String name, String input, Instant at) {}

    @Test
    void shouldEndWhereTheLogEnds() throws Exception {
        fixture = new IncidentFixture(client, work, cypher);
        List<CSVRecord> rows = rows(log());
        Map<String, List<CSVRecord>> byNumber =
                rows.stream().collect(Collectors.groupingBy(row -> row.get("number"), LinkedHashMap::new, toList()));
        assertThat(byNumber).hasSize(LOGGED);
        prepare(rows);
        List<List<CSVRecord>> sample = sample(byNumber.values());
        Map<String, Logged> replayed = replay(sample.stream().map(this::logged).toList());
        clock.follow();

        assertThat(replayed).hasSize(sample.size());
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
        assertThat(onTime)
                .as("closed by themselves within a day of the log, seed %d", SEED)
                .isGreaterThan(replayed.size() * 3L / 4);
    }

    /** About as many as asked for: of each course through the states one, and of the frequent ones their share. */
    private static List<List<CSVRecord>> sample(Collection<List<CSVRecord>> incidents) {
        Map<List<String>, List<List<CSVRecord>>> byCourse = incidents.stream()
                .collect(Collectors.groupingBy(IncidentReplayIT::course, LinkedHashMap::new, toList()));
        assertThat(byCourse).hasSize(COURSES);
        Random random = new Random(SEED);
        List<List<CSVRecord>> sample = new ArrayList<>();
        byCourse.values().forEach(alike -> {
            Collections.shuffle(alike, random);
            sample.addAll(alike.subList(0, Math.clamp(alike.size() * INCIDENTS / LOGGED, 1, alike.size())));
        });
        return sample;
    }

    /** The states of an incident one after the other. */
    private static List<String> course(List<CSVRecord> rows) {
        List<String> states = new ArrayList<>();
        rows.stream()
                .map(row -> row.get("incident_state"))
                .filter(state -> states.isEmpty() || !states.getLast().equals(state))
                .forEach(states::add);
        return states;
    }

    /**
     * In the order of the log, a stretch of it at a time, because the clock is one for all; the incidents of a stretch side
     * by side.
     */
    private Map<String, Logged> replay(List<Logged> log) throws Exception {
        List<Happening> happenings = log.stream()
                .map(Replay::new)
                .flatMap(replay -> Stream.concat(
                        Stream.of(new Happening(replay, replay.logged.openedAt())),
                        replay.logged.actions().stream().map(action -> new Happening(replay, action.at()))))
                .sorted(Comparator.comparing(Happening::at))
                .toList();
        try (ExecutorService clients =
                Executors.newFixedThreadPool(CLIENTS, Thread.ofVirtual().factory())) {
            for (List<Happening> part : stretches(happenings)) {
                clock.set(part.getLast().at());
                Map<Replay, Long> counts = part.stream()
                        .collect(Collectors.groupingBy(Happening::replay, LinkedHashMap::new, Collectors.counting()));
                List<Future<?>> running = new ArrayList<>();
                counts.forEach((replay, count) -> running.add(clients.submit(() -> goOn(replay, count.intValue()))));
                for (Future<?> one : running) {
                    one.get();
                }
            }
        }
        return happenings.stream()
                .map(Happening::replay)
                .distinct()
                .collect(Collectors.toMap(replay -> String.valueOf(replay.id), replay -> replay.logged));
    }

    /** Short enough that nothing which happens in one is due to be closed before its end. */
    private static List<List<Happening>> stretches(List<Happening> happenings) {
        List<List<Happening>> stretches = new ArrayList<>();
        for (Happening happening : happenings) {
            List<Happening> last = stretches.isEmpty() ? List.of() : stretches.getLast();
            if (last.isEmpty()
                    || last.size() == AT_ONCE
                    || happening.at().isAfter(last.getFirst().at().plus(STRETCH))) {
                stretches.add(new ArrayList<>());
            }
            stretches.getLast().add(happening);
        }
        return stretches;
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
                        "mutation { priorityMatrixSet(expectedVersion: 1, input: {kind: INCIDENT, cells: ["
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
        String beforeResolution = state;
        Instant closesAt = Instant.MAX;
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
            if (changes && state.equals("Resolved") && at.isAfter(closesAt)) {
                // One incident was reopened after eight days, when it would have been closed by itself here.
                actions.removeLast();
                state = beforeResolution;
                changes = !next.equals(state);
            }
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
                beforeResolution = state;
                closesAt = at.plus(CLOSES_AFTER);
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

    /** Does the next things that happen to an incident, the report first. */
    private void goOn(Replay replay, int count) {
        int left = count;
        if (replay.id == null) {
            replay.id = report(replay.logged);
            left--;
        }
        List<Action> next = replay.logged.actions().subList(replay.done, replay.done + left);
        for (int start = 0; start < next.size(); start += ALIASES) {
            send(replay, next.subList(start, Math.min(next.size(), start + ALIASES)));
        }
    }

    private String report(Logged incident) {
        CSVRecord first = incident.first();
        Map<String, Object> input = new HashMap<>();
        input.put("title", first.get("category") + ", " + first.get("u_symptom"));
        input.put("channel", "PHONE");
        input.put("location", first.get("location"));
        input.put("symptom", first.get("u_symptom"));
        input.put("impact", level(first.get("impact")));
        input.put("urgency", level(first.get("urgency")));
        input.put("occurredAt", incident.openedAt().toString());
        return fixture.report(fixture.integration, input)
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
    }

    private void send(Replay replay, List<Action> actions) {
        StringBuilder document = new StringBuilder();
        for (Action action : actions) {
            document.append(mutation(String.valueOf(replay.id), ++replay.done, action));
        }
        GraphQlAnswer answer = fixture.query(fixture.integration, "mutation {" + document + " }")
                .withoutErrors();
        for (int number = replay.done - actions.size() + 1; number <= replay.done; number++) {
            assertThat(answer.at("m" + number + ".userErrors").isEmpty())
                    .as(replay.logged.first().get("number") + " " + answer.body())
                    .isTrue();
        }
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
                            "mutation($code: String!) { ticketChoiceSet(input: {kind: INCIDENT, purpose: RESOLUTION_CODE, code: $code,"
                                    + " name: $code}) { userErrors { code } } }",
                            Map.of("code", code))
                    .accepted("ticketChoiceSet");
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
