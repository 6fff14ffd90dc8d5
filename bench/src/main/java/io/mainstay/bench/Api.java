// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The GraphQL API as a person of the local stack's realm uses it. Safe for many clients at once. */
public final class Api {

    /** Tokens last for fifteen minutes. */
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(10);

    private final StackAddresses stack;
    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String text, Instant since) {}

    public Api(StackAddresses stack) {
        this.stack = stack;
    }

    /**
     * Sends an operation.
     *
     * @return its data
     * @throws IllegalStateException if it answers errors, or a mutation refuses
     */
    public JsonNode ask(String user, String document, Map<String, ?> variables) {
        String body = json.writeValueAsString(Map.of("query", document, "variables", variables));
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(stack.backendUrl() + "/graphql"))
                .header("Authorization", "Bearer " + token(user))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        JsonNode answer = json.readTree(response.body());
        if (response.statusCode() != 200 || answer.has("errors")) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        JsonNode data = answer.get("data");
        for (JsonNode field : data) {
            if (field.has("userErrors") && !field.get("userErrors").isEmpty()) {
                throw new IllegalStateException(response.body());
            }
        }
        return data;
    }

    /** What a server answers to a plain request, such as Elasticsearch to a search. */
    public String post(String address, String body) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private String token(String user) {
        Token present = tokens.get(user);
        if (present != null && present.since().isAfter(Instant.now().minus(RENEWED_AFTER))) {
            return present.text();
        }
        return tokens.compute(user, (_, old) -> old != null && !old.equals(present) ? old : newToken(user))
                .text();
    }

    private Token newToken(String user) {
        String form = "grant_type=password&client_id=mainstay-cli&password=mainstay&username="
                + URLEncoder.encode(user, StandardCharsets.UTF_8);
        HttpResponse<String> response = send(HttpRequest.newBuilder(
                        URI.create(stack.keycloakUrl() + "/realms/mainstay/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("No token for " + user + ": " + response.body());
        }
        return new Token(json.readTree(response.body()).get("access_token").asString(), Instant.now());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
