// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * Reports incidents and takes them through their life, several at a time, and remembers what was acknowledged. Every fourth
 * is only reported, so that the thresholds of its clocks pass.
 */
final class IncidentLoad implements AutoCloseable {

    /** What the backend has acknowledged of an incident. */
    record Acknowledged(String id, String number, String state) {}

    private static final String FIELDS = "{ incident { id number state version } userErrors { code message } }";
    private static final String REPORT = "mutation($input: IncidentReportInput!, $key: String!) "
            + "{ result: incidentReport(input: $input, idempotencyKey: $key) " + FIELDS + " }";
    private static final String READ = "query($id: ID!) { incident(id: $id) { id number state version } }";

    private static final int LEFT_ALONE = 4;
    private static final Duration THINKING = Duration.ofMillis(500);

    private final PersistentClient client;
    private final String word;
    private final String offeringId;
    private final int workerCount;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger keys = new AtomicInteger();
    private final Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> workers = new ArrayList<>();
    private Duration pause = Duration.ZERO;

    /**
     * @param word stands in every title, so that the incidents can be counted and searched
     * @param workerCount how many clients work at a time
     */
    IncidentLoad(PersistentClient client, String word, String offeringId, int workerCount) {
        this.client = client;
        this.word = word;
        this.offeringId = offeringId;
        this.workerCount = workerCount;
    }

    IncidentLoad start() {
        for (int worker = 0; worker < workerCount; worker++) {
            workers.add(Thread.ofVirtual().start(this::work));
        }
        return this;
    }

    /** Lets each client pause between two incidents, as people do, which leaves the processor to others. Before the start. */
    IncidentLoad atEase() {
        pause = THINKING;
        return this;
    }

    /** Incidents by id, with the last state that was acknowledged. */
    Map<String, Acknowledged> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** Those of which one of the states was acknowledged last. */
    Set<String> idsIn(String... states) {
        return acknowledged.values().stream()
                .filter(incident -> List.of(states).contains(incident.state()))
                .map(Acknowledged::id)
                .collect(Collectors.toSet());
    }

    /**
     * Reports incidents that happened earlier and leaves them alone.
     *
     * @param reporter may back-date and report for others
     * @return their ids
     */
    Set<String> reportBackdated(PersistentClient reporter, String affectedPersonId, Instant occurredAt, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    String key = word + "-earlier-" + number;
                    Map<String, Object> input = report(key);
                    input.put("affectedPersonId", affectedPersonId);
                    input.put("occurredAt", occurredAt.toString());
                    JsonNode incident = accepted(reporter.execute(REPORT, Map.of("key", key, "input", input)));
                    acknowledge(incident);
                    return incident.get("id").stringValue();
                })
                .collect(Collectors.toSet());
    }

    int resolved() {
        return idsIn("RESOLVED", "CLOSED").size();
    }

    /** Waits until so many more are resolved. */
    void awaitResolved(int more, Duration patience) {
        int enough = resolved() + more;
        Awaitility.await("work to go on").atMost(patience).until(() -> {
            assertThat(failures).isEmpty();
            return resolved() >= enough;
        });
    }

    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** Lets every client finish the incident at hand, so that all that was begun is acknowledged. */
    @Override
    public void close() throws InterruptedException {
        stopped.set(true);
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private void work() {
        try {
            while (!stopped.get()) {
                liveThrough();
                LockSupport.parkNanos(pause.toNanos());
            }
        } catch (RuntimeException failure) {
            failures.add(failure);
        }
    }

    private void liveThrough() {
        int number = keys.incrementAndGet();
        String key = word + "-" + number;
        JsonNode incident = accepted(client.execute(REPORT, Map.of("key", key, "input", report(key))));
        acknowledge(incident);
        if (number % LEFT_ALONE == 0) {
            return;
        }
        transition(
                incident.get("id").stringValue(),
                "NEW",
                "IN_PROGRESS",
                "incidentStart",
                "IncidentStartInput",
                Map.of());
        transition(
                incident.get("id").stringValue(),
                "IN_PROGRESS",
                "RESOLVED",
                "incidentResolve",
                "IncidentResolveInput!",
                Map.of("code", "SOLVED", "resolution", "Restarted " + word));
    }

    private Map<String, Object> report(String key) {
        Map<String, Object> input = new HashMap<>();
        input.put("title", "Outage of " + word + " " + key);
        input.put("serviceOfferingId", offeringId);
        input.put("impact", "HIGH");
        input.put("urgency", "HIGH");
        return input;
    }

    /** The version expected makes it safe to repeat: if the first attempt was carried out, the state shows it. */
    private void transition(
            String id, String from, String to, String mutation, String inputType, Map<String, Object> input) {
        String document = "mutation($id: ID!, $input: " + inputType + ", $version: Int!) { result: " + mutation
                + "(id: $id, input: $input, expectedVersion: $version) " + FIELDS + " }";
        JsonNode current = client.execute(READ, Map.of("id", id)).get("incident");
        while (current.get("state").stringValue().equals(from)) {
            JsonNode result = client.execute(
                            document,
                            Map.of(
                                    "id",
                                    id,
                                    "input",
                                    input,
                                    "version",
                                    current.get("version").intValue()))
                    .get("result");
            if (result.get("userErrors").isEmpty()) {
                acknowledge(result.get("incident"));
                return;
            }
            String code = result.at("/userErrors/0/code").stringValue();
            if (!code.equals("STALE_VERSION") && !code.equals("INVALID_TRANSITION")) {
                throw new IllegalStateException(mutation + " was refused: " + result);
            }
            current = client.execute(READ, Map.of("id", id)).get("incident");
        }
        // What is resolved soon closes by itself.
        if (!List.of(to, "CLOSED").contains(current.get("state").stringValue())) {
            throw new IllegalStateException("Expected " + to + ", found " + current);
        }
        acknowledge(current);
    }

    private void acknowledge(JsonNode incident) {
        acknowledged.put(
                incident.get("id").stringValue(),
                new Acknowledged(
                        incident.get("id").stringValue(),
                        incident.get("number").stringValue(),
                        incident.get("state").stringValue()));
    }

    private static JsonNode accepted(JsonNode data) {
        JsonNode result = data.get("result");
        if (!result.get("userErrors").isEmpty()) {
            throw new IllegalStateException("Refused: " + result);
        }
        return result.get("incident");
    }
}
