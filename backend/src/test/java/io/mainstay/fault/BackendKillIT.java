package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.fault.EventRecorder.Recorded;
import io.mainstay.fault.IncidentLoad.Acknowledged;
import io.mainstay.kernel.Ids;
import io.mainstay.support.TestStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Backends killed with signal 9 while clients work. Afterwards all that was acknowledged is there, nothing was done twice, and
 * an observer outside the system has seen every event, once, in the order of its record's revisions.
 *
 * <p>{@code mainstay.fault.rounds} says how often a backend is killed.
 */
@Tag("process")
class BackendKillIT {

    private static final int ROUNDS = Integer.getInteger("mainstay.fault.rounds", 1);
    private static final int CLIENTS = 4;
    private static final int RESOLVED_BETWEEN_KILLS = 15;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String COUNT =
            "query($word: String!) " + "{ incidents(filter: {title: {contains: $word}}, first: 1) { totalCount } }";
    private static final String SEARCH =
            "query($word: String!) { search(query: $word, types: [INCIDENT], first: 1) { totalCount } }";
    private static final String READ = "query($id: ID!) { incident(id: $id) { number state } }";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String word = "kill" + Ids.next().replace("-", "");

    @Test
    void shouldLoseNothingAndDoNothingTwiceWhenTheBackendIsKilled() throws Exception {
        try (EventRecorder recorder = new EventRecorder();
                BackendProcess backend = BackendProcess.start("single", environment(recorder))) {
            backend.awaitReady();
            PersistentClient agent = client(List.of(backend.graphql()));
            Map<String, Acknowledged> acknowledged = loadAndKill(agent, offering(backend.graphql()), round -> {
                backend.kill();
                backend.restart();
            });
            backend.awaitReady();
            check(agent, acknowledged, recorder);
        }
    }

    @Test
    void shouldLoseNothingAndDoNothingTwiceWhenOneOfTwoBackendsIsKilled() throws Exception {
        try (EventRecorder recorder = new EventRecorder();
                BackendProcess first = BackendProcess.start("first", environment(recorder));
                BackendProcess second = BackendProcess.start("second", environment(recorder))) {
            first.awaitReady();
            second.awaitReady();
            List<BackendProcess> backends = List.of(first, second);
            PersistentClient agent = client(List.of(first.graphql(), second.graphql()));
            Map<String, Acknowledged> acknowledged = loadAndKill(agent, offering(first.graphql()), round -> {
                BackendProcess victim = backends.get(round % backends.size());
                victim.kill();
                victim.restart();
                victim.awaitReady();
            });
            check(agent, acknowledged, recorder);
        }
    }

    private interface Killing {
        void kill(int round);
    }

    private Map<String, Acknowledged> loadAndKill(PersistentClient agent, String offeringId, Killing killing)
            throws InterruptedException {
        IncidentLoad load = new IncidentLoad(agent, word, offeringId, CLIENTS);
        try (load) {
            for (int round = 0; round < ROUNDS; round++) {
                awaitResolved(load, load.resolved() + RESOLVED_BETWEEN_KILLS);
                killing.kill(round);
            }
            awaitResolved(load, load.resolved() + RESOLVED_BETWEEN_KILLS);
        }
        assertThat(load.failures()).isEmpty();
        assertThat(agent.repetitions()).as("requests that met a dead backend").isPositive();
        return load.acknowledged();
    }

    private static void awaitResolved(IncidentLoad load, int count) {
        Awaitility.await("work to go on").atMost(PATIENCE).until(() -> {
            assertThat(load.failures()).isEmpty();
            return load.resolved() >= count;
        });
    }

    private void check(PersistentClient agent, Map<String, Acknowledged> acknowledged, EventRecorder recorder) {
        assertThat(acknowledged.values().stream().map(Acknowledged::number)).doesNotHaveDuplicates();
        acknowledged.values().forEach(incident -> {
            JsonNode found = agent.execute(READ, Map.of("id", incident.id())).get("incident");
            assertThat(found.get("number").stringValue()).isEqualTo(incident.number());
            assertThat(found.get("state").stringValue()).isEqualTo(incident.state());
        });
        assertThat(count(agent, COUNT, "incidents"))
                .as("incidents, each requested with one key")
                .isEqualTo(acknowledged.size());

        Awaitility.await("every event to reach the recorder")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                ofType(recorder, "incident.resolved.v1").keySet())
                        .containsAll(acknowledged.keySet()));
        for (String type : List.of("incident.reported.v1", "incident.started.v1", "incident.resolved.v1")) {
            assertThat(ofType(recorder, type)).containsOnlyKeys(acknowledged.keySet());
            assertThat(ofType(recorder, type).values()).as(type).allMatch(times -> times == 1);
        }
        assertThat(recorder.disorders()).isEmpty();
        assertThat(gaps(recorder.events())).isEmpty();

        Awaitility.await("the index to converge")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(count(agent, SEARCH, "search")).isEqualTo(acknowledged.size()));
    }

    private int count(PersistentClient agent, String query, String field) {
        return agent.execute(query, Map.of("word", word))
                .get(field)
                .get("totalCount")
                .intValue();
    }

    private static Map<String, Integer> ofType(EventRecorder recorder, String type) {
        Map<String, Integer> times = new HashMap<>();
        recorder.events().stream()
                .filter(event -> event.type().equals(type))
                .forEach(event -> times.merge(event.subject(), 1, Integer::sum));
        return times;
    }

    private static List<Long> gaps(List<Recorded> events) {
        Set<Long> sequences = events.stream().map(Recorded::sequence).collect(Collectors.toSet());
        long first = sequences.stream().mapToLong(Long::longValue).min().orElse(0);
        long last = sequences.stream().mapToLong(Long::longValue).max().orElse(0);
        List<Long> missing = new ArrayList<>();
        for (long sequence = first; sequence <= last; sequence++) {
            if (!sequences.contains(sequence)) {
                missing.add(sequence);
            }
        }
        return missing;
    }

    private Map<String, String> environment(EventRecorder recorder) {
        Map<String, String> environment = new HashMap<>(TestStack.addresses());
        environment.put("MAINSTAY_WEBHOOK_URL", recorder.url());
        return environment;
    }

    private PersistentClient client(List<URI> backends) {
        return new PersistentClient(http, backends, new KeycloakTokens(http, TestStack.addresses()).ofUser("agent"));
    }

    private String offering(URI backend) {
        String token = new KeycloakTokens(http, TestStack.addresses()).ofUser("configuration-manager");
        PersistentClient manager = new PersistentClient(http, List.of(backend), token);
        String classId = StreamSupport.stream(
                        manager.execute("{ ciClasses { id key } }", Map.of())
                                .get("ciClasses")
                                .spliterator(),
                        false)
                .filter(ciClass -> ciClass.get("key").stringValue().equals("service-offering"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .stringValue();
        JsonNode result = manager.execute(
                        "mutation($input: ConfigurationItemCreateInput!) { result: configurationItemCreate(input: $input) "
                                + "{ configurationItem { id } userErrors { code message } } }",
                        Map.of("input", Map.of("name", "Offering " + word, "classId", classId, "lifecycle", "LIVE")))
                .get("result");
        assertThat(result.get("userErrors")).isEmpty();
        return result.at("/configurationItem/id").stringValue();
    }
}
