// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** What is held for clients that ask and do not read the answers. */
@WebTest
@TestPropertySource(
        properties = {
            "mainstay.graphql.requests-at-once=5",
            "mainstay.graphql.arguments.text-length=60000",
            "mainstay.websocket.unsent-characters=1000000",
            "mainstay.websocket.unsent-characters-per-person=400000",
            "mainstay.websocket.send-timeout=8s"
        })
class WebSocketSlowReaderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PLACES = 5;
    private static final String HERE = "127.0.0.1";

    /** More than the buffers of the connection hold. */
    private static final String FILLING = "x".repeat(60_000);

    private static final String ONCE = "query($j: JSON) { echo(json: $j) { json } }";
    private static final String TWICE = "query($j: JSON) { a: echo(json: $j) { json } b: echo(json: $j) { json } }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private WebSocketConnections connections;

    @Autowired
    private ConcurrentRequestLimit requests;

    @Autowired
    private MeterRegistry meters;

    private final TestTokens person = TestTokens.as(Role.AGENT);
    private final List<RawWebSocket> opened = new ArrayList<>();

    @TestConfiguration
    static class SmallBuffers {

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallSendBuffers() {
            return factory ->
                    factory.addConnectorCustomizers(connector -> connector.setProperty("socket.txBufSize", "8192"));
        }
    }

    @BeforeEach
    void awaitNothingHeld() {
        Awaitility.await("what was held to be given up").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(connections.all()).isEmpty();
            assertThat(connections.unsent().taken()).isZero();
        });
    }

    @AfterEach
    void close() {
        opened.forEach(RawWebSocket::close);
        awaitNothingHeld();
    }

    @Test
    void shouldCountARequestUntilItsAnswerIsSent() throws IOException {
        RawWebSocket silent = accepted(person);
        for (int id = 0; id < PLACES; id++) {
            ask(silent, id, ONCE);
        }
        awaitUnsent(PLACES);

        GraphQlAnswer overHttp = client.execute(person.token(), "{ viewer { id } }");
        assertThat(overHttp.status()).isEqualTo(429);
        RawWebSocket second = accepted(person);
        ask(second, 1, ONCE);
        assertThat(second.next()).contains("\"type\":\"error\"", "\"code\":\"TOO_MANY_REQUESTS\"", "\"retryAfter\":1");
        TestTokens another = TestTokens.as(Role.AGENT);
        assertThat(client.execute(another.token(), "{ viewer { id } }")
                        .withoutErrors()
                        .text("viewer.id"))
                .isEqualTo(another.personId());

        silent.close();
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(places()).isEqualTo(PLACES));
    }

    @Test
    void shouldLetNothingElseWaitThanWhatIsStillWanted() throws IOException {
        RawWebSocket silent = accepted(person);
        WebSocketConnection connection = connections.all().iterator().next();
        for (int id = 0; id < PLACES; id++) {
            ask(silent, id, ONCE);
        }
        awaitUnsent(PLACES);

        for (int id = 0; id < PLACES; id++) {
            silent.send("{\"type\": \"complete\", \"id\": \"" + id + "\"}");
        }
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(places()).isEqualTo(PLACES);
            assertThat(connections.unsent().taken()).as("what is being sent").isBetween(60_000L, 61_000L);
        });

        assertThat(silent.next()).contains("\"type\":\"next\"");
        silent.send("{\"type\": \"ping\"}");
        assertThat(silent.next()).contains("\"type\":\"pong\"");
        assertThat(connection.isClosing()).isFalse();
    }

    @Test
    void shouldEndWhoLetsMoreWaitThanTheirShare() throws IOException {
        double refused = refusals();
        RawWebSocket silent = accepted(person);
        WebSocketConnection connection = connections.all().iterator().next();
        for (int id = 0; id < PLACES; id++) {
            ask(silent, id, TWICE);
        }
        Awaitility.await().atMost(PATIENCE).until(connection::isClosing);
        assertThat(refusals()).isGreaterThan(refused);

        RawWebSocket innocent = accepted(TestTokens.as(Role.AGENT));
        ask(innocent, 1, TWICE);
        assertThat(innocent.next()).contains("\"type\":\"next\"");
        assertThat(innocent.next()).contains("\"type\":\"complete\"");

        assertThat(silent.isCutOff())
                .as("at once, because it takes no closing frame either")
                .isTrue();
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(places()).isEqualTo(PLACES));
    }

    @Test
    void shouldCountAClosedConnectionUntilItsBuffersAreGone() throws IOException {
        RawWebSocket silent = accepted(person);
        WebSocketConnection connection = connections.all().iterator().next();
        ask(silent, 1, ONCE);
        awaitUnsent(1);
        silent.send("no message");
        Awaitility.await().atMost(PATIENCE).until(connection::isClosing);

        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> connections.all().isEmpty());

        assertThat(connection.isDisconnected()).isTrue();
    }

    private void awaitUnsent(int answers) {
        Awaitility.await(answers + " answers to wait").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(connections.unsent().taken()).isGreaterThan(answers * 60_000L);
            assertThat(places()).isEqualTo(PLACES - answers);
        });
    }

    private RawWebSocket accepted(TestTokens by) throws IOException {
        RawWebSocket socket = RawWebSocket.open(client.uri("/graphql/ws"), HERE);
        opened.add(socket);
        assertThat(socket.init(by.token()).next()).contains("connection_ack");
        return socket;
    }

    private static void ask(RawWebSocket socket, int id, String document) throws IOException {
        socket.send(JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "type",
                        "subscribe",
                        "id",
                        String.valueOf(id),
                        "payload",
                        Map.of("query", document, "variables", Map.of("j", FILLING)))));
    }

    /** How many more requests of the person's would be let in. */
    private int places() {
        int places = 0;
        while (requests.enter(person.personId(), 0)) {
            places++;
        }
        for (int place = 0; place < places; place++) {
            requests.leave(person.personId(), 0);
        }
        return places;
    }

    private double refusals() {
        return meters.get("mainstay.websocket.refusals")
                .tag("reason", WebSocketRefusal.UNSENT.name())
                .counter()
                .count();
    }
}
