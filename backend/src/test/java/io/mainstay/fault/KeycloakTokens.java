// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Real tokens of the realm's users and of its integration client. */
public record KeycloakTokens(HttpClient http, Map<String, String> stack) {

    public String ofUser(String name) {
        return token(Map.of(
                "grant_type", "password", "client_id", "mainstay-cli", "username", name, "password", "mainstay"));
    }

    public String ofIntegration() {
        return token(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                "mainstay-integration",
                "client_secret",
                stack.get("MAINSTAY_KEYCLOAK_INTEGRATION_CLIENT_SECRET")));
    }

    private String token(Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        stack.get("MAINSTAY_KEYCLOAK_URL") + "/realms/mainstay/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("Keycloak answered " + answer.statusCode() + ": " + answer.body());
            }
            return JsonMapper.shared()
                    .readTree(answer.body())
                    .get("access_token")
                    .stringValue();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
