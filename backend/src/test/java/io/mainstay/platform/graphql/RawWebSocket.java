// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A WebSocket by hand, which can do what clients of the JDK do not: not read, and come from another address. */
final class RawWebSocket implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final DataInputStream in;
    private final String head;

    private RawWebSocket(Socket socket, DataInputStream in, String head) {
        this.socket = socket;
        this.in = in;
        this.head = head;
    }

    /**
     * @param from an address of this machine, such as {@code 127.0.0.2}
     * @param headers more of the handshake
     */
    static RawWebSocket open(URI address, String from, String... headers) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4_096);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress("127.0.0.1", address.getPort()));
            socket.setSoTimeout(PATIENCE_MILLIS);
            String key = String.join("", headers).contains("Sec-WebSocket-Key")
                    ? ""
                    : "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
            socket.getOutputStream()
                    .write(("GET " + address.getPath() + " HTTP/1.1\r\nHost: 127.0.0.1:" + address.getPort()
                                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                    + key + "Sec-WebSocket-Protocol: graphql-transport-ws\r\n"
                                    + String.join("", headers) + "\r\n")
                            .getBytes(UTF_8));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return new RawWebSocket(socket, in, head(in));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    int status() {
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
    }

    /** The status line and headers of the answer to the handshake. */
    String head() {
        return head;
    }

    /** The rest of an answer that ends the connection. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), UTF_8);
    }

    RawWebSocket init(String token) throws IOException {
        send(JsonMapper.shared()
                .writeValueAsString(
                        Map.of("type", "connection_init", "payload", Map.of("Authorization", "Bearer " + token))));
        return this;
    }

    void send(String text) throws IOException {
        byte[] payload = text.getBytes(UTF_8);
        OutputStream out = socket.getOutputStream();
        out.write(frame(payload));
        out.flush();
    }

    /** A text frame with a mask of zeros. */
    private static byte[] frame(byte[] payload) {
        int head = payload.length < 126 ? 6 : 8;
        byte[] frame = new byte[head + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | (payload.length < 126 ? payload.length : 126));
        if (payload.length >= 126) {
            frame[2] = (byte) (payload.length >> 8);
            frame[3] = (byte) payload.length;
        }
        System.arraycopy(payload, 0, frame, head, payload.length);
        return frame;
    }

    /** The next text message; the code of the closing frame if that comes. */
    String next() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int head;
        do {
            head = in.readUnsignedByte();
            byte[] part = part();
            if ((head & 0x0f) == 8) {
                return String.valueOf(((part[0] & 0xff) << 8) | (part[1] & 0xff));
            }
            message.writeBytes(part);
        } while ((head & 0x80) == 0);
        return message.toString(UTF_8);
    }

    private byte[] part() throws IOException {
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        return in.readNBytes(length);
    }

    /** Waits for the server to end the TCP connection, without answering a closing frame; false if it does not. */
    boolean isCutOff() {
        try {
            return in.readAllBytes().length >= 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
