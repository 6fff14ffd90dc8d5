// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLSchema;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Checks the size of what a field of a query or subscription is given, and the form of ids, before its controller sees it: every
 * list has the same limits, also one that somebody adds tomorrow.
 */
@Component
@EnableConfigurationProperties(ArgumentLimits.class)
final class ArgumentGuard extends SimplePerformantInstrumentation {

    private final ArgumentLimits limits;

    ArgumentGuard(ArgumentLimits limits) {
        this.limits = limits;
    }

    @Override
    public DataFetcher<?> instrumentDataFetcher(
            DataFetcher<?> dataFetcher, InstrumentationFieldFetchParameters parameters, InstrumentationState state) {
        DataFetchingEnvironment field = parameters.getEnvironment();
        if (field.getFieldDefinition().getArguments().isEmpty() || isMutation(field)) {
            return dataFetcher;
        }
        return environment -> {
            check(environment);
            return dataFetcher.get(environment);
        };
    }

    private void check(DataFetchingEnvironment environment) {
        GraphQLFieldDefinition field = environment.getFieldDefinition();
        for (GraphQLArgument argument : field.getArguments()) {
            Object value = environment.getArgument(argument.getName());
            if (value != null) {
                new ArgumentCheck(limits, argument).check(value);
            }
        }
    }

    private static boolean isMutation(DataFetchingEnvironment field) {
        GraphQLSchema schema = field.getGraphQLSchema();
        return field.getParentType() == schema.getMutationType();
    }
}
