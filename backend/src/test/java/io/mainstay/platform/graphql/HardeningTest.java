// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.TestIssuer;
import io.mainstay.support.TestTokens;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.server.GracefulShutdownResult;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** What keeps the HTTP side from being used up, framed or called by pages that it does not know. */
class HardeningTest {

    private static final int MAX_BODY = 1_048_576;
    private static final TestTokens AGENT = TestTokens.as(Role.AGENT);

    @Nested
    @WebTest
    class AsShipped {

        @Autowired
        private GraphQlClient client;

        @Test
        void shouldRefuseALongBodyByItsLengthWithoutReadingIt() throws IOException {
            try (Socket socket = connect(client)) {
                send(socket, head("Content-Length: 1000000000"));
                send(socket, "{\"query\": \"");

                assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("\"code\":\"TOO_LARGE\"");
            }
        }

        @Test
        void shouldRefuseALongBodyInChunksOnceItHasGrownTooLong() throws IOException {
            try (Socket socket = connect(client)) {
                send(socket, head("Transfer-Encoding: chunked"));
                String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
                for (int sent = 0; sent <= MAX_BODY; sent += 0x10000) {
                    send(socket, chunk);
                }

                assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("\"code\":\"TOO_LARGE\"");
            }
        }

        @Test
        void shouldTakeABodyUpToTheLimit() {
            Map<String, String> ignored = Map.of("unused", "x".repeat(MAX_BODY - 1_000));

            assertThat(client.execute(AGENT.token(), "{ viewer { id } }", ignored)
                            .withoutErrors()
                            .text("viewer.id"))
                    .isEqualTo(AGENT.personId());
        }

        @Test
        void shouldCloseAWebSocketThatSendsALongMessage() {
            try (GraphQlSocket socket = GraphQlSocket.open(client.uri("/graphql/ws"))) {
                socket.init(AGENT.token()).next();
                socket.subscribe("1", "{ viewer { id } }" + " ".repeat(30_000));
                assertThat(socket.next().path("type").asString()).isEqualTo("next");

                socket.subscribe("2", " ".repeat(70_000));

                assertThat(socket.closeCode()).as("message too big, RFC 6455").isEqualTo(1009);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/graphql", "/actuator/health", "/no-such-page"})
        void shouldLetABrowserDoNothingWithAnswers(String path) {
            HttpResponse<String> answer =
                    client.exchange(client.request(path).GET().build());

            assertThat(header(answer, "Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(header(answer, "Cache-Control")).contains("no-store");
        }

        @Test
        void shouldNotRepeatWhatItIsAskedToTrace() throws IOException {
            try (Socket socket = connect(client)) {
                send(
                        socket,
                        "TRACE /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Secret: repeated\r\nConnection: close\r\n\r\n");

                assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                        .doesNotStartWith("HTTP/1.1 200")
                        .doesNotContain("repeated");
            }
        }

        @Test
        void shouldAllowNoOriginUnlessListed() {
            assertThat(preflight(client, "https://portal.example").headers().map())
                    .doesNotContainKey("access-control-allow-origin");
        }
    }

    @Nested
    @WebTest
    @TestPropertySource(
            properties = {
                "mainstay.graphiql.enabled=true",
                "mainstay.graphql.introspection=true",
                "spring.graphql.cors.allowed-origins=https://portal.example",
                "spring.graphql.cors.allowed-headers=*"
            })
    class WithConsoleAndOrigins {

        @Autowired
        private GraphQlClient client;

        @Test
        void shouldLetGraphiQlLoadItsOwnScriptsAndReachTheIdentityProviderOnly() {
            HttpResponse<String> page =
                    client.exchange(client.request("/graphiql/").GET().build());
            URI issuer = URI.create(TestIssuer.shared().issuer());

            assertThat(page.body()).doesNotContain("<script>").doesNotContain(" onload=");
            assertThat(header(page, "Content-Security-Policy"))
                    .contains("script-src 'self';")
                    .contains("connect-src 'self' " + issuer.getScheme() + "://" + issuer.getRawAuthority() + ";")
                    .contains("frame-ancestors 'none'");
        }

        @Test
        void shouldAllowTheListedOriginAndNoOther() {
            HttpResponse<String> listed = preflight(client, "https://portal.example");
            assertThat(listed.statusCode()).isEqualTo(200);
            assertThat(header(listed, "Access-Control-Allow-Origin")).isEqualTo("https://portal.example");
            assertThat(header(listed, "Access-Control-Allow-Methods")).contains("POST");

            for (String other : new String[] {"https://evil.example", "https://portal.example.evil.example", "null"}) {
                HttpResponse<String> refused = preflight(client, other);
                assertThat(refused.statusCode()).as(other).isEqualTo(403);
                assertThat(refused.headers().map()).doesNotContainKey("access-control-allow-origin");
            }
        }
    }

    @Nested
    @WebTest
    @DirtiesContext
    @TestPropertySource(properties = "mainstay.graphql.timeout=31s")
    class WhenItStops {

        @Autowired
        private GraphQlClient client;

        @Autowired
        private ServletWebServerApplicationContext application;

        @Test
        void shouldFinishTheRequestThatIsUnderWay() throws Exception {
            String body = "{\"query\": \"{ viewer { id } }\"}";
            try (Socket socket = connect(client)) {
                send(socket, head("Content-Length: " + body.length(), "Connection: close"));
                send(socket, body.substring(0, 10));
                // the server has the request, whose body is still to come
                try (Socket other = connect(client)) {
                    send(other, head("Content-Length: " + body.length(), "Connection: close") + body);
                    assertThat(answer(other)).startsWith("HTTP/1.1 200");
                }

                CompletableFuture<GracefulShutdownResult> stopped = new CompletableFuture<>();
                application.getWebServer().shutDownGracefully(stopped::complete);
                send(socket, body.substring(10));

                assertThat(answer(socket)).startsWith("HTTP/1.1 200").contains(AGENT.personId());
                assertThat(stopped.get(60, TimeUnit.SECONDS)).isEqualTo(GracefulShutdownResult.IDLE);
            }
        }
    }

    private static HttpResponse<String> preflight(GraphQlClient client, String origin) {
        return client.exchange(client.request("/graphql")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static Socket connect(GraphQlClient client) throws IOException {
        Socket socket = new Socket("127.0.0.1", client.uri("/").getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static String head(String... more) {
        return "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + AGENT.token()
                + "\r\nContent-Type: application/json\r\n" + String.join("\r\n", more) + "\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    /** The status line, the headers and the body up to the end of its object. */
    private static String answer(Socket socket) throws IOException {
        Reader reader = new InputStreamReader(socket.getInputStream(), UTF_8);
        StringBuilder answer = new StringBuilder();
        for (int next = reader.read(); next >= 0; next = reader.read()) {
            answer.append((char) next);
            if (answer.indexOf("}}") > 0 || answer.indexOf("}]}") > 0) {
                break;
            }
        }
        return answer.toString();
    }
}
