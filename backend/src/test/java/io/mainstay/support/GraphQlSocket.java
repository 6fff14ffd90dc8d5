// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of subscriptions that speaks graphql-transport-ws over a real WebSocket. */
public final class GraphQlSocket implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LinkedBlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private record Closed(int code, String reason) {}

    private GraphQlSocket(URI address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("graphql-transport-ws")
                .buildAsync(address, new Listener())
                .join();
    }

    /** @param address the HTTP address of the application */
    public static GraphQlSocket open(URI address) {
        return new GraphQlSocket(URI.create("ws" + address.toString().substring("http".length())));
    }

    /** Sends connection_init; without a token its payload is empty. */
    public GraphQlSocket init(@Nullable String token) {
        send(Map.of(
                "type",
                "connection_init",
                "payload",
                token == null ? Map.of() : Map.of("Authorization", "Bearer " + token)));
        return this;
    }

    public void subscribe(String id, String document) {
        send(Map.of("type", "subscribe", "id", id, "payload", Map.of("query", document)));
    }

    /** The next message other than a ping; fails if none comes. */
    public JsonNode next() {
        return next(PATIENCE).orElseThrow(() -> new AssertionError("no message within " + PATIENCE));
    }

    /** The next message other than a ping; empty if none comes within this time. */
    public Optional<JsonNode> next(Duration patience) {
        try {
            return Optional.ofNullable(messages.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Sends something that need not be a message of the protocol. */
    public GraphQlSocket sendText(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** Sends a part of a message. */
    public GraphQlSocket sendPart(String text, boolean last) {
        socket.sendText(text, last).join();
        return this;
    }

    public GraphQlSocket sendBinary(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        return this;
    }

    /** Says that nothing more is wanted of an operation. */
    public void complete(String id) {
        send(Map.of("type", "complete", "id", id));
    }

    public boolean isQuiet() {
        return messages.isEmpty();
    }

    /** The code with which the server closed the socket; fails if it does not. */
    public int closeCode() {
        return awaitClosed().code();
    }

    /** What the server said when it closed the socket; fails if it does not. */
    public String closeReason() {
        return awaitClosed().reason();
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    private Closed awaitClosed() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void send(Map<String, ?> message) {
        socket.sendText(JSON.writeValueAsString(message), true).join();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode message = JSON.readTree(text.toString());
                text.setLength(0);
                if (!message.path("type").asString().equals("ping")) {
                    messages.add(message);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(new Closed(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            closed.completeExceptionally(failure);
        }
    }
}
