// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.security.PrincipalAuthentication;
import io.mainstay.platform.security.TokenAuthentication;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.WebSocketGraphQlRequest;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Puts the principal into the context of a request's execution. An HTTP request was authenticated by the security filters,
 * an operation on a WebSocket by {@link WebSocketHandler}, both with the rights of now.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PrincipalInterceptor implements WebGraphQlInterceptor {

    /** Keys in the GraphQL context. */
    static final String PRINCIPAL = "principal";

    static final String LIVE_PRINCIPAL = "livePrincipal";

    /** Absent over HTTP. */
    static final String CONNECTION = "webSocketConnection";

    /** Key in the attributes of an operation on a WebSocket. */
    static final String AUTHENTICATION = "mainstay.authentication";

    private final TokenAuthentication tokens;
    private final SystemClock clock;

    PrincipalInterceptor(TokenAuthentication tokens, SystemClock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        PrincipalAuthentication known = authentication(request);
        Map<Object, Object> context = new HashMap<>();
        context.put(PRINCIPAL, known.getPrincipal());
        context.put(LIVE_PRINCIPAL, new LivePrincipal(known, tokens, clock));
        if (request instanceof WebSocketGraphQlRequest) {
            context.put(CONNECTION, WebSocketHandshake.connection(request.getAttributes()));
        }
        request.configureExecutionInput(
                (_, input) -> input.graphQLContext(context).build());
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
