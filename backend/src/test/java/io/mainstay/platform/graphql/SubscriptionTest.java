// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.TestDirectory;
import io.mainstay.support.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@WebTest
class SubscriptionTest {

    private static final String TICKS = "subscription { ticks { count viewerName } }";

    @Autowired
    private GraphQlClient client;

    private final TestTokens agent = TestTokens.as(Role.AGENT);

    @Test
    void shouldDeliverEvents() {
        try (GraphQlSocket socket = open().init(agent.token())) {
            assertThat(type(socket.next())).isEqualTo("connection_ack");
            subscribe(socket);

            emit(1);
            emit(2);

            JsonNode first = socket.next();
            assertThat(type(first)).isEqualTo("next");
            assertThat(first.at("/payload/data/ticks/count").asInt()).isEqualTo(1);
            assertThat(first.at("/payload/data/ticks/viewerName").asString()).isEqualTo("The agent");
            assertThat(socket.next().at("/payload/data/ticks/count").asInt()).isEqualTo(2);
        }
    }

    @Test
    void shouldAnswerQueriesToo() {
        try (GraphQlSocket socket = open().init(agent.token())) {
            socket.next();
            socket.subscribe("1", "{ viewer { id } }");

            assertThat(socket.next().at("/payload/data/viewer/id").asString()).isEqualTo(agent.personId());
            assertThat(type(socket.next())).isEqualTo("complete");
        }
    }

    @Test
    void shouldReportRefusedSubscription() {
        try (GraphQlSocket socket = open().init(agent.token())) {
            socket.next();
            socket.subscribe("1", "subscription { nothing }");

            assertThat(socket.next().toString()).contains("BAD_REQUEST");
        }
    }

    @Test
    void shouldCloseSocketWithoutToken() {
        try (GraphQlSocket socket = open().init(null)) {
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void shouldCloseSocketWithBadToken() {
        try (GraphQlSocket socket = open().init("not.a.token")) {
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void shouldCloseSocketThatSubscribesBeforeItAuthenticates() {
        try (GraphQlSocket socket = open()) {
            socket.subscribe("1", TICKS);
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void shouldCloseSocketWhenTokenExpires() {
        try (GraphQlSocket socket = open().init(agent.token(Duration.ofSeconds(4)))) {
            assertThat(type(socket.next())).isEqualTo("connection_ack");
            subscribe(socket);

            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void shouldCutOffDeactivatedSubscriberBeforeNextEvent() {
        try (GraphQlSocket socket = open().init(agent.token())) {
            socket.next();
            subscribe(socket);
            TestDirectory.deactivate(agent.personId());

            // rights may be a second old
            Awaitility.await().during(Duration.ofSeconds(1)).until(socket::isQuiet);
            emit(1);

            assertThat(socket.closeCode()).isEqualTo(4403);
        }
    }

    @Test
    void shouldAnswerEachOperationWithTheRightsOfNow() {
        try (GraphQlSocket socket = open().init(agent.token())) {
            socket.next();
            socket.subscribe("1", "{ viewer { displayName } }");
            assertThat(socket.next().at("/payload/data/viewer/displayName").asString())
                    .isEqualTo("The agent");
            socket.next();

            TestDirectory.rename(agent.personId(), "Somebody else");
            socket.subscribe("2", "{ viewer { displayName } }");
            assertThat(socket.next().at("/payload/data/viewer/displayName").asString())
                    .as("at once, as over HTTP")
                    .isEqualTo("Somebody else");
        }
    }

    @Test
    void shouldRefuseTheNextOperationOfADeactivatedPersonAndCloseAllTheirSockets() {
        TestTokens other = TestTokens.as(Role.AGENT);
        try (GraphQlSocket socket = open().init(agent.token());
                GraphQlSocket second = open().init(agent.token());
                GraphQlSocket others = open().init(other.token())) {
            socket.next();
            second.next();
            others.next();
            TestDirectory.deactivate(agent.personId());

            socket.subscribe("1", "mutation { thingRename(id: \"1\", name: \"new\") { thing { name } } }");

            assertThat(socket.closeCode()).isEqualTo(4403);
            assertThat(socket.isQuiet()).as("nothing was answered").isTrue();
            assertThat(second.closeCode()).isEqualTo(4403);
            others.subscribe("1", "{ viewer { id } }");
            assertThat(others.next().at("/payload/data/viewer/id").asString()).isEqualTo(other.personId());
        }
    }

    @Test
    void shouldCloseTheSocketOfADeactivatedPersonWhoDoesNothing() {
        try (GraphQlSocket socket = open().init(agent.token())) {
            socket.next();
            subscribe(socket);
            TestDirectory.deactivate(agent.personId());

            assertThat(socket.closeCode()).isEqualTo(4403);
        }
    }

    @Test
    void shouldRefuseSocketFromForeignPage() {
        URI address = URI.create(client.uri("/graphql/ws").toString().replaceFirst("http", "ws"));
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> http.newWebSocketBuilder()
                            .subprotocols("graphql-transport-ws")
                            .header("Origin", "https://elsewhere.example")
                            .buildAsync(address, new java.net.http.WebSocket.Listener() {})
                            .join())
                    .hasCauseInstanceOf(java.net.http.WebSocketHandshakeException.class);
        }
    }

    private GraphQlSocket open() {
        return GraphQlSocket.open(client.uri("/graphql/ws"));
    }

    private static void subscribe(GraphQlSocket socket) {
        Awaitility.await("subscribers of earlier tests to go")
                .until(() -> ThingGraphQl.TICKS.currentSubscriberCount() == 0);
        socket.subscribe("1", TICKS);
        Awaitility.await().until(() -> ThingGraphQl.TICKS.currentSubscriberCount() == 1);
    }

    /** A subscriber that is still busy does not take an event. */
    private static void emit(int tick) {
        Awaitility.await().until(() -> ThingGraphQl.TICKS.tryEmitNext(tick).isSuccess());
    }

    private static String type(JsonNode message) {
        return message.path("type").asString();
    }
}
