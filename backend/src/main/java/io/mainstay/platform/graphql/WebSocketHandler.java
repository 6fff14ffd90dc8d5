package io.mainstay.platform.graphql;

import org.springframework.boot.graphql.autoconfigure.GraphQlCorsProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.webmvc.GraphQlWebSocketHandler;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/** Speaks graphql-transport-ws and lets {@link WebSocketSessions} know which sockets are open. */
@Component
final class WebSocketHandler extends GraphQlWebSocketHandler {

    private final WebSocketSessions sessions;

    WebSocketHandler(
            WebGraphQlHandler handler,
            HttpMessageConverter<Object> graphQlJson,
            GraphQlProperties properties,
            GraphQlCorsProperties cors,
            WebSocketSessions sessions) {
        super(
                handler,
                graphQlJson,
                properties.getWebsocket().getConnectionInitTimeout(),
                properties.getWebsocket().getKeepAlive(),
                origins(cors));
        this.sessions = sessions;
    }

    /** Without listed origins only pages of the same origin may connect. */
    private static CorsConfiguration origins(GraphQlCorsProperties cors) {
        CorsConfiguration listed = cors.toCorsConfiguration();
        return listed == null ? new CorsConfiguration() : listed;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        sessions.opened(session);
        super.afterConnectionEstablished(session);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        sessions.closed(session);
        super.afterConnectionClosed(session, status);
    }
}
