// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A backend that is attacked.
 *
 * @param base its address without a path
 * @param tokens gives people's tokens
 */
record AttackTarget(URI base, KeycloakTokens tokens) {

    private static final Pattern CODE = Pattern.compile("\"code\":\"([A-Z_]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    URI graphql() {
        return base.resolve("/graphql");
    }

    /**
     * Sends each body, so many at once.
     *
     * @return how often which status and code of an error were answered, or which failure met
     */
    Map<String, Integer> post(String token, Collection<String> bodies, int atOnce) throws Exception {
        Map<String, Integer> answers = new TreeMap<>();
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService threads =
                        Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            List<Future<String>> all = new ArrayList<>();
            Map<String, byte[]> encoded = new IdentityHashMap<>();
            bodies.forEach(text -> {
                byte[] body = encoded.computeIfAbsent(text, _ -> text.getBytes(StandardCharsets.UTF_8));
                all.add(threads.submit(() -> post(http, token, body)));
            });
            for (Future<String> answer : all) {
                answers.merge(answer.get(), 1, Integer::sum);
            }
        }
        return answers;
    }

    private String post(HttpClient http, String token, byte[] body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(graphql())
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            Matcher code = CODE.matcher(answer.body());
            return code.find() ? answer.statusCode() + " " + code.group(1) : String.valueOf(answer.statusCode());
        } catch (IOException failure) {
            return failure.getClass().getSimpleName();
        }
    }
}
