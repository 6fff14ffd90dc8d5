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
    private final AtomicInteger repetitions = new AtomicInteger();

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
            JsonNode answer = send(backend, body);
            if (answer != null && !answer.has("errors")) {
                return answer.get("data");
            }
            if (answer != null && !isFault(answer)) {
                throw new IllegalStateException("Refused: " + answer);
            }
            repetitions.incrementAndGet();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException("No backend answered within " + PATIENCE);
    }

    int repetitions() {
        return repetitions.get();
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

    private JsonNode send(URI backend, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(backend)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .header("Accept", "application/graphql-response+json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() >= 500 ? null : JsonMapper.shared().readTree(answer.body());
        } catch (IOException broken) {
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
