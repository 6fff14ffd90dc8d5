// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.security.PrincipalAuthentication;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The WebSockets of this replica. Counted from the handshake, before the web server has made a buffer, until the TCP
 * connection has ended; a connection that was closed counts for its person no more.
 */
@Component
final class WebSocketConnections {

    private final WebSocketLimits limits;
    private final SystemClock clock;
    private final MessageAssembly.Room room;
    private final SendBufferBudget unsent;
    private final Set<WebSocketConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<WebSocketRefusal, Counter> refusals = new EnumMap<>(WebSocketRefusal.class);
    private boolean leaving;

    WebSocketConnections(WebSocketLimits limits, SystemClock clock, MeterRegistry meters) {
        this.limits = limits;
        this.clock = clock;
        this.room = new MessageAssembly.Room(limits.unfinishedCharacters());
        this.unsent = new SendBufferBudget(limits.unsentCharacters(), limits.unsentCharactersPerPerson());
        gauge(meters, "accepted", WebSocketConnection::isAccepted);
        gauge(meters, "unaccepted", connection -> !connection.isAccepted());
        for (WebSocketRefusal refusal : WebSocketRefusal.values()) {
            refusals.put(
                    refusal,
                    Counter.builder("mainstay.websocket.refusals")
                            .description("WebSockets and operations on them that were refused or ended")
                            .tag("reason", refusal.name())
                            .register(meters));
        }
    }

    private void gauge(MeterRegistry meters, String state, Predicate<WebSocketConnection> counted) {
        Gauge.builder("mainstay.websocket.open", () -> count(counted))
                .description("Open WebSockets")
                .baseUnit("connections")
                .tag("state", state)
                .register(meters);
    }

    /** What a handshake from this address begins, unless {@link #refusal} says why not. */
    synchronized Admission admit(String address) {
        WebSocketRefusal refusal = refusal(address);
        if (refusal != null) {
            count(refusal);
            return new Admission(null, refusal);
        }
        WebSocketConnection connection = new WebSocketConnection(address, room, clock);
        open.add(connection);
        return new Admission(connection, null);
    }

    /** The one or the other. */
    record Admission(
            @Nullable WebSocketConnection connection,
            @Nullable WebSocketRefusal refusal) {}

    private @Nullable WebSocketRefusal refusal(String address) {
        if (leaving) {
            return WebSocketRefusal.LEAVING;
        }
        if (open.size() >= limits.connections()) {
            return WebSocketRefusal.CONNECTIONS;
        }
        if (count(connection -> !connection.isAccepted()) >= limits.unaccepted()) {
            return WebSocketRefusal.UNACCEPTED;
        }
        Predicate<WebSocketConnection> here = connection -> connection.address().equals(address);
        boolean full = count(here) >= limits.connectionsPerAddress()
                || count(here.and(connection -> !connection.isAccepted())) >= limits.unacceptedPerAddress();
        return full ? WebSocketRefusal.ADDRESS : null;
    }

    /** @throws WebSocketRefusedException if the person has as many as are allowed */
    synchronized void accept(WebSocketConnection connection, PrincipalAuthentication authentication) {
        if (count(other -> other.isOf(authentication.getName()) && !other.isClosing())
                >= limits.connectionsPerPerson()) {
            throw new WebSocketRefusedException(
                    WebSocketRefusal.PERSON,
                    "Too many connections, " + limits.connectionsPerPerson() + " are allowed for a person");
        }
        connection.accepted(authentication);
    }

    /** Nothing of the connection is left. */
    void leave(WebSocketConnection connection) {
        connection.ended();
        open.remove(connection);
    }

    /** Closes a connection for a reason of this side's. */
    void refuse(WebSocketConnection connection, WebSocketRefusal refusal) {
        count(refusal);
        connection.close(refusal.status());
    }

    /** Closes a connection for something that its client sent. */
    void refuse(WebSocketConnection connection, WebSocketRefusedException refused) {
        count(refused.refusal());
        connection.close(refused.refusal().status().withReason(String.valueOf(refused.getMessage())));
    }

    void count(WebSocketRefusal refusal) {
        Objects.requireNonNull(refusals.get(refusal)).increment();
    }

    /** Those of people who were deactivated. */
    void refuse(Collection<String> personIds) {
        for (WebSocketConnection connection : open) {
            PrincipalAuthentication known = connection.authentication();
            if (known != null && personIds.contains(known.getName()) && !connection.isClosing()) {
                Thread.startVirtualThread(() -> refuse(connection, WebSocketRefusal.DEACTIVATED));
            }
        }
    }

    /** From now on handshakes are let in. */
    synchronized void openUp() {
        leaving = false;
    }

    /** From now on no handshake is let in; those that were are answered, and nobody comes to them afterwards. */
    synchronized Collection<WebSocketConnection> shutOff() {
        leaving = true;
        return all();
    }

    /** What messages that wait for their clients take up. */
    SendBufferBudget unsent() {
        return unsent;
    }

    Collection<WebSocketConnection> all() {
        return Set.copyOf(open);
    }

    /** Whose connections are open. */
    Set<String> people() {
        return open.stream()
                .filter(connection -> !connection.isClosing())
                .map(WebSocketConnection::authentication)
                .filter(known -> known != null)
                .map(PrincipalAuthentication::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    private long count(Predicate<WebSocketConnection> counted) {
        return open.stream().filter(counted).count();
    }
}
