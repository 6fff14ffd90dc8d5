// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that repeats a request until a backend answers it, as clients of a system that may fail must: the requests that
 * it sends are safe to repeat, by an idempotency key or by the version that they expect.
 */
final class PersistentClient {

    private static final int HOLD_MINUTES = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient http;
    private final List<URI> backends;
    private final Supplier<String> login;
    private Login held;
    private final AtomicInteger next = new AtomicInteger();
    private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();

    /**
     * A request that was not answered as it should be, and was repeated.
     *
     * @param sentNanos when it was sent, by {@link System#nanoTime()}
     */
    record Failure(long sentNanos, String reason) {}

    private record Login(String token, long atNanos) {}

    /** @param login gives a token, now and whenever it has been held for {@value #HOLD_MINUTES} minutes */
    PersistentClient(HttpClient http, List<URI> backends, Supplier<String> login) {
        this.http = http;
        this.backends = new CopyOnWriteArrayList<>(backends);
        this.login = login;
        this.held = new Login(login.get(), System.nanoTime());
    }

    /** Another backend, which gets its share of the requests from now on. */
    void alsoAsk(URI backend) {
        backends.add(backend);
    }

    /** The data of the answer. */
    JsonNode execute(String document, Map<String, ?> variables) {
        byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("query", document, "variables", variables));
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            URI backend = backends.get(Math.floorMod(next.getAndIncrement(), backends.size()));
            long sent = System.nanoTime();
            try {
                return send(backend, body).get("data");
            } catch (IOException fault) {
                failures.add(new Failure(sent, fault.toString()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException("No backend answered within " + PATIENCE);
    }

    /** What had to be repeated. */
    List<Failure> failures() {
        return List.copyOf(failures);
    }

    private synchronized String token() {
        if (System.nanoTime() - held.atNanos()
                > Duration.ofMinutes(HOLD_MINUTES).toNanos()) {
            held = new Login(login.get(), System.nanoTime());
        }
        return held.token();
    }

    private static boolean isFault(JsonNode answer) {
        return answer.at("/errors/0/extensions/code").asString("").equals("INTERNAL");
    }

    /** @throws IOException if repeating the request may help */
    private JsonNode send(URI backend, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(backend)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .header("Accept", "application/graphql-response+json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 500) {
                throw new IOException(response.statusCode() + " " + response.body());
            }
            JsonNode answer = JsonMapper.shared().readTree(response.body());
            if (isFault(answer)) {
                throw new IOException(response.body());
            }
            if (answer.has("errors")) {
                throw new IllegalStateException("Refused: " + answer);
            }
            return answer;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
