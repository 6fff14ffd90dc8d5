package io.mainstay.platform.graphql;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/** The open WebSockets, so that one can be closed from outside its own messages. */
@Component
final class WebSocketSessions {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketSessions.class);

    private final Map<String, WebSocketSession> open = new ConcurrentHashMap<>();

    void opened(WebSocketSession session) {
        open.put(session.getId(), session);
    }

    void closed(WebSocketSession session) {
        open.remove(session.getId());
    }

    void close(String id, CloseStatus status) {
        WebSocketSession session = open.get(id);
        if (session == null) {
            return;
        }
        try {
            session.close(status);
        } catch (IOException failure) {
            LOG.debug("The WebSocket {} was gone before it could be closed", id, failure);
        }
    }
}
