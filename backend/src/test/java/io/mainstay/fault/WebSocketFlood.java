// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens many WebSockets to a backend of this machine and holds them: without a token, with one person's, or with
 * subscriptions on each. By hand over plain sockets, so that the one who floods needs less memory than the one who is
 * flooded. Bounded: at most {@value #MOST} sockets, and the time that is given.
 */
final class WebSocketFlood implements AutoCloseable {

    /** What one flood may open. */
    static final int MOST = 10_000;

    private static final int AT_ONCE = 64;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String TICKS = "subscription { incidentsChanged { seq } }";

    private final InetSocketAddress backend;
    private final Duration time;
    private final List<Socket> held = new ArrayList<>();

    /**
     * What became of a flood.
     *
     * @param upgraded how many handshakes were answered with 101
     * @param accepted how many connections were then acknowledged
     * @param subscribed how many subscriptions were begun and not answered with an error
     * @param refused how many were refused, by the status of the handshake, the code of the closing frame or the error
     * @param failed how many connections failed without an answer: what a backend that goes under looks like
     */
    record Outcome(int upgraded, int accepted, int subscribed, Map<String, Integer> refused, int failed) {

        int refusals() {
            return refused.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** What one socket came to. */
    private record Attempt(boolean upgraded, boolean accepted, int subscribed, List<String> refusals, boolean failed) {}

    private record Frame(int opcode, byte[] payload) {}

    /**
     * @param backend the HTTP address of a backend on this machine
     * @param time how long the flood may take
     */
    WebSocketFlood(URI backend, Duration time) {
        InetAddress address = new InetSocketAddress(backend.getHost(), backend.getPort()).getAddress();
        if (address == null || !address.isLoopbackAddress()) {
            throw new IllegalArgumentException("Only a backend on this machine may be flooded, not " + backend);
        }
        this.backend = new InetSocketAddress(address, backend.getPort());
        this.time = time;
    }

    /**
     * Opens sockets and holds them until this is closed.
     *
     * @param sockets how many
     * @param token what each sends in connection_init; null if it sends none
     * @param subscriptions how many each then begins
     */
    Outcome open(int sockets, @Nullable Supplier<String> token, int subscriptions) {
        if (sockets > MOST) {
            throw new IllegalArgumentException("At most " + MOST + " sockets, not " + sockets);
        }
        long end = System.nanoTime() + time.toNanos();
        Semaphore places = new Semaphore(AT_ONCE);
        List<Future<Attempt>> attempts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int socket = 0; socket < sockets && System.nanoTime() < end; socket++) {
                places.acquire();
                attempts.add(threads.submit(() -> {
                    try {
                        return attempt(token, subscriptions);
                    } finally {
                        places.release();
                    }
                }));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome(attempts.stream().map(Future::resultNow).toList());
    }

    /** How many of the held sockets the backend has ended. */
    int ended() {
        synchronized (held) {
            return (int) held.stream().filter(WebSocketFlood::isEnded).count();
        }
    }

    @Override
    public void close() {
        synchronized (held) {
            held.forEach(WebSocketFlood::quietly);
            held.clear();
        }
    }

    private static Outcome outcome(List<Attempt> attempts) {
        Map<String, Integer> refused = new TreeMap<>();
        attempts.forEach(attempt -> attempt.refusals().forEach(reason -> refused.merge(reason, 1, Integer::sum)));
        return new Outcome(
                (int) attempts.stream().filter(Attempt::upgraded).count(),
                (int) attempts.stream().filter(Attempt::accepted).count(),
                attempts.stream().mapToInt(Attempt::subscribed).sum(),
                refused,
                (int) attempts.stream().filter(Attempt::failed).count());
    }

    private Attempt attempt(@Nullable Supplier<String> token, int subscriptions) {
        boolean upgraded = false;
        boolean accepted = false;
        int subscribed = 0;
        List<String> refusals = new ArrayList<>();
        Socket socket = new Socket();
        try {
            socket.connect(backend, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            int status = upgrade(socket);
            if (status != 101) {
                quietly(socket);
                return new Attempt(false, false, 0, List.of(String.valueOf(status)), false);
            }
            upgraded = true;
            hold(socket);
            if (token == null) {
                return new Attempt(true, false, 0, refusals, false);
            }
            send(
                    socket,
                    "{\"type\":\"connection_init\",\"payload\":{\"Authorization\":\"Bearer " + token.get() + "\"}}");
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String refusal = refusal(next(in));
            if (refusal != null) {
                return new Attempt(true, false, 0, List.of(refusal), false);
            }
            accepted = true;
            for (int id = 0; id < subscriptions; id++) {
                send(
                        socket,
                        "{\"type\":\"subscribe\",\"id\":\"" + id + "\",\"payload\":{\"query\":\"" + TICKS + "\"}}");
                String answer = refusal(next(in));
                if (answer == null) {
                    subscribed++;
                } else {
                    refusals.add(answer);
                }
            }
            return new Attempt(true, true, subscribed, refusals, false);
        } catch (IOException failure) {
            quietly(socket);
            return new Attempt(upgraded, accepted, subscribed, refusals, true);
        }
    }

    private void hold(Socket socket) {
        synchronized (held) {
            held.add(socket);
        }
    }

    private int upgrade(Socket socket) throws IOException {
        socket.getOutputStream()
                .write(("GET /graphql/ws HTTP/1.1\r\nHost: 127.0.0.1:" + backend.getPort()
                                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13"
                                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
                                + "\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n")
                        .getBytes(UTF_8));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("No answer to the handshake");
            }
            head.append((char) next);
        }
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
    }

    /** As a text frame whose mask is zero. */
    private static void send(Socket socket, String text) throws IOException {
        byte[] payload = text.getBytes(UTF_8);
        int head = payload.length < 126 ? 6 : 8;
        byte[] frame = new byte[head + payload.length];
        frame[0] = (byte) 0x81;
        if (payload.length < 126) {
            frame[1] = (byte) (0x80 | payload.length);
        } else {
            frame[1] = (byte) (0x80 | 126);
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
        }
        System.arraycopy(payload, 0, frame, head, payload.length);
        OutputStream out = socket.getOutputStream();
        out.write(frame);
        out.flush();
    }

    /** The next frame that is no sign of life and not the end of what was answered already. */
    private static Frame next(DataInputStream in) throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0f;
            int length = in.readUnsignedByte() & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = Math.toIntExact(in.readLong());
            }
            Frame frame = new Frame(opcode, in.readNBytes(length));
            String text = new String(frame.payload(), UTF_8);
            if (!text.contains("\"type\":\"ping\"") && !text.contains("\"type\":\"complete\"")) {
                return frame;
            }
        }
    }

    /** Why a frame says that no more comes; null if it does not. */
    private static @Nullable String refusal(Frame frame) {
        byte[] payload = frame.payload();
        if (frame.opcode() == 8) {
            return payload.length < 2 ? "closed" : String.valueOf(((payload[0] & 0xff) << 8) | (payload[1] & 0xff));
        }
        String text = new String(payload, UTF_8);
        if (text.contains("TOO_MANY_REQUESTS")) {
            return "TOO_MANY_REQUESTS";
        }
        return text.contains("\"errors\"") || text.contains("\"type\":\"error\"") ? "error" : null;
    }

    private static boolean isEnded(Socket socket) {
        try {
            socket.setSoTimeout(1);
            InputStream in = socket.getInputStream();
            byte[] rest = new byte[8_192];
            while (true) {
                if (in.read(rest) < 0) {
                    return true;
                }
            }
        } catch (SocketTimeoutException quiet) {
            return false;
        } catch (IOException gone) {
            return true;
        }
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new IllegalStateException("A socket cannot be closed", failure);
        }
    }
}
