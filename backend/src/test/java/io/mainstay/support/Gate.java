// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A port in front of a server that others use too: while it is shut, the server is away for those who come through here, and
 * connections that were open are cut. Begins shut.
 */
public final class Gate implements AutoCloseable {

    private final URI server;
    private final int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket listening;
    private volatile boolean frozen;

    public Gate(String server) {
        this.server = URI.create(server);
        this.port = FreePort.next();
    }

    /** The server's address through the gate. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    public synchronized void open() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            listening = socket;
            Thread.ofVirtual().start(() -> accept(socket));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public synchronized void shut() {
        ServerSocket socket = listening;
        listening = null;
        frozen = false;
        if (socket != null) {
            quietly(socket);
        }
        open.forEach(Gate::quietly);
        open.clear();
    }

    @Override
    public void close() {
        shut();
    }

    /** From now on nothing passes, and connections stay open: a server that says nothing. Ends when the gate is shut. */
    public void freeze() {
        frozen = true;
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket target = new Socket(server.getHost(), server.getPort());
                open.add(client);
                open.add(target);
                Thread.ofVirtual().start(() -> pump(client, target));
                Thread.ofVirtual().start(() -> pump(target, client));
            } catch (IOException shut) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[8192];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (!frozen) {
                    out.write(buffer, 0, length);
                }
            }
        } catch (IOException cut) {
            quietly(from);
        } finally {
            quietly(to);
            open.remove(from);
        }
    }

    // What is closed already is as it should be.
    private static void quietly(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception closed) {
            return;
        }
    }
}
