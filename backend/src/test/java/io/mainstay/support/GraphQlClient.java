// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntSupplier;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Calls the API of the application under test as a client does: over HTTP, with a token. */
public final class GraphQlClient {

    /** Escapes, so that tests can send what is no proper character. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final IntSupplier port;

    public GraphQlClient(IntSupplier port) {
        this.port = port;
    }

    public GraphQlAnswer execute(String token, String document) {
        return execute(token, document, Map.of());
    }

    public GraphQlAnswer execute(String token, String document, Map<String, ?> variables) {
        byte[] body = JSON.writeValueAsBytes(Map.of("query", document, "variables", variables));
        return send(request("/graphql")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/graphql-response+json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    /** A request to any path of the application, for tests of what is not GraphQL. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
    }

    /** Sends a file, as somebody, and returns the id that it is attached by. */
    public String upload(String token, String name, byte[] bytes) {
        HttpResponse<String> answer = exchange(
                upload(name, bytes).header("Authorization", "Bearer " + token).build());
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).get("id").asString();
    }

    /** The request that sends a file, which has no token yet. */
    public HttpRequest.Builder upload(String name, byte[] bytes) {
        return request("/attachments?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port.getAsInt() + path);
    }

    public HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public GraphQlAnswer send(HttpRequest request) {
        HttpResponse<String> response = exchange(request);
        return new GraphQlAnswer(response.statusCode(), response.headers(), JSON.readTree(response.body()));
    }
}
