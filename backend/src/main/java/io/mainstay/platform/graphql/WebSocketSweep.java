// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.security.DeactivatedPeople;
import io.mainstay.platform.security.PrincipalAuthentication;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * Looks after open WebSockets, whether anything is said on them or not: closes those that were not accepted in time, whose
 * token has ended, whose person was deactivated, and lets the others feel that somebody is there. When the replica leaves,
 * all are closed with 1001 before the web server stops, which tells clients to connect again.
 *
 * <p>Whether people were deactivated is one question to the directory for all of them, every few seconds. A replica that has
 * just started or was cut off from the outbox could miss an event; what is true now it cannot miss.
 */
@Component
final class WebSocketSweep implements SmartLifecycle {

    // Above that of the web server, which stops later.
    private static final int PHASE = DEFAULT_PHASE - 512;

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** How long a client has to take in why it was closed, and to answer, before the TCP connection is cut. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    /** How long a replica that leaves waits for clients to take the closing message. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketSweep.class);

    private final WebSocketConnections connections;
    private final WebSocketLimits limits;
    private final DeactivatedPeople deactivated;
    private final SystemClock clock;
    private volatile @Nullable ScheduledExecutorService timer;

    WebSocketSweep(
            WebSocketConnections connections,
            WebSocketLimits limits,
            DeactivatedPeople deactivated,
            SystemClock clock) {
        this.connections = connections;
        this.limits = limits;
        this.deactivated = deactivated;
        this.clock = clock;
    }

    @Override
    public void start() {
        connections.openUp();
        ScheduledExecutorService started = Executors.newScheduledThreadPool(
                2, Thread.ofVirtual().name("websocket-sweep-", 0).factory());
        every(started, EVERY, this::sweepAll);
        every(started, limits.personCheck(), this::closeDeactivated);
        timer = started;
    }

    private static void every(ScheduledExecutorService timer, Duration pause, Runnable task) {
        timer.scheduleWithFixedDelay(() -> guarded(task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * A task that throws is never run again. Then nothing would free places or end connections any more, which is worse than
     * whatever it was: even when the memory is used up, it is here that some becomes free.
     */
    static void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            try {
                LOG.warn("Open WebSockets could not be looked after; it is tried again", failure);
            } catch (Throwable unspeakable) {
                failure.addSuppressed(unspeakable); // there is no memory to say it with
            }
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService started = timer;
        timer = null;
        if (started != null) {
            started.shutdownNow();
        }
        // Not closed at the end of a block, which would wait for those who take nothing.
        ExecutorService farewell = Executors.newVirtualThreadPerTaskExecutor();
        connections.shutOff().forEach(connection -> farewell.execute(() -> connection.close(CloseStatus.GOING_AWAY)));
        farewell.shutdown();
        try {
            if (!farewell.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("Some clients did not take the message that this replica leaves");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** One that cannot be looked after is in no other's way. */
    void sweepAll() {
        connections.all().forEach(connection -> guarded(() -> sweep(connection)));
    }

    private void sweep(WebSocketConnection connection) {
        PrincipalAuthentication accepted = connection.authentication();
        if (connection.isClosing()) {
            cutOff(connection);
        } else if (accepted == null && connection.isOlderThan(limits.initTimeout())) {
            refuse(connection, WebSocketRefusal.INIT_TIMEOUT);
        } else if (accepted != null && !clock.now().isBefore(accepted.expiresAt())) {
            refuse(connection, WebSocketRefusal.TOKEN_EXPIRED);
        } else if (connection.hasUnfinishedFor(limits.messageTimeout())) {
            refuse(connection, WebSocketRefusal.UNFINISHED);
        } else if (accepted != null && connection.takePing(limits.keepAlive())) {
            Thread.startVirtualThread(() -> connection.sendIfIdle(WebSocketHandler.PING));
        }
    }

    /** Its place is free when its buffers are: what is being sent to it holds them for as long as that may take. */
    private void cutOff(WebSocketConnection connection) {
        if (connection.isDisconnected() || connection.isClosedFor(LINGER.plus(limits.sendTimeout()))) {
            connections.leave(connection);
        } else if (connection.isClosedFor(LINGER)) {
            Thread.startVirtualThread(connection::cut);
        }
    }

    /** A client may take its time to receive why. */
    private void refuse(WebSocketConnection connection, WebSocketRefusal refusal) {
        Thread.startVirtualThread(() -> connections.refuse(connection, refusal));
    }

    private void closeDeactivated() {
        Set<String> people = connections.people();
        if (!people.isEmpty()) {
            connections.refuse(deactivated.among(people));
        }
    }
}
