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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who just works while others attack: reads a list, reads who they are, and again, one after the other. */
final class InnocentClient {

    private static final List<String> DOCUMENTS = List.of(
            "{ viewer { displayName } }",
            "{ incidents(filter: {number: {eq: \"INC900000042\"}}) { nodes { number title state } } }",
            "{ configurationItems(first: 10) { nodes { number name } } }");
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI graphql;
    private final String token;

    /**
     * What it met.
     *
     * @param answered how many requests were answered as they should be
     * @param p95 within which 95 of 100 of all were answered, or failed
     * @param failures the others
     */
    record Experience(int answered, Duration p95, List<String> failures) {}

    InnocentClient(URI graphql, String token) {
        this.graphql = graphql;
        this.token = token;
    }

    /** Works for as long as asked, but at least through each document once. */
    Experience work(BooleanSupplier goOn) {
        List<Duration> times = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        do {
            for (String document : DOCUMENTS) {
                long start = System.nanoTime();
                String failure = ask(document);
                times.add(Duration.ofNanos(System.nanoTime() - start));
                if (!failure.isEmpty()) {
                    failures.add(failure);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } while (goOn.getAsBoolean());
        times.sort(null);
        return new Experience(
                times.size() - failures.size(), times.get((times.size() - 1) * 95 / 100), List.copyOf(failures));
    }

    /** @return why it failed; empty if it did not */
    private String ask(String document) {
        HttpRequest request = HttpRequest.newBuilder(graphql)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(Map.of("query", document))))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            return answer.statusCode() == 200 && !body.has("errors") ? "" : answer.statusCode() + " " + answer.body();
        } catch (IOException failure) {
            return failure.toString();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return interrupted.toString();
        }
    }
}
