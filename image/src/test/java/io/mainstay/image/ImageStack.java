// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import io.mainstay.fault.FaultStack;
import io.mainstay.fault.KeycloakTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The servers that the image works with, an empty graph, and a client of the API. */
final class ImageStack implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> environment = FaultStack.prepare().environment().entrySet().stream()
            .filter(variable -> variable.getKey().startsWith("MAINSTAY_"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    /** What a container of the image is given. */
    Map<String, String> environment() {
        return environment;
    }

    Map<String, String> environmentWith(Map<String, String> more) {
        return Stream.concat(environment.entrySet().stream(), more.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (given, wanted) -> wanted));
    }

    int status(String address) throws Exception {
        return get(address).statusCode();
    }

    HttpResponse<String> get(String address) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    /** Asks as a service desk agent. */
    String ask(URI graphql, String query) throws Exception {
        String token = new KeycloakTokens(http, environment).ofUser("agent");
        HttpRequest request = HttpRequest.newBuilder(graphql)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"query\": \"" + query + "\"}"))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        http.close();
    }
}
