// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.GraphQLError;
import java.util.List;
import java.util.Map;

/** A document is refused before anything of it runs. */
final class DocumentRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<GraphQLError> errors;

    DocumentRefusal(List<GraphQLError> errors) {
        super(errors.getFirst().getMessage(), null, false, false);
        this.errors = errors;
    }

    static DocumentRefusal tooComplex(String message) {
        return tooComplex(message, Map.of());
    }

    static DocumentRefusal tooComplex(String message, Map<String, ?> details) {
        return new DocumentRefusal(List.of(Errors.error(ErrorCode.TOO_COMPLEX, message, null, null, details)));
    }

    static DocumentRefusal badRequest(String message) {
        return new DocumentRefusal(List.of(Errors.error(ErrorCode.BAD_REQUEST, message, null, null, Map.of())));
    }

    List<GraphQLError> errors() {
        return errors;
    }
}
