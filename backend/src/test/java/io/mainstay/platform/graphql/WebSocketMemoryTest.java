// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestTokens;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** What an open WebSocket on which nothing happens takes of the heap, with the client's end in the same process. */
@WebTest
@TestPropertySource(
        properties = {
            "mainstay.websocket.connections-per-person=1000",
            "mainstay.websocket.unaccepted=1000",
            "mainstay.websocket.unaccepted-per-address=1000",
            "mainstay.websocket.init-timeout=5m"
        })
class WebSocketMemoryTest {

    private static final int CONNECTIONS = 300;

    /** Of Tomcat's buffers 48 KiB cannot be made smaller. */
    private static final int MOST_KIBIBYTES = 80;

    @Autowired
    private GraphQlClient client;

    @Autowired
    private WebSocketConnections connections;

    private final List<RawWebSocket> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(RawWebSocket::close);
        Awaitility.await("what was held to be given up")
                .atMost(Duration.ofSeconds(60))
                .until(() -> connections.all().isEmpty());
    }

    @Test
    void shouldHoldLittleForAConnectionThatIsNotAccepted() {
        open();
        long before = used();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            open();
        }

        assertThat(kibibytes(used() - before)).isLessThan(MOST_KIBIBYTES);
    }

    @Test
    void shouldHoldLittleForAnAcceptedConnection() throws IOException {
        String token = TestTokens.as(Role.AGENT).token();
        open().init(token).next();
        long before = used();
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            assertThat(open().init(token).next()).contains("connection_ack");
        }

        assertThat(kibibytes(used() - before)).isLessThan(MOST_KIBIBYTES);
    }

    private RawWebSocket open() {
        RawWebSocket socket = RawWebSocket.open(client.uri("/graphql/ws"), "127.0.0.1");
        assertThat(socket.status()).isEqualTo(101);
        opened.add(socket);
        return socket;
    }

    private static long used() {
        for (int round = 0; round < 3; round++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long kibibytes(long bytes) {
        return bytes / CONNECTIONS / 1024;
    }
}
