// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.ExecutionResult;
import graphql.GraphQLError;
import io.micrometer.common.KeyValue;
import java.util.List;
import java.util.Optional;
import org.springframework.graphql.observation.DefaultExecutionRequestObservationConvention;
import org.springframework.graphql.observation.ExecutionRequestObservationContext;

/**
 * How a request ended, as the meter says it. Spring knows faults ({@code INTERNAL_ERROR}) and errors of the request alone, and tells them
 * by their classification. What was cut by its time or met a server that is away is neither, and the alert of errors counts it.
 */
final class RequestOutcomes extends DefaultExecutionRequestObservationConvention {

    private static final String FAULT = "INTERNAL_ERROR";
    private static final List<ErrorCode> OF_THE_SERVER = List.of(ErrorCode.TIMEOUT, ErrorCode.UNAVAILABLE);

    @Override
    protected KeyValue outcome(ExecutionRequestObservationContext context) {
        KeyValue outcome = super.outcome(context);
        ExecutionResult result = context.getExecutionResult();
        if (result == null || outcome.getValue().equals(FAULT)) {
            return outcome;
        }
        return worst(result.getErrors())
                .map(code -> KeyValue.of(outcome.getKey(), code.name()))
                .orElse(outcome);
    }

    private static Optional<ErrorCode> worst(List<GraphQLError> errors) {
        return OF_THE_SERVER.stream()
                .filter(code -> errors.stream().anyMatch(error -> Errors.isOf(error, code)))
                .findFirst();
    }
}
