// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import io.mainstay.platform.observability.LogContext;
import io.mainstay.platform.security.PrincipalAuthentication;
import io.mainstay.platform.security.TokenAuthentication;
import io.micrometer.context.ContextSnapshot;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.graphql.execution.SubscriptionPublisherException;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.WebSocketGraphQlRequest;
import org.springframework.graphql.server.WebSocketSessionInfo;
import org.springframework.graphql.server.support.BearerTokenAuthenticationExtractor;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks graphql-transport-ws. Of each operation at most one message waits for its client, what waits for one person and for
 * all is counted, and a query or mutation is under way until its answer is sent: a client that reads slowly holds little. Who
 * speaks is found out anew for each operation, as for each request over HTTP.
 *
 * <p>A replacement of the framework's handler, which puts no bound on what waits to be sent, answers malformed messages as
 * faults, and needs the web server to have a buffer as long as the longest message for each connection.
 */
@Component
final class WebSocketHandler extends AbstractWebSocketHandler implements SubProtocolCapable {

    static final String PING = "{\"type\":\"ping\"}";

    private static final String PONG = "{\"type\":\"pong\"}";
    private static final String ACKNOWLEDGEMENT = "{\"type\":\"connection_ack\",\"payload\":{}}";
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketHandler.class);

    private final WebGraphQlHandler graphQl;
    private final TokenAuthentication tokens;
    private final WebSocketConnections connections;
    private final WebSocketLimits limits;
    private final ConcurrentRequestLimit requests;
    private final ExceptionErrors errors;
    private final JsonMapper json;
    private final BearerTokenAuthenticationExtractor extractor = new BearerTokenAuthenticationExtractor();

    /** A thread that waits for a slow client must be in nobody's way. */
    private final ThreadFactory senders =
            Thread.ofVirtual().name("websocket-send-", 0).factory();

    WebSocketHandler(
            WebGraphQlHandler graphQl,
            TokenAuthentication tokens,
            WebSocketConnections connections,
            WebSocketLimits limits,
            ConcurrentRequestLimit requests,
            ExceptionErrors errors,
            JsonMapper json) {
        this.graphQl = graphQl;
        this.tokens = tokens;
        this.connections = connections;
        this.limits = limits;
        this.requests = requests;
        this.errors = errors;
        this.json = json;
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of("graphql-transport-ws");
    }

    /** So that the web server needs no buffer for a whole message. */
    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        connection(session).established(session, limits.sendTimeout());
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
        WebSocketConnection connection = connection(session);
        if (!connection.isClosing()) {
            connections.refuse(
                    connection,
                    new WebSocketRefusedException(WebSocketRefusal.MALFORMED, "A message is text, not binary"));
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage part) {
        WebSocketConnection connection = connection(session);
        if (connection.isClosing()) {
            return;
        }
        try (ContextSnapshot.Scope _ = WebSocketHandshake.context(session.getAttributes())) {
            String text = connection.assemble(
                    part, connection.isAccepted() ? limits.messageCharacters() : limits.initCharacters());
            if (text != null) {
                handle(session, connection, ClientMessage.read(text, json));
            }
        } catch (WebSocketRefusedException refused) {
            connections.refuse(connection, refused);
        } catch (RuntimeException fault) {
            LOG.error("A message of a WebSocket cannot be handled", fault);
            connections.refuse(connection, WebSocketRefusal.FAULT);
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable failure) {
        LOG.debug("A WebSocket failed", failure);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        connection(session).ended();
    }

    private void handle(WebSocketSession session, WebSocketConnection connection, ClientMessage message) {
        switch (message) {
            case ClientMessage.Init init -> init(connection, init.payload());
            case ClientMessage.Subscribe subscribe -> subscribe(session, connection, subscribe);
            case ClientMessage.Complete complete -> connection.cancel(complete.id());
            case ClientMessage.Ping() -> connection.send(PONG);
            case ClientMessage.Pong() -> {}
        }
    }

    private void init(WebSocketConnection connection, Map<String, Object> payload) {
        if (!connection.beginInit()) {
            throw new WebSocketRefusedException(WebSocketRefusal.INIT_TWICE, "Too many initialisation requests");
        }
        PrincipalAuthentication authentication;
        try {
            authentication = tokens.authenticate(token(payload));
        } catch (AuthenticationException refusal) {
            throw refused(refusal);
        }
        connections.accept(connection, authentication);
        connection.send(ACKNOWLEDGEMENT);
    }

    private String token(Map<String, Object> payload) {
        Object given = payload.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(HttpHeaders.AUTHORIZATION))
                .<Object>mapMulti((entry, values) -> {
                    if (entry.getValue() != null) {
                        values.accept(entry.getValue());
                    }
                })
                .findFirst()
                .orElseThrow(WebSocketHandler::noToken);
        try {
            return ((BearerTokenAuthenticationToken) Objects.requireNonNull(extractor
                            .getAuthentication(Map.of(HttpHeaders.AUTHORIZATION, String.valueOf(given)))
                            .block()))
                    .getToken();
        } catch (OAuth2AuthenticationException noToken) {
            LOG.debug("A connection_init has something else in the place of a token", noToken);
            tokens.refuseMalformed();
            throw noToken();
        }
    }

    private static WebSocketRefusedException noToken() {
        return new WebSocketRefusedException(
                WebSocketRefusal.UNAUTHORIZED, "connection_init must have Authorization: Bearer <token>");
    }

    private static WebSocketRefusedException refused(AuthenticationException refusal) {
        return switch (refusal) {
            case AuthenticationServiceException _ ->
                new WebSocketRefusedException(
                        WebSocketRefusal.UNAVAILABLE, "Your token cannot be verified now, connect again later");
            case DisabledException _ ->
                new WebSocketRefusedException(WebSocketRefusal.DEACTIVATED, "This account was deactivated");
            default -> new WebSocketRefusedException(WebSocketRefusal.UNAUTHORIZED, "The token is not accepted");
        };
    }

    private void subscribe(
            WebSocketSession session, WebSocketConnection connection, ClientMessage.Subscribe subscribe) {
        PrincipalAuthentication accepted = connection.authentication();
        if (accepted == null) {
            throw new WebSocketRefusedException(WebSocketRefusal.UNAUTHORIZED, "Send connection_init first");
        }
        String id = subscribe.id();
        boolean full = connection.operations() >= limits.operationsPerConnection();
        Disposable.Swap running = connection.begin(id);
        if (running == null) {
            throw new WebSocketRefusedException(
                    WebSocketRefusal.SAME_ID, "Subscriber for " + printable(id) + " already exists");
        }
        if (full) {
            connections.count(WebSocketRefusal.OPERATIONS);
            refuse(
                    connection,
                    id,
                    running,
                    ErrorCode.TOO_MANY_REQUESTS,
                    "Too many operations run on this connection. " + limits.operationsPerConnection()
                            + " are allowed; complete some first.",
                    Map.of());
            return;
        }
        PrincipalAuthentication now;
        try {
            now = tokens.authenticate(accepted.getCredentials().getTokenValue());
        } catch (AuthenticationServiceException _) {
            refuse(
                    connection,
                    id,
                    running,
                    ErrorCode.UNAVAILABLE,
                    "Your rights cannot be read now. Try again later.",
                    Map.of());
            return;
        } catch (DisabledException deactivated) {
            connections.refuse(Set.of(accepted.getName()));
            throw refused(deactivated);
        } catch (AuthenticationException refusal) {
            throw refused(refusal);
        }
        try (MDC.MDCCloseable _ = MDC.putCloseable(LogContext.PRINCIPAL, now.getName())) {
            run(session, connection, subscribe, running, now);
        }
    }

    private void run(
            WebSocketSession session,
            WebSocketConnection connection,
            ClientMessage.Subscribe subscribe,
            Disposable.Swap running,
            PrincipalAuthentication authentication) {
        String id = subscribe.id();
        WebSocketGraphQlRequest request = new WebSocketGraphQlRequest(
                uri(session),
                session.getHandshakeHeaders(),
                null,
                session.getRemoteAddress(),
                Map.of(PrincipalInterceptor.AUTHENTICATION, authentication, WebSocketHandshake.CONNECTION, connection),
                subscribe.payload(),
                id,
                null,
                new Info(session));
        String person = authentication.getName();
        if (!requests.enter(person, 0)) {
            refuse(
                    connection,
                    id,
                    running,
                    ErrorCode.TOO_MANY_REQUESTS,
                    "Too many requests are under way. Wait for the answers to earlier ones.",
                    Map.of("retryAfter", TooBusyException.RETRY_AFTER));
            return;
        }
        Runnable leave = requests.leaving(person, 0);
        running.update(Mono.defer(() -> graphQl.handleRequest(request))
                .flatMapMany(response -> answers(response, id, leave))
                .map(answer -> new Outgoing(answer, false))
                .concatWith(Mono.fromCallable(() -> new Outgoing(text("complete", id, null), true)))
                .onErrorResume(failure -> told(failure).map(told -> new Outgoing(text("error", id, told), true)))
                // nothing is asked for while something waits, because it would wait uncounted
                .concatMap(
                        message -> {
                            if (message.last()) {
                                connection.end(id, running);
                            }
                            return sent(connection, person, message.text());
                        },
                        0)
                .doFinally(_ -> {
                    connection.end(id, running);
                    leave.run();
                })
                .subscribe(_ -> {}, failure -> failed(connection, id, failure)));
    }

    /** Written at once, because a text takes much less of the memory than what it is made from, and can be counted. */
    @SuppressWarnings("unchecked")
    private Flux<String> answers(WebGraphQlResponse response, String id, Runnable leave) {
        if (response.getData() instanceof Publisher<?> events) {
            leave.run(); // subscriptions are counted for themselves
            return Flux.from((Publisher<ExecutionResult>) events)
                    .map(event -> text("next", id, event.toSpecification()));
        }
        return Flux.just(text("next", id, response.toMap()));
    }

    /** @param last whether nothing more comes of the operation, whose id is free before its client is told so */
    private record Outgoing(String text, boolean last) {}

    private void failed(WebSocketConnection connection, String id, Throwable failure) {
        if (failure instanceof WebSocketRefusedException refused) {
            // the client may take its time to receive why
            Thread.startVirtualThread(() -> connections.refuse(connection, refused));
        } else {
            LOG.error("The operation {} cannot be answered", id, failure);
        }
    }

    private Mono<List<Map<String, Object>>> told(Throwable failure) {
        Mono<List<GraphQLError>> told = failure instanceof SubscriptionPublisherException published
                ? Mono.just(published.getErrors())
                : errors.resolveException(failure);
        return told.map(list -> list.stream().map(GraphQLError::toSpecification).toList());
    }

    /**
     * Waits for the connection without holding a thread that others need. What is no longer wanted gives up waiting; what is
     * being sent goes on, because an interrupted writer ends its connection.
     */
    private Mono<Void> sent(WebSocketConnection connection, String person, String text) {
        return Mono.create(sent -> {
            if (!connections.unsent().take(person, text.length())) {
                sent.error(new WebSocketRefusedException(
                        WebSocketRefusal.UNSENT,
                        "Too much waits to be sent to you. Read faster, ask for less at once, or ask over HTTP"));
                return;
            }
            AtomicBoolean settled = new AtomicBoolean();
            Thread sender = senders.newThread(() -> {
                try {
                    connection.send(text, () -> settled.compareAndSet(false, true));
                } catch (InterruptedException withdrawn) {
                    LOG.trace("A message is no longer wanted", withdrawn);
                } catch (RuntimeException | Error failure) {
                    sent.error(failure);
                } finally {
                    connections.unsent().give(person, text.length());
                }
                sent.success();
            });
            sent.onCancel(() -> {
                if (settled.compareAndSet(false, true)) {
                    sender.interrupt();
                }
            });
            sender.start();
        });
    }

    private void refuse(
            WebSocketConnection connection,
            String id,
            Disposable.Swap running,
            ErrorCode code,
            String reason,
            Map<String, ?> details) {
        connection.end(id, running);
        List<Map<String, Object>> error =
                List.of(Errors.error(code, reason, null, null, details).toSpecification());
        connection.send(text("error", id, error));
    }

    private String text(String type, String id, @Nullable Object payload) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("type", type);
        if (payload != null) {
            message.put("payload", payload);
        }
        return json.writeValueAsString(message);
    }

    /** What fits into the reason of a close frame. */
    private static String printable(String id) {
        return id.substring(0, Math.min(id.length(), 60)).replaceAll("[^ -~]", "?");
    }

    private static WebSocketConnection connection(WebSocketSession session) {
        return WebSocketHandshake.connection(session.getAttributes());
    }

    private static URI uri(WebSocketSession session) {
        return Objects.requireNonNull(session.getUri());
    }

    private record Info(WebSocketSession session) implements WebSocketSessionInfo {

        @Override
        public String getId() {
            return session.getId();
        }

        @Override
        public Map<String, Object> getAttributes() {
            return session.getAttributes();
        }

        @Override
        public URI getUri() {
            return uri(session);
        }

        @Override
        public HttpHeaders getHeaders() {
            return session.getHandshakeHeaders();
        }

        @Override
        public Mono<Principal> getPrincipal() {
            return Mono.justOrEmpty(session.getPrincipal());
        }

        @Override
        public @Nullable InetSocketAddress getRemoteAddress() {
            return session.getRemoteAddress();
        }
    }
}
