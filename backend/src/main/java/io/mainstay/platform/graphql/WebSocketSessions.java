package io.mainstay.platform.graphql;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/**
 * The open WebSockets, so that one can be closed from outside its own messages. When the replica leaves, all are closed with
 * 1001 before the web server stops, which tells clients to connect again.
 */
@Component
final class WebSocketSessions implements SmartLifecycle {

    // Above that of the web server, which stops later.
    private static final int PHASE = DEFAULT_PHASE - 512;

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketSessions.class);

    private final Map<String, WebSocketSession> open = new ConcurrentHashMap<>();
    private volatile boolean running;

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        open.keySet().forEach(id -> close(id, CloseStatus.GOING_AWAY));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

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
