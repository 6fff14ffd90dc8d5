// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What WebSockets may use up, and that the service goes on when somebody wants more. */
@WebTest
@TestPropertySource(
        properties = {
            "mainstay.graphql.arguments.text-length=30000",
            "mainstay.websocket.connections=8",
            "mainstay.websocket.connections-per-address=6",
            "mainstay.websocket.connections-per-person=3",
            "mainstay.websocket.unaccepted=5",
            "mainstay.websocket.unaccepted-per-address=4",
            "mainstay.websocket.init-timeout=4s",
            "mainstay.websocket.operations-per-connection=3",
            "mainstay.websocket.subscriptions-per-person=5",
            "mainstay.websocket.send-timeout=2s"
        })
class WebSocketLimitsTest {

    private static final String HERE = "127.0.0.1";
    private static final String THERE = "127.0.0.2";
    private static final String TICKS = "subscription { ticks { count } }";
    private static final String QUERY = "{ viewer { id } }";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private GraphQlClient client;

    @Autowired
    private WebSocketConnections connections;

    @Autowired
    private MeterRegistry meters;

    private final TestTokens agent = TestTokens.as(Role.AGENT);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void awaitNoConnections() {
        Awaitility.await("connections of before to go")
                .atMost(PATIENCE)
                .until(() -> connections.all().isEmpty());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable socket : opened) {
            socket.close();
        }
    }

    @Test
    void shouldRefuseHandshakesWhileTooManyWaitToBeAccepted() throws IOException {
        double refused = refusals(WebSocketRefusal.ADDRESS);
        for (int socket = 0; socket < 4; socket++) {
            assertThat(raw(HERE).status()).isEqualTo(101);
        }

        RawWebSocket fifth = raw(HERE);
        assertThat(fifth.status()).isEqualTo(429);
        assertThat(fifth.head()).contains("Retry-After: 5").containsIgnoringCase("Connection: close");
        assertThat(fifth.rest())
                .contains("{\"errors\":[{")
                .contains("\"code\":\"TOO_MANY_REQUESTS\"")
                .contains("\"message\":\"Too many WebSockets are open from your address.");
        assertThat(refusals(WebSocketRefusal.ADDRESS)).isEqualTo(refused + 1);

        assertThat(raw(THERE).status()).as("another address is not concerned").isEqualTo(101);
        RawWebSocket sixth = raw(THERE);
        assertThat(sixth.status()).isEqualTo(503);
        assertThat(sixth.rest()).contains("\"code\":\"UNAVAILABLE\"");
        assertThat(open("unaccepted")).isEqualTo(5);

        assertThat(client.execute(agent.token(), QUERY).withoutErrors().text("viewer.id"))
                .isEqualTo(agent.personId());
    }

    @Test
    void shouldCutOffWhoIsNotAcceptedInTimeEvenWithoutAnAnswer() throws IOException {
        List<RawWebSocket> silent = List.of(raw(HERE), raw(HERE), raw(HERE), raw(HERE));
        assertThat(raw(HERE).status()).isEqualTo(429);

        for (RawWebSocket socket : silent) {
            assertThat(socket.next()).isEqualTo("4408");
            assertThat(socket.isCutOff()).isTrue();
        }
        awaitNoConnections();
        assertThat(raw(HERE).status()).isEqualTo(101);
    }

    @Test
    void shouldCountRefusedTokensUntilTheirConnectionIsGone() throws IOException {
        for (int socket = 0; socket < 4; socket++) {
            RawWebSocket refused = raw(HERE).init("not.a.token");
            assertThat(refused.next()).isEqualTo("4401");
        }
        assertThat(raw(HERE).status()).isEqualTo(429);

        awaitNoConnections();
        assertThat(raw(HERE).status()).isEqualTo(101);
    }

    @Test
    void shouldHoldNoPlaceForWhatIsNoHandshake() {
        for (int attempt = 0; attempt < 20; attempt++) {
            RawWebSocket noHandshake = RawWebSocket.open(address(), HERE, "Sec-WebSocket-Key: short\r\n");
            opened.add(noHandshake);
            assertThat(noHandshake.status()).isEqualTo(400);
        }
        assertThat(connections.all()).isEmpty();
    }

    @Test
    void shouldBoundConnectionsOfAnAddressAndOfTheReplica() throws IOException {
        double refused = refusals(WebSocketRefusal.CONNECTIONS);
        for (int socket = 0; socket < 6; socket++) {
            accepted(HERE, TestTokens.as(Role.AGENT));
        }
        assertThat(raw(HERE).status()).isEqualTo(429);
        accepted(THERE, agent);
        accepted(THERE, agent);
        assertThat(open("accepted")).isEqualTo(8);

        RawWebSocket ninth = raw(THERE);
        assertThat(ninth.status()).isEqualTo(503);
        assertThat(ninth.rest()).contains("\"code\":\"UNAVAILABLE\"");
        assertThat(refusals(WebSocketRefusal.CONNECTIONS)).isEqualTo(refused + 1);
    }

    @Test
    void shouldBoundConnectionsOfAPerson() {
        accepted();
        accepted();
        GraphQlSocket third = accepted();

        GraphQlSocket fourth = open().init(agent.token());
        assertThat(fourth.closeCode()).isEqualTo(4429);
        assertThat(fourth.closeReason()).isEqualTo("Too many connections, 3 are allowed for a person");
        assertThat(type(open().init(TestTokens.as(Role.AGENT).token()).next())).isEqualTo("connection_ack");

        third.subscribe("1", QUERY);
        assertThat(type(third.next())).as("those that are open go on").isEqualTo("next");
        third.close();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            GraphQlSocket another = open().init(agent.token());
            return another.next(Duration.ofSeconds(1)).isPresent();
        });
    }

    @Test
    void shouldBoundOperationsOfAConnection() {
        GraphQlSocket socket = accepted();
        for (int id = 1; id <= 3; id++) {
            socket.subscribe("s" + id, TICKS);
        }
        socket.subscribe("s4", TICKS);

        JsonNode refusal = socket.next();
        assertThat(type(refusal)).isEqualTo("error");
        assertThat(refusal.path("id").asString()).isEqualTo("s4");
        assertThat(refusal.at("/payload/0/extensions/code").asString()).isEqualTo("TOO_MANY_REQUESTS");

        socket.complete("s1");
        socket.subscribe("s4", QUERY);
        assertThat(type(socket.next())).isEqualTo("next");
    }

    @Test
    void shouldBoundSubscriptionsOfAPersonOverAllConnections() {
        GraphQlSocket first = accepted();
        GraphQlSocket second = accepted();
        List.of("1", "2", "3").forEach(id -> first.subscribe(id, TICKS));
        List.of("1", "2").forEach(id -> second.subscribe(id, TICKS));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        meters.get("mainstay.websocket.subscriptions").gauge().value() == 5);

        second.subscribe("3", TICKS);
        JsonNode refusal = second.next();
        assertThat(type(refusal)).isEqualTo("error");
        assertThat(refusal.at("/payload/0/extensions/code").asString()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(refusal.at("/payload/0/message").asString()).contains("5 are allowed for a person");

        second.subscribe("3", QUERY);
        assertThat(type(second.next())).as("queries are no subscriptions").isEqualTo("next");
        first.close();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        meters.get("mainstay.websocket.subscriptions").gauge().value() == 2);
    }

    @Test
    void shouldCutOffWhoAsksButDoesNotRead() throws IOException {
        RawWebSocket greedy = accepted(HERE, agent);
        String query =
                "{\"type\":\"subscribe\",\"id\":\"%d\",\"payload\":{\"query\":\"{ echo(json: \\\"%s\\\") { json } }\"}}";
        String filling = "x".repeat(30_000);

        Throwable end = catchThrowable(() -> {
            for (int id = 0; id < 5_000; id++) {
                greedy.send(query.formatted(id, filling));
            }
        });

        assertThat(end).isInstanceOf(IOException.class);
        awaitNoConnections();
    }

    @Test
    void shouldCutOffWhoPingsButDoesNotRead() throws IOException {
        RawWebSocket pinging = accepted(HERE, agent);
        String pings = "{\"type\":\"ping\"}";

        Throwable end = catchThrowable(() -> {
            for (int ping = 0; ping < 3_000_000; ping++) {
                pinging.send(pings);
            }
        });

        assertThat(end).isInstanceOf(IOException.class);
        awaitNoConnections();
    }

    @Test
    void shouldRefuseHandshakesWhenTheReplicaLeaves() throws IOException {
        connections.shutOff();
        try {
            RawWebSocket late = raw(HERE);
            assertThat(late.status()).isEqualTo(503);
            assertThat(late.head()).contains("Retry-After: 5");
            assertThat(late.rest()).contains("\"code\":\"UNAVAILABLE\"", "This backend leaves. Connect again.");
        } finally {
            connections.openUp();
        }
        assertThat(raw(HERE).status()).isEqualTo(101);
    }

    @Test
    void shouldNotCompress() {
        RawWebSocket socket = RawWebSocket.open(
                address(), HERE, "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");
        opened.add(socket);

        assertThat(socket.status()).isEqualTo(101);
        assertThat(socket.head()).doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002",
        "2001:db8:1:2::1, 20010db800010002",
        "a client that a proxy names, a client that a proxy names"
    })
    void shouldCountANetworkOfIpv6AsOneAddress(String address, String counted) {
        assertThat(WebSocketHandshake.counted(address)).isEqualTo(counted);
    }

    @Test
    void shouldTakeNoLimitThatLetsNobodyIn() {
        Duration time = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebSocketLimits(1, 1, 0, 1, 1, time, 1, 1, time, 1, 1, 1, 1, 1, time, time, time))
                .withMessageContaining("mainstay.websocket");
    }

    private double refusals(WebSocketRefusal reason) {
        return meters.get("mainstay.websocket.refusals")
                .tag("reason", reason.name())
                .counter()
                .count();
    }

    private double open(String state) {
        return meters.get("mainstay.websocket.open").tag("state", state).gauge().value();
    }

    private URI address() {
        return client.uri("/graphql/ws");
    }

    private RawWebSocket raw(String from) {
        RawWebSocket socket = RawWebSocket.open(address(), from);
        opened.add(socket);
        return socket;
    }

    private RawWebSocket accepted(String from, TestTokens person) throws IOException {
        RawWebSocket socket = raw(from).init(person.token());
        assertThat(socket.next()).contains("connection_ack");
        return socket;
    }

    private GraphQlSocket open() {
        GraphQlSocket socket = GraphQlSocket.open(address());
        opened.add(socket);
        return socket;
    }

    private GraphQlSocket accepted() {
        GraphQlSocket socket = open().init(agent.token());
        assertThat(type(socket.next())).isEqualTo("connection_ack");
        return socket;
    }

    private static String type(JsonNode message) {
        return message.path("type").asString();
    }
}
