// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.ErrorType;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.language.Document;
import graphql.language.OperationDefinition;
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

    private static final int LONGEST_MESSAGE = 300;

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
                    .map(error -> withCode(error, traceId, response.getExecutionInput()))
                    .toList();
            return response.transform(builder -> builder.errors(coded));
        });
    }

    private static boolean hasCode(GraphQLError error) {
        return error.getExtensions() != null && error.getExtensions().containsKey("code");
    }

    private GraphQLError withCode(GraphQLError error, String traceId, ExecutionInput input) {
        if (hasCode(error)) {
            return error;
        }
        return switch (error.getErrorType()) {
            case ErrorType.ExecutionAborted -> recoded(error, ErrorCode.TOO_COMPLEX);
            case ErrorType.ValidationError -> refused(error, input);
            case ErrorType.DataFetchingException, ErrorType.NullValueInNonNullableField -> fault(error, traceId);
            // what the engine refuses has many classes of its own: syntax, validation, introspection that is off
            case null, default -> recoded(error, ErrorCode.BAD_REQUEST);
        };
    }

    /** What a variable's value breaks: the engine does not say where, and repeats the value. */
    private GraphQLError refused(GraphQLError error, ExecutionInput input) {
        Document document = input.getGraphQLContext().get(PreparedDocuments.DOCUMENT);
        OperationDefinition operation =
                document == null ? null : PreparedDocuments.operation(document, input.getOperationName());
        RefusedValue refused = operation == null
                ? null
                : RefusedValue.ofVariables(
                        source.getObject().schema(),
                        operation.getVariableDefinitions(),
                        input.getRawVariables().toMap());
        return refused == null
                ? recoded(error, ErrorCode.BAD_REQUEST)
                : Errors.error(
                        ErrorCode.BAD_REQUEST,
                        "The variable " + refused.message(),
                        error.getPath(),
                        error.getLocations(),
                        Map.of("field", refused.pathTexts()));
    }

    private static GraphQLError recoded(GraphQLError error, ErrorCode code) {
        String message = Texts.shortened(String.valueOf(error.getMessage()), LONGEST_MESSAGE);
        return Errors.error(code, message, error.getPath(), error.getLocations(), Map.of());
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
