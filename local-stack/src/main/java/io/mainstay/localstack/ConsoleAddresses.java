// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that the realm lets browsers return to after login. They are exact, and the realm is imported once, while each
 * start may put the backend on another port: then the client of the console is given the new addresses. So it is at the first
 * start too, which may have been broken off after the import.
 */
final class ConsoleAddresses {

    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\\A\\[\\{\"id\":\"([^\"]+)\"");

    private final URI keycloak;
    private final int backendPort;
    private final String adminPassword;
    private final Path mark;
    private final Output output;

    /**
     * @param keycloak the server, without a realm
     * @param adminPassword of the user {@code admin}, drawn when the server first started
     * @param mark the file that remembers which addresses the client was given
     */
    ConsoleAddresses(URI keycloak, int backendPort, String adminPassword, Path mark, Output output) {
        this.keycloak = keycloak;
        this.backendPort = backendPort;
        this.adminPassword = adminPassword;
        this.mark = mark;
        this.output = output;
    }

    /**
     * Gives the client the addresses of this start, unless it has them. What Keycloak refuses is said and goes no further:
     * only logging in to the console and to GraphiQL needs it.
     *
     * @return false when Keycloak does not answer yet
     */
    boolean follow() throws InterruptedException {
        if (isCurrent()) {
            return true;
        }
        try {
            update();
        } catch (IOException notYet) {
            return false;
        } catch (StackException refused) {
            output.event(
                    ServerName.KEYCLOAK,
                    "lets the console and GraphiQL log in at the port of before only: %s"
                            .formatted(refused.getMessage()));
            return true;
        }
        remember();
        return true;
    }

    private void update() throws IOException, InterruptedException {
        String token = found(
                TOKEN,
                send(
                        request("/realms/master/protocol/openid-connect/token")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "grant_type=password&client_id=admin-cli&username=admin&password="
                                                + URLEncoder.encode(adminPassword, StandardCharsets.UTF_8))),
                        "the password of its user admin was changed"));
        String clients = "/admin/realms/" + RealmTemplate.REALM + "/clients";
        String bearer = "Bearer " + token;
        String id = found(
                ID,
                send(
                        request(clients + "?clientId=mainstay-console").header("Authorization", bearer),
                        "it does not show its clients"));
        send(
                request(clients + "/" + id)
                        .header("Authorization", bearer)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(addresses())),
                "it does not take the new addresses");
    }

    private String addresses() {
        return """
                {"redirectUris": ["http://localhost:%1$d/console/", "http://127.0.0.1:%1$d/console/",
                                  "http://localhost:%1$d/graphiql/", "http://127.0.0.1:%1$d/graphiql/"],
                 "webOrigins": ["http://localhost:%1$d", "http://127.0.0.1:%1$d"]}
                """.formatted(backendPort);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(keycloak + path)).timeout(Duration.ofSeconds(20));
    }

    private static String send(HttpRequest.Builder request, String otherwise) throws IOException, InterruptedException {
        HttpResponse<String> response =
                HealthCheck.Http.CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new StackException("%s (status %d)".formatted(otherwise, response.statusCode()));
        }
        return response.body();
    }

    private static String found(Pattern pattern, String body) {
        Matcher matcher = pattern.matcher(body);
        if (!matcher.find()) {
            throw new StackException("it has no client mainstay-console");
        }
        return matcher.group(1);
    }

    private boolean isCurrent() {
        try {
            return Files.exists(mark) && Files.readString(mark).equals(addresses());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remember() {
        try {
            Files.writeString(mark, addresses());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
