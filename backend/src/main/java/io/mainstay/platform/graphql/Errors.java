// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.ErrorClassification;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.language.SourceLocation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.ErrorType;

/** Makes top-level errors. */
final class Errors {

    private Errors() {}

    static GraphQLError error(
            ErrorCode code,
            @Nullable String message,
            @Nullable List<Object> path,
            @Nullable List<SourceLocation> locations,
            Map<String, ?> details) {
        Map<String, Object> extensions = new HashMap<>(details);
        extensions.put("code", code.name());
        return GraphqlErrorBuilder.newError()
                .message("%s", message)
                .errorType(type(code))
                .extensions(extensions)
                .path(path)
                .locations(locations)
                .build();
    }

    static boolean isOf(GraphQLError error, ErrorCode code) {
        Map<String, Object> extensions = error.getExtensions();
        return extensions != null && code.name().equals(extensions.get("code"));
    }

    /** GraphQL's own types where one fits; what was cut or is away for now is no fault of Mainstay's and has its code there too. */
    private static ErrorClassification type(ErrorCode code) {
        return switch (code) {
            case BAD_REQUEST, BAD_USER_INPUT, TOO_LARGE, TOO_COMPLEX, TOO_MANY_REQUESTS, TOO_SLOW ->
                ErrorType.BAD_REQUEST;
            case NOT_FOUND -> ErrorType.NOT_FOUND;
            case UNAUTHENTICATED -> ErrorType.UNAUTHORIZED;
            case FORBIDDEN -> ErrorType.FORBIDDEN;
            case TIMEOUT, UNAVAILABLE -> ErrorClassification.errorClassification(code.name());
            case INTERNAL -> ErrorType.INTERNAL_ERROR;
        };
    }
}
