// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.platform.graphql.WebSocketConnections.Admission;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeHandler;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import tools.jackson.databind.json.JsonMapper;

/** Opens a WebSocket, or refuses it while it is still an HTTP request and has cost nothing but that. */
final class WebSocketHandshake implements HandshakeHandler {

    /** Keys in the attributes of a WebSocket. */
    static final String CONNECTION = "mainstay.connection";

    static final String CONTEXT = "mainstay.context";

    private static final int NETWORK_BYTES = 8;

    private final WebSocketConnections connections;
    private final ContextSnapshotFactory snapshots;
    private final JsonMapper json;
    private final DefaultHandshakeHandler upgrade = new DefaultHandshakeHandler();

    WebSocketHandshake(WebSocketConnections connections, ContextSnapshotFactory snapshots, JsonMapper json) {
        this.connections = connections;
        this.snapshots = snapshots;
        this.json = json;
    }

    @Override
    public boolean doHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes) {
        HttpServletRequest asked = ((ServletServerHttpRequest) request).getServletRequest();
        Admission admission = connections.admit(counted(asked.getRemoteAddr()));
        WebSocketConnection connection = admission.connection();
        if (connection == null) {
            refuse(response, admission.refusal());
            return false;
        }
        attributes.put(CONNECTION, connection);
        attributes.put(CONTEXT, snapshots.captureAll());
        try {
            upgrade.doHandshake(new ServletServerHttpRequest(new Plain(asked)), response, handler, attributes);
        } finally {
            // What was no proper handshake is answered without an exception.
            if (!isUpgraded(response)) {
                connections.leave(connection);
            }
        }
        return isUpgraded(response);
    }

    private static boolean isUpgraded(ServerHttpResponse response) {
        return ((ServletServerHttpResponse) response).getServletResponse().getStatus()
                == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
    }

    /** Whoever has an address of IPv6 has as many as they like of its network of 64 bits. */
    static String counted(String address) {
        try {
            if (InetAddress.ofLiteral(address) instanceof Inet6Address six) {
                return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES));
            }
            return address;
        } catch (IllegalArgumentException noLiteral) {
            // A proxy may name its clients as it likes.
            return address;
        }
    }

    private void refuse(ServerHttpResponse response, @Nullable WebSocketRefusal refusal) {
        boolean address = refusal == WebSocketRefusal.ADDRESS;
        response.setStatusCode(address ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.SERVICE_UNAVAILABLE);
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        headers.set(HttpHeaders.RETRY_AFTER, "5");
        headers.set(HttpHeaders.CONNECTION, "close");
        ErrorCode code = address ? ErrorCode.TOO_MANY_REQUESTS : ErrorCode.UNAVAILABLE;
        String message = switch (refusal) {
            case ADDRESS -> "Too many WebSockets are open from your address. Close some, or try again later.";
            case LEAVING -> "This backend leaves. Connect again.";
            case null, default -> "Too many WebSockets are open. Try again later.";
        };
        try {
            response.getBody()
                    .write(json.writeValueAsBytes(Map.of(
                            "errors", List.of(Map.of("message", message, "extensions", Map.of("code", code.name()))))));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** In the context of its handshake, so that the log has the ids of that request. */
    static ContextSnapshot.Scope context(Map<String, Object> attributes) {
        return ((ContextSnapshot) Objects.requireNonNull(attributes.get(CONTEXT))).setThreadLocals();
    }

    static WebSocketConnection connection(Map<String, Object> attributes) {
        return (WebSocketConnection) Objects.requireNonNull(attributes.get(CONNECTION));
    }

    /** Asks for no extensions: compression would hold some 300 KiB outside the heap for each connection. */
    private static final class Plain extends HttpServletRequestWrapper {

        Plain(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return WebSocketHttpHeaders.SEC_WEBSOCKET_EXTENSIONS.equalsIgnoreCase(name)
                    ? Collections.emptyEnumeration()
                    : super.getHeaders(name);
        }
    }
}
