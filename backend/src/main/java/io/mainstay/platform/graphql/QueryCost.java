package io.mainstay.platform.graphql;

import graphql.execution.AbortExecutionException;
import graphql.normalized.ExecutableNormalizedField;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import io.mainstay.kernel.PageRequest;
import java.util.List;

/**
 * Adds up what an operation asks for, once its fragments are unfolded. Each object costs 1, multiplied by the page sizes of
 * the connections above it; a plain list, which is short by nature, counts as {@value #BOUNDED_LIST}. Introspection, which
 * can be switched off, costs nothing.
 */
final class QueryCost {

    private static final int BOUNDED_LIST = 5;

    private final GraphQLSchema schema;
    private final GraphQlLimits limits;
    private long cost;

    private QueryCost(GraphQLSchema schema, GraphQlLimits limits) {
        this.schema = schema;
        this.limits = limits;
    }

    /** @throws AbortExecutionException if the operation nests too deep or costs too much */
    static long of(List<ExecutableNormalizedField> fields, GraphQLSchema schema, GraphQlLimits limits) {
        QueryCost query = new QueryCost(schema, limits);
        fields.forEach(field -> query.add(field, 1, 1));
        return query.cost;
    }

    private void add(ExecutableNormalizedField field, int depth, long multiplier) {
        if (field.getFieldName().startsWith("__")) {
            return;
        }
        if (depth > limits.depth()) {
            throw new AbortExecutionException("The query nests deeper than " + limits.depth() + " levels.");
        }
        GraphQLOutputType type = field.getType(schema);
        if (!(GraphQLTypeUtil.unwrapAll(type) instanceof GraphQLCompositeType)) {
            return;
        }
        long times = multiplier * factor(field, type);
        cost += times;
        if (cost > limits.cost()) {
            throw new AbortExecutionException(
                    "The query costs more than " + limits.cost() + ". Ask for smaller pages or fewer nested lists.");
        }
        field.getChildren().forEach(child -> add(child, depth + 1, times));
    }

    private int factor(ExecutableNormalizedField field, GraphQLOutputType type) {
        if (!(GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLList)) {
            return 1;
        }
        ExecutableNormalizedField parent = field.getParent();
        return parent == null || !isPaged(parent) ? BOUNDED_LIST : pageSize(parent);
    }

    private boolean isPaged(ExecutableNormalizedField field) {
        List<GraphQLFieldDefinition> definitions = field.getFieldDefinitions(schema);
        return definitions.getFirst().getArgument("first") != null;
    }

    private static int pageSize(ExecutableNormalizedField field) {
        return field.getResolvedArguments().get("first") instanceof Integer first
                ? Math.clamp(first, 1, PageRequest.MAX)
                : PageRequest.DEFAULT;
    }
}
