// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.GraphQLError;
import graphql.schema.DataFetchingEnvironment;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.ForbiddenException;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Texts;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.database.DatabaseCutException;
import io.micrometer.context.ContextSnapshot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.execution.ContextPropagationHelper;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import org.springframework.graphql.execution.SubscriptionExceptionResolver;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindException;
import reactor.core.publisher.Mono;

/** Turns what a controller throws into a top-level error. Nothing unexpected shows more than a trace id. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ExceptionErrors implements DataFetcherExceptionResolver, SubscriptionExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(ExceptionErrors.class);

    /** Of a path, in which aliases stand that the client chose. */
    private static final int LONGEST_LOGGED = 300;

    private final TraceIds traceIds;

    ExceptionErrors(TraceIds traceIds) {
        this.traceIds = traceIds;
    }

    @Override
    public Mono<List<GraphQLError>> resolveException(Throwable exception, DataFetchingEnvironment environment) {
        // A query fails on a thread of its own, which does not have the ids that the log is to carry.
        try (ContextSnapshot.Scope _ = ContextPropagationHelper.captureFrom(environment.getGraphQlContext())
                .setThreadLocals()) {
            return Mono.just(List.of(error(exception, environment)));
        }
    }

    @Override
    public Mono<List<GraphQLError>> resolveException(Throwable exception) {
        return Mono.just(List.of(error(exception, null)));
    }

    private GraphQLError error(Throwable exception, @Nullable DataFetchingEnvironment environment) {
        return switch (exception) {
            case DatabaseCutException cut -> {
                LOG.info(
                        "{} was given up: {}",
                        environment == null ? "A subscription" : path(environment),
                        cut.getMessage());
                yield error(
                        environment,
                        ErrorCode.TIMEOUT,
                        cut.maybeDone()
                                ? "The time was over while this was being written, so it may have been done. Read again, or repeat"
                                        + " it with the same idempotencyKey."
                                : "There was no time left for this. Ask for less at once.",
                        Map.of());
            }
            case ForbiddenException forbidden ->
                error(
                        environment,
                        ErrorCode.FORBIDDEN,
                        forbidden.getMessage(),
                        Map.of("permission", forbidden.permission().code()));
            case AuthenticationException refused ->
                error(environment, ErrorCode.UNAUTHENTICATED, refused.getMessage(), Map.of());
            case BadArgumentException bad ->
                error(
                        environment,
                        ErrorCode.BAD_USER_INPUT,
                        bad.getMessage(),
                        Map.of("field", bad.field(), "rule", bad.rule()));
            case RefusedException refused ->
                error(
                        environment,
                        code(refused),
                        refused.getMessage(),
                        Map.of(
                                "field",
                                String.join(".", refused.errors().getFirst().field()),
                                "rule",
                                refused.errors().getFirst().message()));
            case EventsLostException lost -> error(environment, lost.code(), lost.getMessage(), Map.of());
            case BindException unbindable ->
                error(environment, ErrorCode.BAD_REQUEST, unbindable.getMessage(), Map.of());
            default -> fault(environment, exception);
        };
    }

    /** Of a query whose arguments name something that is not there, or is not there for this caller. */
    private static ErrorCode code(RefusedException refused) {
        boolean notFound = refused.errors().stream().allMatch(error -> error.code() == UserErrorCode.NOT_FOUND);
        return notFound ? ErrorCode.NOT_FOUND : ErrorCode.BAD_USER_INPUT;
    }

    private GraphQLError fault(@Nullable DataFetchingEnvironment environment, Throwable exception) {
        String traceId = environment == null
                ? traceIds.current()
                : environment.getGraphQlContext().getOrDefault(TraceIds.TRACE_ID, "unknown");
        LOG.error("Fault {} at {}", traceId, environment == null ? "a subscription" : path(environment), exception);
        return error(
                environment,
                ErrorCode.INTERNAL,
                "Something went wrong in Mainstay. Its operator finds it in the logs as " + traceId + ".",
                Map.of("traceId", traceId));
    }

    private static String path(DataFetchingEnvironment environment) {
        return Texts.shortened(environment.getExecutionStepInfo().getPath().toString(), LONGEST_LOGGED);
    }

    private static GraphQLError error(
            @Nullable DataFetchingEnvironment environment,
            ErrorCode code,
            @Nullable String message,
            Map<String, ?> details) {
        if (environment == null) {
            return Errors.error(code, message, null, null, details);
        }
        return Errors.error(
                code,
                message,
                environment.getExecutionStepInfo().getPath().toList(),
                List.of(environment.getField().getSourceLocation()),
                details);
    }
}
