// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void shouldPickDifferentPortsThatAreFree() {
        List<Integer> ports = Ports.pickFree(4);

        assertThat(ports).hasSize(4).doesNotHaveDuplicates().allMatch(Ports::isFree);
    }

    /** A server binds its port seconds later, when a connection to somewhere may have been given it. */
    @Test
    void shouldPickNoPortThatOutgoingConnectionsAreGiven() throws IOException {
        Path range = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
        assumeThat(Files.isReadable(range)).isTrue();
        int first = Integer.parseInt(Files.readAllLines(range).getFirst().split("\\s+")[0]);

        assertThat(Ports.pickFree(100)).allMatch(port -> port < first);
    }

    @Test
    void shouldNameTheProcessThatHoldsAPort() throws IOException {
        assumeThat(Files.isReadable(Path.of("/proc/net/tcp"))).isTrue();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> Ports.requireFree(ServerName.NEO4J, socket.getLocalPort()))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Port " + socket.getLocalPort() + ", wanted for neo4j")
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("java")
                    .hasMessageContaining("--neo4j-port");
        }
    }

    @Test
    void shouldSeeAListenerOnAllAddresses() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThat(Ports.isFree(socket.getLocalPort())).isFalse();
        }
    }

    @Test
    void shouldAcceptAPortThatWasJustLeft() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }

        Ports.requireFree(ServerName.BACKEND, port);

        assertThat(Ports.isFree(port)).isTrue();
    }

    /** Linux gives ports below 1024 to root alone, and tests may be root. */
    @Test
    void shouldSayWhenAPortIsForRootAlone() throws IOException {
        int free = Ports.pickFree(1).getFirst();

        assertThat(Ports.explained(ServerName.BACKEND, free, new BindException("Permission denied")))
                .isEqualTo(
                        "Port %d, wanted for backend, is one of those that only root may use. Choose another port with"
                                + " --backend-port.",
                        free);
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(Ports.explained(ServerName.BACKEND, socket.getLocalPort(), new BindException("Address in use")))
                    .contains("is held by ");
        }
    }
}
