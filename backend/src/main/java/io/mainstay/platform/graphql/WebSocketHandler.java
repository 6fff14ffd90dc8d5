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
import java.util.concurrent.Executors;
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
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks graphql-transport-ws. Of each operation at most one message waits for its client, and operations have a bound, so
 * a client that reads slowly holds little. Who speaks is found out anew for each operation, as for each request over HTTP.
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
    private final ExceptionErrors errors;
    private final JsonMapper json;
    private final BearerTokenAuthenticationExtractor extractor = new BearerTokenAuthenticationExtractor();

    /** A thread that waits for a slow client must be in nobody's way. */
    private final Scheduler sending = Schedulers.fromExecutorService(Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("websocket-send-", 0).factory()));

    WebSocketHandler(
            WebGraphQlHandler graphQl,
            TokenAuthentication tokens,
            WebSocketConnections connections,
            WebSocketLimits limits,
            ExceptionErrors errors,
            JsonMapper json) {
        this.graphQl = graphQl;
        this.tokens = tokens;
        this.connections = connections;
        this.limits = limits;
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
        boolean text = payload.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(HttpHeaders.AUTHORIZATION))
                .allMatch(entry -> entry.getValue() instanceof String);
        BearerTokenAuthenticationToken bearer = text
                ? (BearerTokenAuthenticationToken)
                        extractor.getAuthentication(payload).block()
                : null;
        if (bearer == null) {
            throw new WebSocketRefusedException(
                    WebSocketRefusal.UNAUTHORIZED, "connection_init must have Authorization: Bearer <token>");
        }
        return bearer.getToken();
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
                            + " are allowed; complete some first.");
            return;
        }
        PrincipalAuthentication now;
        try {
            now = tokens.authenticate(accepted.getCredentials().getTokenValue());
        } catch (AuthenticationServiceException _) {
            refuse(connection, id, running, ErrorCode.UNAVAILABLE, "Your rights cannot be read now. Try again later.");
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
        running.update(graphQl.handleRequest(request)
                .flatMapMany(WebSocketHandler::answers)
                .map(answer -> message("next", id, answer))
                .concatWith(Mono.fromCallable(() -> message("complete", id, null)))
                .onErrorResume(failure -> told(failure).map(told -> message("error", id, told)))
                .concatMap(message -> sent(connection, id, running, message), 1)
                .doFinally(_ -> connection.end(id, running))
                .subscribe(_ -> {}, failure -> LOG.error("The operation {} cannot be answered", id, failure)));
    }

    @SuppressWarnings("unchecked")
    private static Flux<Map<String, Object>> answers(WebGraphQlResponse response) {
        if (response.getData() instanceof Publisher<?> events) {
            return Flux.from((Publisher<ExecutionResult>) events).map(ExecutionResult::toSpecification);
        }
        return Flux.just(response.toMap());
    }

    private Mono<List<Map<String, Object>>> told(Throwable failure) {
        Mono<List<GraphQLError>> told = failure instanceof SubscriptionPublisherException published
                ? Mono.just(published.getErrors())
                : errors.resolveException(failure);
        return told.map(list -> list.stream().map(GraphQLError::toSpecification).toList());
    }

    /** The id is free before the client is told that nothing more comes. */
    private Mono<Void> sent(
            WebSocketConnection connection, String id, Disposable.Swap running, Map<String, Object> message) {
        return Mono.<Void>fromRunnable(() -> {
                    if (!Objects.equals(message.get("type"), "next")) {
                        connection.end(id, running);
                    }
                    connection.send(json.writeValueAsString(message));
                })
                .subscribeOn(sending);
    }

    private void refuse(
            WebSocketConnection connection, String id, Disposable.Swap running, ErrorCode code, String reason) {
        connection.end(id, running);
        List<Map<String, Object>> error =
                List.of(Errors.error(code, reason, null, null, Map.of()).toSpecification());
        connection.send(json.writeValueAsString(message("error", id, error)));
    }

    private static Map<String, Object> message(String type, String id, @Nullable Object payload) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("type", type);
        if (payload != null) {
            message.put("payload", payload);
        }
        return message;
    }

    /** What fits into the reason of a close frame. */
    private static String printable(String id) {
        return id.replaceAll("[^ -~]", "?").substring(0, Math.min(id.length(), 60));
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
