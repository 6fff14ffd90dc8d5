package io.mainstay.platform.graphql;

import graphql.ErrorType;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.language.OperationDefinition;
import graphql.language.VariableDefinition;
import graphql.parser.Parser;
import io.mainstay.kernel.Texts;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Gives the errors that the GraphQL engine itself reports a code, as those of controllers have one. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class ErrorCodes implements WebGraphQlInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorCodes.class);

    /** Of an error, which may repeat what the client sent. */
    private static final int LONGEST_LOGGED = 500;

    private final TraceIds traceIds;
    private final ObjectProvider<GraphQlSource> source;

    ErrorCodes(TraceIds traceIds, ObjectProvider<GraphQlSource> source) {
        this.traceIds = traceIds;
        this.source = source;
    }

    @Override
    public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
        String traceId = traceIds.current();
        request.configureExecutionInput((_, input) ->
                input.graphQLContext(Map.of(TraceIds.TRACE_ID, traceId)).build());
        return chain.next(request).map(response -> {
            ExecutionResult result = response.getExecutionResult();
            if (result.getErrors().stream().allMatch(ErrorCodes::hasCode)) {
                return response;
            }
            List<GraphQLError> coded = result.getErrors().stream()
                    .map(error -> withCode(error, traceId, request))
                    .toList();
            return response.transform(builder -> builder.errors(coded));
        });
    }

    private static boolean hasCode(GraphQLError error) {
        return error.getExtensions() != null && error.getExtensions().containsKey("code");
    }

    private GraphQLError withCode(GraphQLError error, String traceId, WebGraphQlRequest request) {
        if (hasCode(error)) {
            return error;
        }
        return switch (error.getErrorType()) {
            case ErrorType.ExecutionAborted -> recoded(error, ErrorCode.TOO_COMPLEX, Map.of());
            case ErrorType.DataFetchingException, ErrorType.NullValueInNonNullableField -> fault(error, traceId);
            // what the engine refuses has many classes of its own: syntax, validation, introspection that is off
            case null, default ->
                recoded(
                        error,
                        ErrorCode.BAD_REQUEST,
                        error.getErrorType() == ErrorType.ValidationError ? field(request) : Map.of());
        };
    }

    /** Which variable is refused, or which part of it: as in user errors, a path from the variable's name on. */
    private Map<String, List<String>> field(WebGraphQlRequest request) {
        List<VariableDefinition> definitions =
                Parser.parse(request.getDocument()).getDefinitionsOfType(OperationDefinition.class).stream()
                        .filter(operation -> request.getOperationName() == null
                                || request.getOperationName().equals(operation.getName()))
                        .flatMap(operation -> operation.getVariableDefinitions().stream())
                        .toList();
        List<Object> path =
                new VariablePath(source.getObject().schema()).firstRefused(definitions, request.getVariables());
        return path == null
                ? Map.of()
                : Map.of("field", path.stream().map(Object::toString).toList());
    }

    private static GraphQLError recoded(GraphQLError error, ErrorCode code, Map<String, ?> details) {
        return Errors.error(code, error.getMessage(), error.getPath(), error.getLocations(), details);
    }

    private static GraphQLError fault(GraphQLError error, String traceId) {
        LOG.error(
                "Fault {} reported by the GraphQL engine: {}",
                traceId,
                Texts.shortened(error.toString(), LONGEST_LOGGED));
        return Errors.error(
                ErrorCode.INTERNAL,
                "Something went wrong in Mainstay. Its operator finds it in the logs as " + traceId + ".",
                error.getPath(),
                error.getLocations(),
                Map.of("traceId", traceId));
    }
}
