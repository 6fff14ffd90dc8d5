// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.execution.ExecutionStepInfo;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.database.RequestWork;
import io.mainstay.platform.security.Refusals;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.graphql.execution.SubscriptionPublisherException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Hands each authorisation that the API refuses to {@link Refusals}, whichever capability refuses it and whether it
 * throws or answers with a user error. By then the use case's transaction has ended; the answer waits for the trace.
 */
@Component
final class RefusalTrace extends SimplePerformantInstrumentation {

    private static final String TRACED = "mainstay.tracedRefusals";
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MAX_ID = 100;

    private final ObjectProvider<Refusals> refusals;
    private final SystemClock clock;

    RefusalTrace(ObjectProvider<Refusals> refusals, SystemClock clock) {
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> fetcher,
            InstrumentationFieldFetchParameters parameters,
            @Nullable InstrumentationState state) {
        return parameters.isTrivialDataFetcher() ? fetcher : environment -> traced(fetcher, environment);
    }

    private @Nullable Object traced(DataFetcher<?> fetcher, DataFetchingEnvironment environment) throws Exception {
        Object result;
        try {
            result = fetcher.get(environment);
        } catch (ForbiddenException forbidden) {
            trace(environment, forbidden.permission().code());
            throw forbidden;
        }
        if (result instanceof CompletionStage<?> later) {
            return later.whenComplete(
                    (value, failure) -> refused(value, failure).forEach(missing -> trace(environment, missing)));
        }
        if (result instanceof Publisher<?> events) {
            return Flux.from(events).onErrorResume(failure -> traced(failure, environment));
        }
        refused(result, null).forEach(missing -> trace(environment, missing));
        return result;
    }

    /** A subscription is refused inside its publisher, at its beginning or before one of its events. */
    private <T> Mono<T> traced(Throwable failure, DataFetchingEnvironment environment) {
        Throwable cause = failure instanceof SubscriptionPublisherException ? failure.getCause() : failure;
        return Mono.fromRunnable(() -> refused(null, cause).forEach(missing -> trace(environment, missing)))
                .subscribeOn(Schedulers.boundedElastic())
                .then(Mono.error(failure));
    }

    private static List<String> refused(@Nullable Object value, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ForbiddenException forbidden) {
            return List.of(forbidden.permission().code());
        }
        if (!(value instanceof Payload payload)) {
            return List.of();
        }
        return payload.userErrors().stream()
                .filter(error -> error.code() == UserErrorCode.FORBIDDEN)
                .map(RefusalTrace::missing)
                .toList();
    }

    /** What nobody has named is told by the message, so that no refusal is without a trace. */
    private static String missing(UserError error) {
        Map<String, Object> parameters = error.parameters();
        if (parameters.get("permission") instanceof String permission) {
            return permission;
        }
        if (parameters.get("segregationOfDuties") instanceof String action) {
            return "segregation of duties, for " + action;
        }
        Object confidentiality = parameters.get("confidentiality");
        return confidentiality == null ? error.message() : "clearance " + confidentiality;
    }

    /** Once for each place in the document and record, however many rows have a field that is refused. */
    private void trace(DataFetchingEnvironment environment, String missing) {
        Principal principal = environment.getGraphQlContext().get(PrincipalInterceptor.PRINCIPAL);
        String action = action(environment.getExecutionStepInfo());
        String recordId = recordId(environment);
        Set<List<Object>> traced = environment
                .getGraphQlContext()
                .computeIfAbsent(TRACED, _ -> ConcurrentHashMap.<List<Object>>newKeySet());
        if (traced.add(List.of(action, missing, recordId == null ? "" : recordId))) {
            // Not a part of the request's own work: who gives up the request does not keep the refusal out of the
            // trail.
            RequestWork.begin(principal.personId(), LIMIT, clock).run(() -> {
                refusals.ifAvailable(trail -> trail.record(principal, missing, action, recordId));
                return true;
            });
        }
    }

    /** The names of the fields from the operation's on, without aliases and indexes. */
    private static String action(ExecutionStepInfo field) {
        Deque<String> names = new ArrayDeque<>();
        for (ExecutionStepInfo step = field; step.hasParent(); step = step.getParent()) {
            if (step.getPath().isNamedSegment()) {
                names.addFirst(step.getFieldDefinition().getName());
            }
        }
        return String.join(".", names);
    }

    /** The id that the field, or one above it, was given: the record that the refusal is about. */
    private static @Nullable String recordId(DataFetchingEnvironment environment) {
        for (ExecutionStepInfo step = environment.getExecutionStepInfo(); step.hasParent(); step = step.getParent()) {
            for (Map.Entry<String, Object> argument : step.getArguments().entrySet()) {
                boolean names =
                        argument.getKey().equals("id") || argument.getKey().endsWith("Id");
                if (names && argument.getValue() instanceof String text) {
                    return text.substring(0, Math.min(text.length(), MAX_ID));
                }
            }
        }
        return null;
    }
}
