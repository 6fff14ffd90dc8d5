// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Begins the head of a request on many connections and leaves it at that. */
final class HalfRequests {

    private static final String HALF = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Half: " + "x".repeat(4_000);

    private HalfRequests() {}

    /**
     * Opens connections and holds them.
     *
     * @return how many were opened and written to
     */
    static String open(URI server, int number, Duration held) throws IOException {
        InetSocketAddress address = new InetSocketAddress(server.getHost(), server.getPort());
        List<SocketChannel> channels = new ArrayList<>();
        int written = 0;
        try {
            for (int connection = 0; connection < number; connection++) {
                SocketChannel channel = SocketChannel.open();
                channels.add(channel);
                // Neither waits: beyond what the server takes, connections stay in the system's queue.
                channel.configureBlocking(false);
                channel.connect(address);
                if (channel.finishConnect()) {
                    written += channel.write(ByteBuffer.wrap(HALF.getBytes(StandardCharsets.US_ASCII))) > 0 ? 1 : 0;
                }
            }
            LockSupport.parkNanos(held.toNanos());
            return written + " of " + number + " begun";
        } catch (IOException refused) {
            return written + " begun, then " + refused;
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }
}
