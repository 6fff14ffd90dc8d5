// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.support.GraphQlClient;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * No answer repeats the address that a request names, which anybody can choose: a cache or a client that trusts the answer would
 * be led elsewhere. As in the chart, the headers of proxies count, since the request comes from a private address.
 */
@WebTest
@TestPropertySource(
        properties = {
            "mainstay.security.public-url=https://mainstay.example.org/",
            "mainstay.graphiql.enabled=true",
            "server.forward-headers-strategy=native"
        })
class ForgedAddressTest {

    private static final List<String> HEADERS = List.of(
            "Host: forged.example",
            "Host: localhost\r\nX-Forwarded-Host: forged.example",
            "Host: localhost\r\nX-Forwarded-Host: forged.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Port: 8443",
            "Host: localhost\r\nX-Forwarded-Prefix: /forged.example",
            "Host: localhost\r\nForwarded: host=forged.example;proto=https",
            "Host: localhost\r\nX-Forwarded-For: forged.example",
            "Host: localhost\r\nX-Original-URL: http://forged.example/");

    private static final List<String> PATHS = List.of(
            "/.well-known/oauth-protected-resource",
            "/.well-known/oauth-protected-resource/graphql",
            "/",
            "/graphql",
            "/graphiql",
            "/graphiql/",
            "/graphiql/settings.json",
            "/graphiql/absent",
            "/actuator",
            "/actuator/health",
            "/livez",
            "/readyz",
            "/error",
            "/absent");

    @Autowired
    private GraphQlClient client;

    static Stream<Arguments> requests() {
        return PATHS.stream().flatMap(path -> HEADERS.stream().map(headers -> Arguments.of(path, headers)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldNotBeRepeated(String path, String headers) throws IOException {
        String answer = answer(path, headers);

        assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("forged");
    }

    /** HTTP 1.1 lets a request name a whole address instead of a path. */
    @ParameterizedTest
    @MethodSource("requests")
    void shouldNotBeRepeatedFromTheRequestLine(String path, String headers) throws IOException {
        assertThat(answer("http://forged.example" + path, headers)).doesNotContain("forged");
    }

    @Test
    void shouldNameTheConfiguredAddressInstead() throws IOException {
        assertThat(answer("/.well-known/oauth-protected-resource", HEADERS.getFirst()))
                .contains("\"resource\":\"https://mainstay.example.org\"");
        assertThat(answer("/graphql", HEADERS.getFirst()))
                .contains("resource_metadata=\"https://mainstay.example.org/.well-known/oauth-protected-resource\"");
        assertThat(answer("/graphiql", HEADERS.getFirst())).contains("Location: /graphiql/\r\n");
    }

    private String answer(String path, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", client.uri("/").getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
