// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.GraphQLContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.DataFetcher;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.execution.SubscriptionPublisherException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Bounds the subscriptions of each person, and reads the subscriber's rights again before each event is shown. The event's
 * fields are resolved with the new rights; a subscriber without any is cut off before the event.
 */
@Component
final class SubscriptionGuard extends SimplePerformantInstrumentation {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionGuard.class);

    private final WebSocketConnections connections;
    private final Subscriptions subscriptions;

    SubscriptionGuard(WebSocketConnections connections, Subscriptions subscriptions) {
        this.connections = connections;
        this.subscriptions = subscriptions;
    }

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher, InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
        boolean subscription =
                parameters.getEnvironment().getOperationDefinition().getOperation() == Operation.SUBSCRIPTION;
        boolean root = parameters.getExecutionStepInfo().getPath().getLevel() == 1;
        if (!subscription || !root) {
            return fetcher;
        }
        return environment -> {
            Object events = fetcher.get(environment);
            return events instanceof Publisher<?> publisher
                    ? guarded(publisher, environment.getGraphQlContext())
                    : events;
        };
    }

    private Flux<?> guarded(Publisher<?> events, GraphQLContext context) {
        LivePrincipal principal = context.get(PrincipalInterceptor.LIVE_PRINCIPAL);
        return Flux.defer(() -> {
            if (!subscriptions.begin(principal.personId())) {
                return Flux.error(tooMany());
            }
            return shown(events, principal, context).doFinally(_ -> subscriptions.end(principal.personId()));
        });
    }

    private Flux<?> shown(Publisher<?> events, LivePrincipal principal, GraphQLContext context) {
        return Flux.from(events)
                .<Object>concatMap(event -> Mono.fromCallable(() -> {
                            context.put(PrincipalInterceptor.PRINCIPAL, principal.now());
                            return event;
                        })
                        .subscribeOn(Schedulers.boundedElastic()))
                .onErrorResume(failure -> {
                    AuthenticationException refusal = refusal(failure);
                    return refusal == null ? Mono.error(failure) : ended(refusal, context);
                });
    }

    private Mono<Object> ended(AuthenticationException refusal, GraphQLContext context) {
        if (refusal instanceof AuthenticationServiceException) {
            return Mono.error(error(
                    ErrorCode.UNAVAILABLE, "Your rights cannot be read now. Read again and subscribe anew.", refusal));
        }
        LOG.info("A subscription ends, because its token is no longer accepted");
        WebSocketConnection connection = context.get(PrincipalInterceptor.CONNECTION);
        if (connection != null) {
            connections.refuse(
                    connection,
                    refusal instanceof DisabledException
                            ? WebSocketRefusal.DEACTIVATED
                            : WebSocketRefusal.TOKEN_EXPIRED);
        }
        return Mono.empty();
    }

    private SubscriptionPublisherException tooMany() {
        connections.count(WebSocketRefusal.SUBSCRIPTIONS);
        return error(
                ErrorCode.TOO_MANY_REQUESTS,
                "Too many subscriptions. " + subscriptions.limit() + " are allowed for a person; complete some first.",
                null);
    }

    private static SubscriptionPublisherException error(ErrorCode code, String message, @Nullable Throwable cause) {
        return new SubscriptionPublisherException(
                List.of(Errors.error(code, message, null, null, Map.of())),
                cause == null ? new IllegalStateException(message) : cause);
    }

    /** A controller that asks for the principal is refused inside the publisher, whose errors come wrapped. */
    private static @Nullable AuthenticationException refusal(Throwable failure) {
        Throwable cause = failure instanceof SubscriptionPublisherException ? failure.getCause() : failure;
        return cause instanceof AuthenticationException refusal ? refusal : null;
    }
}
