// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.security.PrincipalAuthentication;
import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** One WebSocket, from its handshake until nothing of it is left: who speaks over it, and what runs on it. */
final class WebSocketConnection {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);
    private static final String SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private final String address;
    private final SystemClock clock;
    private final MessageAssembly assembly;
    private final long begunAt;
    private final Map<String, Disposable.Swap> operations = new ConcurrentHashMap<>();
    private final ReentrantLock sending = new ReentrantLock();
    private final AtomicBoolean initialised = new AtomicBoolean();
    private final AtomicReference<@Nullable Long> closedAt = new AtomicReference<>();
    private volatile @Nullable WebSocketSession session;
    private volatile @Nullable PrincipalAuthentication authentication;
    private volatile long pingedAt;

    /** @param address the client's, as it is counted */
    WebSocketConnection(String address, MessageAssembly.Room room, SystemClock clock) {
        this.address = address;
        this.clock = clock;
        this.assembly = new MessageAssembly(room);
        this.begunAt = clock.nanoTime();
        this.pingedAt = begunAt;
    }

    String address() {
        return address;
    }

    /** The handshake is done. */
    void established(WebSocketSession opened, Duration sendTimeout) {
        nativeSession(opened).getUserProperties().put(SEND_TIMEOUT, sendTimeout.toMillis());
        session = opened;
        if (isClosing()) {
            cut();
        }
    }

    /** Whether this is the first connection_init. */
    boolean beginInit() {
        return initialised.compareAndSet(false, true);
    }

    void accepted(PrincipalAuthentication as) {
        authentication = as;
    }

    /** As whom the connection was accepted; null until it was. */
    @Nullable
    PrincipalAuthentication authentication() {
        return authentication;
    }

    boolean isAccepted() {
        return authentication != null;
    }

    boolean isOf(String personId) {
        PrincipalAuthentication known = authentication;
        return known != null && known.getName().equals(personId);
    }

    /**
     * The whole message; null while its end has not come.
     *
     * @throws WebSocketRefusedException if it is too long
     */
    @Nullable
    String assemble(TextMessage part, int limit) {
        return assembly.add(part, limit, clock.nanoTime());
    }

    /** Whether the end of a message has been missing for so long. */
    boolean hasUnfinishedFor(Duration time) {
        Long since = assembly.begunAt();
        return since != null && clock.nanoTime() - since > time.toNanos();
    }

    boolean isOlderThan(Duration time) {
        return clock.nanoTime() - begunAt > time.toNanos();
    }

    /** Whether nothing has been sent for so long to show that this side lives; what comes after counts from now. */
    boolean takePing(Duration every) {
        long now = clock.nanoTime();
        if (now - pingedAt < every.toNanos()) {
            return false;
        }
        pingedAt = now;
        return true;
    }

    /** What may be given what runs under this id; null if something does already. */
    Disposable.@Nullable Swap begin(String id) {
        Disposable.Swap running = Disposables.swap();
        if (operations.putIfAbsent(id, running) != null) {
            return null;
        }
        if (isClosing()) {
            cancel(id);
        }
        return running;
    }

    /** What runs under the id is over, so that the id may be used again. */
    void end(String id, Disposable.Swap running) {
        operations.remove(id, running);
    }

    void cancel(String id) {
        Disposable.Swap running = operations.remove(id);
        if (running != null) {
            running.dispose();
        }
    }

    int operations() {
        return operations.size();
    }

    /** Sends a message, after those that others are sending. Waits for the client to take it. */
    void send(String text) {
        sending.lock();
        try {
            deliver(text);
        } finally {
            sending.unlock();
        }
    }

    /**
     * Sends a message, after those that others are sending, if it is still wanted when its turn comes.
     *
     * @param begin asked once, when its turn has come; the caller is not to be interrupted afterwards, because that would
     *     end the connection
     * @throws InterruptedException if the caller is interrupted while it waits for its turn
     */
    void send(String text, BooleanSupplier begin) throws InterruptedException {
        sending.lockInterruptibly();
        try {
            if (begin.getAsBoolean()) {
                deliver(text);
            }
        } finally {
            sending.unlock();
        }
    }

    /** Sends a message unless another is being sent. */
    void sendIfIdle(String text) {
        if (sending.tryLock()) {
            try {
                deliver(text);
            } finally {
                sending.unlock();
            }
        }
    }

    private void deliver(String text) {
        WebSocketSession opened = session;
        if (opened == null || isClosing()) {
            return;
        }
        try {
            opened.sendMessage(new TextMessage(text));
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("A client took no message and is cut off", gone);
            close(CloseStatus.SESSION_NOT_RELIABLE);
        }
    }

    /** Says why and ends what runs. The client has a moment to answer. */
    void close(CloseStatus status) {
        if (!ended()) {
            return;
        }
        WebSocketSession opened = session;
        try {
            if (opened != null) {
                opened.close(status);
            }
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("A WebSocket was gone before it could be closed", gone);
        }
    }

    /** Ends what runs, because the connection is closed from either side; false if that was known. */
    boolean ended() {
        if (!closedAt.compareAndSet(null, clock.nanoTime())) {
            return false;
        }
        assembly.end();
        operations.keySet().forEach(this::cancel);
        return true;
    }

    boolean isClosing() {
        return closedAt.get() != null;
    }

    boolean isClosedFor(Duration time) {
        Long closed = closedAt.get();
        return closed != null && clock.nanoTime() - closed > time.toNanos();
    }

    /** Whether its TCP connection has ended, so that nothing waits in the web server's buffers. */
    boolean isDisconnected() {
        WebSocketSession opened = session;
        return opened != null && nativeSession(opened).isClosed();
    }

    /**
     * Ends the TCP connection, at once or when what is being sent has been taken or given up. The web server would wait half
     * a minute for clients to answer a closing handshake, and keep all buffers until then.
     */
    void cut() {
        WebSocketSession opened = session;
        if (opened != null) {
            nativeSession(opened)
                    .onClose(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "The client did not answer"));
        }
    }

    private static WsSession nativeSession(WebSocketSession session) {
        WsSession ofServer = ((NativeWebSocketSession) session).getNativeSession(WsSession.class);
        if (ofServer == null) {
            throw new IllegalStateException("WebSockets need Tomcat");
        }
        return ofServer;
    }
}
