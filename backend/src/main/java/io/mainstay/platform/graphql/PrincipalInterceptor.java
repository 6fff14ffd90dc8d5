package io.mainstay.platform.graphql;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.security.PrincipalAuthentication;
import io.mainstay.platform.security.TokenAuthentication;
import java.time.Duration;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.WebSocketGraphQlInterceptor;
import org.springframework.graphql.server.WebSocketGraphQlRequest;
import org.springframework.graphql.server.WebSocketSessionInfo;
import org.springframework.graphql.server.support.BearerTokenAuthenticationExtractor;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Puts the principal into the context of a request's execution. An HTTP request was authenticated by the security filters;
 * a WebSocket is by the token in its first message, and ends when that token does.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PrincipalInterceptor implements WebSocketGraphQlInterceptor {

    /** Keys in the GraphQL context. */
    static final String PRINCIPAL = "principal";

    static final String LIVE_PRINCIPAL = "livePrincipal";
    static final String SESSION = "webSocketSession";

    static final CloseStatus TOKEN_EXPIRED = new CloseStatus(4401, "Token expired");

    private static final String AUTHENTICATION = "mainstay.authentication";
    private static final String EXPIRY = "mainstay.expiry";

    private final TokenAuthentication tokens;
    private final SystemClock clock;
    private final WebSocketSessions sessions;
    private final BearerTokenAuthenticationExtractor extractor = new BearerTokenAuthenticationExtractor();

    PrincipalInterceptor(TokenAuthentication tokens, SystemClock clock, WebSocketSessions sessions) {
        this.tokens = tokens;
        this.clock = clock;
        this.sessions = sessions;
    }

    @Override
    public Mono<Object> handleConnectionInitialization(WebSocketSessionInfo session, Map<String, Object> payload) {
        return extractor
                .getAuthentication(payload)
                .switchIfEmpty(Mono.error(() -> new AuthenticationCredentialsNotFoundException(
                        "connection_init must have Authorization: Bearer <token>")))
                .cast(BearerTokenAuthenticationToken.class)
                .publishOn(Schedulers.boundedElastic())
                .map(bearer -> tokens.authenticate(bearer.getToken()))
                .doOnNext(authentication -> {
                    session.getAttributes().put(AUTHENTICATION, authentication);
                    session.getAttributes().put(EXPIRY, closeAtExpiry(session.getId(), authentication));
                })
                .then(Mono.empty());
    }

    private Disposable closeAtExpiry(String sessionId, PrincipalAuthentication authentication) {
        Duration left = Duration.between(clock.now(), authentication.expiresAt());
        return Mono.delay(left.isNegative() ? Duration.ZERO : left, Schedulers.boundedElastic())
                .subscribe(_ -> sessions.close(sessionId, TOKEN_EXPIRED));
    }

    @Override
    public void handleConnectionClosed(WebSocketSessionInfo session, int statusCode, Map<String, Object> payload) {
        if (session.getAttributes().get(EXPIRY) instanceof Disposable expiry) {
            expiry.dispose();
        }
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        PrincipalAuthentication known = authentication(request);
        String session = request instanceof WebSocketGraphQlRequest socket
                ? socket.getSessionInfo().getId()
                : "";
        request.configureExecutionInput((_, input) -> input.graphQLContext(Map.of(
                        PRINCIPAL,
                        known.getPrincipal(),
                        LIVE_PRINCIPAL,
                        new LivePrincipal(known, tokens, clock),
                        SESSION,
                        session))
                .build());
        return chain.next(request);
    }

    /** How the request was authenticated; to be asked on the thread that received it. */
    static PrincipalAuthentication authentication(WebGraphQlRequest request) {
        Object authentication = request instanceof WebSocketGraphQlRequest
                ? request.getAttributes().get(AUTHENTICATION)
                : SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof PrincipalAuthentication known) {
            return known;
        }
        throw new IllegalStateException("no request gets here without a principal");
    }
}
