// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.fault.EventRecorder.Recorded;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Follows incidents as docs/api-guide.md tells clients to: subscribes, waits for the first answer, then reads the list, and
 * does so again whenever the connection has ended.
 */
final class IncidentFollower implements AutoCloseable {

    /** What the end of a connection without a closing handshake counts as, RFC 6455. */
    static final int ABNORMAL = 1006;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String SUBSCRIBE = "subscription { incidentsChanged { seq incidentId revision } }";
    private static final String READ = "query($word: String!, $after: String) { incidents("
            + "filter: {title: {contains: $word}}, first: 100, after: $after) "
            + "{ nodes { id revision } pageInfo { hasNextPage endCursor } } }";

    private final URI address;
    private final PersistentClient client;
    private final String word;
    private final Supplier<String> login;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    /** What one connection told. */
    private static final class Connection {

        /** The revisions that the list had once changes were followed. */
        private final Map<String, Integer> read = new HashMap<>();

        /** The changes that were told, by their place among all events. */
        private final TreeMap<Long, Change> told = new TreeMap<>();

        private volatile int closeCode;

        private synchronized void read(String id, int revision) {
            read.put(id, revision);
        }

        private synchronized void told(long seq, Change change) {
            told.put(seq, change);
        }

        private synchronized void addTo(Map<String, Integer> known) {
            read.forEach((id, revision) -> known.merge(id, revision, Math::max));
            told.values().forEach(change -> known.merge(change.incidentId(), change.revision(), Math::max));
        }

        /** Events between the first and the last that was told, without those that were told. */
        private synchronized List<Recorded> holes(List<Recorded> events) {
            return events.stream()
                    .filter(event -> !told.isEmpty()
                            && event.sequence() > told.firstKey()
                            && event.sequence() < told.lastKey()
                            && !told.containsKey(event.sequence()))
                    .toList();
        }
    }

    private record Change(String incidentId, int revision) {}

    private sealed interface Message {}

    private record Text(JsonNode json) implements Message {}

    private record End(int code) implements Message {}

    /**
     * @param client reads the list
     * @param word stands in the title of every incident that is followed
     */
    IncidentFollower(URI address, PersistentClient client, String word, Supplier<String> login) {
        this.address = address;
        this.client = client;
        this.word = word;
        this.login = login;
        this.thread = Thread.ofVirtual().start(() -> {
            try {
                follow();
            } catch (RuntimeException | AssertionError unexpected) {
                failure = unexpected;
            }
        });
    }

    /** Waits until a new connection has told that nothing is missed from here on, and the list was read. */
    void awaitConnections(int count) {
        Awaitility.await("connection " + count + " of the follower")
                .atMost(PATIENCE)
                .until(() -> {
                    assertThat(failure).isNull();
                    return connections.size() >= count;
                });
    }

    /** How the connections ended that have ended. */
    List<Integer> closeCodes() {
        return connections.stream()
                .map(connection -> connection.closeCode)
                .filter(code -> code != 0)
                .toList();
    }

    /** Fails unless every change of an incident was told, or happened while nobody was connected and was read afterwards. */
    void check(EventRecorder recorder) {
        List<Recorded> events = recorder.all().stream()
                .filter(event -> event.type().startsWith("incident."))
                .toList();
        assertThat(events).isNotEmpty();
        assertThat(failure).isNull();
        Awaitility.await("the follower to know the last change")
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    Map<String, Integer> known = new HashMap<>();
                    connections.forEach(connection -> connection.addTo(known));
                    assertThat(events)
                            .as("changes that were missed")
                            .allSatisfy(event -> assertThat(known.getOrDefault(event.subject(), 0))
                                    .isGreaterThanOrEqualTo(event.revision()));
                });
        connections.forEach(connection -> assertThat(connection.holes(events))
                .as("changes missed while connected")
                .isEmpty());
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    private void follow() {
        while (!stopped) {
            BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
            try (HttpClient http = HttpClient.newHttpClient()) {
                WebSocket socket = http.newWebSocketBuilder()
                        .subprotocols("graphql-transport-ws")
                        .connectTimeout(Duration.ofSeconds(5))
                        .buildAsync(address, new Listener(messages))
                        .join();
                converse(socket, messages);
                socket.abort();
            } catch (CompletionException refused) {
                // Nobody was there; whoever follows tries again.
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void converse(WebSocket socket, BlockingQueue<Message> messages) {
        send(socket, Map.of("type", "connection_init", "payload", Map.of("Authorization", "Bearer " + login.get())));
        Connection connection = null;
        while (!stopped) {
            switch (next(messages)) {
                case null -> {}
                case End(int code) -> {
                    if (connection != null) {
                        connection.closeCode = code;
                    }
                    return;
                }
                case Text(JsonNode json) -> {
                    switch (json.get("type").stringValue()) {
                        case "connection_ack" ->
                            send(socket, Map.of("type", "subscribe", "id", "1", "payload", Map.of("query", SUBSCRIBE)));
                        case "ping" -> send(socket, Map.of("type", "pong"));
                        case "next" -> {
                            JsonNode change = json.at("/payload/data/incidentsChanged");
                            if (connection == null) {
                                assertThat(change.get("seq").isNull()).isTrue();
                                connection = begin();
                            } else {
                                connection.told(
                                        change.get("seq").longValue(),
                                        new Change(
                                                change.get("incidentId").stringValue(),
                                                change.get("revision").intValue()));
                            }
                        }
                        // The subscription has ended; what was missed is read over the next connection.
                        default -> {
                            return;
                        }
                    }
                }
            }
        }
    }

    private Connection begin() {
        Connection connection = new Connection();
        Map<String, Object> page = new HashMap<>(Map.of("word", word));
        JsonNode incidents;
        do {
            incidents = client.execute(READ, page).get("incidents");
            incidents
                    .get("nodes")
                    .forEach(incident -> connection.read(
                            incident.get("id").stringValue(),
                            incident.get("revision").intValue()));
            page.put("after", incidents.at("/pageInfo/endCursor").asString(""));
        } while (incidents.at("/pageInfo/hasNextPage").booleanValue());
        connections.add(connection);
        return connection;
    }

    private static @Nullable Message next(BlockingQueue<Message> messages) {
        try {
            return messages.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new End(ABNORMAL);
        }
    }

    private static void send(WebSocket socket, Map<String, ?> message) {
        socket.sendText(JsonMapper.shared().writeValueAsString(message), true).join();
    }

    private record Listener(BlockingQueue<Message> messages, StringBuilder text) implements WebSocket.Listener {

        private Listener(BlockingQueue<Message> messages) {
            this(messages, new StringBuilder());
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(new Text(JsonMapper.shared().readTree(text.toString())));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            messages.add(new End(code));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            messages.add(new End(ABNORMAL));
        }
    }
}
