package io.mainstay.platform.graphql;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.security.PrincipalAuthentication;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.WebSocketGraphQlRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts the principal into the context of the request's execution. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PrincipalInterceptor implements WebGraphQlInterceptor {

    /** The key in the GraphQL context. */
    static final String PRINCIPAL = "principal";

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        if (request instanceof WebSocketGraphQlRequest) {
            return chain.next(request);
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (!(authentication instanceof PrincipalAuthentication known)) {
            return Mono.error(new IllegalStateException("no request passes the security filters without a principal"));
        }
        return chain.next(with(request, known.getPrincipal()));
    }

    static WebGraphQlRequest with(WebGraphQlRequest request, Principal principal) {
        request.configureExecutionInput(
                (_, input) -> input.graphQLContext(Map.of(PRINCIPAL, principal)).build());
        return request;
    }
}
