// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.kernel.SystemClock;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.TestDirectory;
import io.mainstay.support.TestIssuer;
import io.mainstay.support.TestTokens;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.JsonNode;

/** What ends a WebSocket, by the words of graphql-transport-ws. */
@WebTest
@TestPropertySource(properties = {"mainstay.websocket.init-timeout=3s", "mainstay.websocket.message-timeout=2s"})
class WebSocketProtocolTest {

    private static final String QUERY = "{ viewer { id } }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private WebSocketHandler handler;

    @Autowired
    private MeterRegistry meters;

    private final TestTokens agent = TestTokens.as(Role.AGENT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no JSON",
                "null",
                "1",
                "\"text\"",
                "[]",
                "[{\"type\": \"ping\"}]",
                "{}",
                "{\"type\": null}",
                "{\"type\": 1}",
                "{\"type\": \"start\"}",
                "{\"type\": \"connection_ack\"}",
                "{\"type\": \"next\", \"id\": \"1\", \"payload\": {}}",
                "{\"type\": \"connection_init\", \"payload\": []}",
                "{\"type\": \"connection_init\"} {}",
                "{\"type\": \"ping\"",
                "{\"type\": \"complete\"}",
                "{\"type\": \"subscribe\"}",
                "{\"type\": \"subscribe\", \"id\": \"\", \"payload\": {\"query\": \"{ viewer { id } }\"}}",
                "{\"type\": \"subscribe\", \"id\": 1, \"payload\": {\"query\": \"{ viewer { id } }\"}}",
                "{\"type\": \"subscribe\", \"id\": \"1\"}",
                "{\"type\": \"subscribe\", \"id\": \"1\", \"payload\": null}",
                "{\"type\": \"subscribe\", \"id\": \"1\", \"payload\": {}}",
                "{\"type\": \"subscribe\", \"id\": \"1\", \"payload\": {\"query\": 1}}",
                "{\"type\": \"subscribe\", \"id\": \"1\", \"payload\": {\"query\": \" \"}}",
                "{\"type\": \"subscribe\", \"id\": \"1\", \"payload\": {\"query\": \"{ a }\", \"variables\": []}}",
                "{\"type\": \"subscribe\", \"id\": \"1\", \"payload\": {\"query\": \"{ a }\", \"extensions\": 1}}",
                "{\"type\": \"subscribe\", \"id\": \"1\", \"payload\": {\"query\": \"{ a }\", \"operationName\": 1}}"
            })
    void shouldEndWith4400WhateverIsNoMessage(String text) {
        for (boolean accepted : new boolean[] {false, true}) {
            try (GraphQlSocket socket = accepted ? accepted() : open()) {
                socket.sendText(text);

                assertThat(socket.closeCode()).as(text).isEqualTo(4400);
                assertThat(socket.closeReason()).isNotBlank();
            }
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAMessage() {
        try (GraphQlSocket socket = open()) {
            socket.sendText("[]");
            assertThat(socket.closeReason()).isEqualTo("A message must be a JSON object");
        }
        try (GraphQlSocket socket = accepted()) {
            socket.subscribe("x".repeat(129), QUERY);
            assertThat(socket.closeCode()).isEqualTo(4400);
            assertThat(socket.closeReason()).isEqualTo("id must be a text of 1 to 128 characters");
        }
    }

    @Test
    void shouldEndWith4400WhatIsNestedWithoutEnd() {
        try (GraphQlSocket socket = accepted()) {
            socket.sendText("[".repeat(60_000));
            assertThat(socket.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void shouldEndWith4400BinaryMessages() {
        for (int length : new int[] {0, 10, 100_000}) {
            try (GraphQlSocket socket = accepted()) {
                socket.sendBinary("{\"type\": \"ping\"}".repeat(length / 10).getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.closeCode()).as(length + " bytes").isEqualTo(4400);
            }
        }
    }

    @Test
    void shouldHaveSmallMessagesOnlyBeforeAConnectionIsAccepted() {
        String filled = "{\"type\": \"ping\", \"payload\": {\"x\": \"" + "x".repeat(9_000) + "\"}}";
        try (GraphQlSocket socket = open()) {
            socket.sendText(filled);
            assertThat(socket.closeCode()).as("message too big, RFC 6455").isEqualTo(1009);
            assertThat(socket.closeReason()).isEqualTo("A message may have 8192 characters");
        }
        try (GraphQlSocket socket = accepted()) {
            socket.sendText(filled);
            assertThat(type(socket.next())).isEqualTo("pong");
        }
    }

    @Test
    void shouldTakeATokenOf6Kilobytes() {
        TestTokens manyGroups = TestTokens.as(Role.AGENT);
        String token = manyGroups.token(TestIssuer.shared(), claims -> claims.claim("filling", "x".repeat(4_000)));
        assertThat(token).hasSizeGreaterThan(5_500);
        try (GraphQlSocket socket = open().init(token)) {
            assertThat(type(socket.next())).isEqualTo("connection_ack");
        }
    }

    @Test
    void shouldPutTheLongestMessageTogetherFromParts() {
        String message = "{\"type\": \"subscribe\", \"id\": \"1\", \"payload\": {\"query\": \"{ viewer { id } }\", "
                + "\"variables\": {\"unused\": \"" + "ä".repeat(60_000) + "\"}}}";
        try (GraphQlSocket socket = accepted()) {
            for (int from = 0; from < message.length(); from += 7_000) {
                int to = Math.min(from + 7_000, message.length());
                socket.sendPart(message.substring(from, to), to == message.length());
            }

            assertThat(socket.next().at("/payload/data/viewer/id").asString()).isEqualTo(agent.personId());
        }
    }

    @Test
    void shouldEndAMessageThatIsNeverFinished() {
        try (GraphQlSocket socket = accepted()) {
            socket.sendPart("{\"type\": ", false);

            assertThat(socket.closeCode()).isEqualTo(1013);
        }
    }

    @Test
    void shouldAnswerPings() {
        try (GraphQlSocket socket = open()) {
            socket.sendText("{\"type\": \"ping\"}");
            assertThat(type(socket.next())).isEqualTo("pong");
            socket.sendText("{\"type\": \"pong\"}").sendText("{\"type\": \"ping\", \"payload\": {\"a\": 1}}");
            assertThat(type(socket.next())).isEqualTo("pong");
        }
    }

    @Test
    void shouldEndWith4429ASecondInit() {
        try (GraphQlSocket socket = accepted()) {
            socket.init(agent.token());
            assertThat(socket.closeCode()).isEqualTo(4429);
            assertThat(socket.closeReason()).isEqualTo("Too many initialisation requests");
        }
    }

    @Test
    void shouldEndWith4401AnOperationBeforeInit() {
        try (GraphQlSocket socket = open()) {
            socket.subscribe("1", QUERY);
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Authorization\": null}",
                "{\"Authorization\": 1}",
                "{\"Authorization\": \"Basic x\"}",
                "{\"Authorization\": \"Bearer \"}",
                "{\"Authorization\": \"Bearer not.a.token\"}"
            })
    void shouldEndWith4401AnInitWithoutAcceptedToken(String payload) {
        try (GraphQlSocket socket = open()) {
            socket.sendText("{\"type\": \"connection_init\", \"payload\": " + payload + "}");
            assertThat(socket.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void shouldEndWith4403AnInitOfADeactivatedPerson() {
        String token = agent.token();
        TestDirectory.deactivate(agent.personId());
        try (GraphQlSocket socket = open().init(token)) {
            assertThat(socket.closeCode()).isEqualTo(4403);
        }
    }

    @Test
    void shouldEndWith4408WhoDoesNotInitInTime() {
        try (GraphQlSocket socket = open()) {
            assertThat(socket.closeCode()).isEqualTo(4408);
        }
        try (GraphQlSocket socket = open()) {
            socket.sendText("{\"type\": \"ping\"}");
            assertThat(socket.closeCode()).as("pings are no reason to stay").isEqualTo(4408);
        }
    }

    @Test
    void shouldEndWith4409AnIdThatIsInUse() {
        try (GraphQlSocket socket = accepted()) {
            socket.subscribe("one", "subscription { ticks { count } }");
            socket.subscribe("one", QUERY);
            assertThat(socket.closeCode()).isEqualTo(4409);
            assertThat(socket.closeReason()).isEqualTo("Subscriber for one already exists");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D\uDE00\uD83D\uDE00", "\u00E4\u00FC", "\r\n"})
    void shouldEndWith4409WhateverTheIdIs(String id) {
        assertEndsWith4409(id, "??");
    }

    @Test
    void shouldShortenALongIdInsideACharacter() {
        assertEndsWith4409("x".repeat(59) + "\uD83D\uDE00".repeat(30), "x".repeat(59) + "?");
    }

    private void assertEndsWith4409(String id, String shown) {
        try (GraphQlSocket socket = accepted()) {
            socket.subscribe(id, "subscription { ticks { count } }");
            socket.subscribe(id, QUERY);
            assertThat(socket.closeCode()).isEqualTo(4409);
            assertThat(socket.closeReason()).isEqualTo("Subscriber for " + shown + " already exists");
        }
    }

    @Test
    void shouldEndWith1011WhatCannotBeHandled() {
        AtomicBoolean faulty = new AtomicBoolean();
        SystemClock clock = new SystemClock() {
            @Override
            public Instant now() {
                return Instant.EPOCH;
            }

            @Override
            public long nanoTime() {
                if (faulty.compareAndSet(true, false)) {
                    throw new IllegalStateException("a fault of this side's");
                }
                return 1;
            }
        };
        WebSocketConnection connection = new WebSocketConnection("address", new MessageAssembly.Room(1), clock);
        double before = faults();
        faulty.set(true);

        handler.handleTextMessage(session(connection), new TextMessage("{\"type\": \"ping\"}"));

        assertThat(connection.isClosing()).isTrue();
        assertThat(faults()).isEqualTo(before + 1);
        assertThat(WebSocketRefusal.FAULT.status().getCode()).isEqualTo(1011);
    }

    private double faults() {
        return meters.get("mainstay.websocket.refusals")
                .tag("reason", WebSocketRefusal.FAULT.name())
                .counter()
                .count();
    }

    private static WebSocketSession session(WebSocketConnection connection) {
        Map<String, Object> attributes = Map.of(
                WebSocketHandshake.CONNECTION,
                connection,
                WebSocketHandshake.CONTEXT,
                ContextSnapshotFactory.builder().build().captureAll());
        return (WebSocketSession) Proxy.newProxyInstance(
                WebSocketSession.class.getClassLoader(), new Class<?>[] {WebSocketSession.class}, (_, method, _) -> {
                    assertThat(method.getName()).isEqualTo("getAttributes");
                    return attributes;
                });
    }

    @Test
    void shouldLetAnIdBeUsedAgain() {
        try (GraphQlSocket socket = accepted()) {
            for (int round = 0; round < 20; round++) {
                socket.subscribe("1", QUERY);
                assertThat(type(socket.next())).isEqualTo("next");
                assertThat(type(socket.next())).isEqualTo("complete");
            }
            socket.subscribe("2", "subscription { ticks { count } }");
            socket.complete("2");
            socket.subscribe("2", QUERY);
            assertThat(type(socket.next())).isEqualTo("next");
        }
    }

    private GraphQlSocket open() {
        return GraphQlSocket.open(client.uri("/graphql/ws"));
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
