package io.mainstay.platform.graphql;

import graphql.GraphQLContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.DataFetcher;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.execution.SubscriptionPublisherException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads the subscriber's rights again before each event is shown. The event's fields are resolved with the new rights; a
 * subscriber without any is cut off before the event.
 */
@Component
final class SubscriptionGuard extends SimplePerformantInstrumentation {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionGuard.class);
    private static final CloseStatus REFUSED = new CloseStatus(4403, "Forbidden");

    private final WebSocketSessions sessions;

    SubscriptionGuard(WebSocketSessions sessions) {
        this.sessions = sessions;
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
        return Flux.from(events)
                .concatMap(event -> Mono.fromCallable(() -> {
                            context.put(PrincipalInterceptor.PRINCIPAL, principal.now());
                            return event;
                        })
                        .subscribeOn(Schedulers.boundedElastic()))
                .onErrorResume(SubscriptionGuard::isRefusal, refusal -> {
                    LOG.info("A subscription ends, because its token is no longer accepted");
                    sessions.close(context.get(PrincipalInterceptor.SESSION), REFUSED);
                    return Mono.empty();
                });
    }

    /** A controller that asks for the principal is refused inside the publisher, whose errors come wrapped. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof AuthenticationException
                || (failure instanceof SubscriptionPublisherException
                        && failure.getCause() instanceof AuthenticationException);
    }
}
