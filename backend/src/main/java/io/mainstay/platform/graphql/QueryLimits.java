// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Refuses a document that asks for too much before anything else looks at it: the engine's validation and execution unfold
 * fragments, which takes time that grows with what is unfolded.
 */
@Component
final class QueryLimits {

    /** How deep the schema's description may be asked for; the query of GraphiQL needs 15. */
    private static final int INTROSPECTION_DEPTH = 20;

    private final GraphQlLimits limits;
    private final DistributionSummary costs;
    private volatile @Nullable Prices prices;

    /** The costs of a schema, which is the same for all requests. */
    private record Prices(GraphQLSchema schema, CostTable table) {}

    QueryLimits(GraphQlLimits limits, MeterRegistry meters) {
        this.limits = limits;
        this.costs = DistributionSummary.builder("mainstay.graphql.cost")
                .description("What operations cost")
                .register(meters);
    }

    /**
     * Looks at the size of all that the document defines, and at the cost of the operation that is to run.
     *
     * @param operation what is to run; null if the document has no such operation
     * @param variables as they came with the request
     * @return what the operation costs, in the unit of one object
     * @throws DocumentRefusal if it is too much
     */
    long check(
            GraphQLSchema schema,
            Document document,
            @Nullable OperationDefinition operation,
            Map<String, ?> variables) {
        refuseManyValues(variables);
        refuseManyDefinitions(document);
        refuseManyAliases(document);
        QueryCost query = new QueryCost(schema, table(schema), document, operation, variables);
        for (OperationDefinition definition : document.getDefinitionsOfType(OperationDefinition.class)) {
            refuseLarge(query.of(definition));
        }
        for (FragmentDefinition fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
            refuseLarge(query.of(fragment));
        }
        if (operation == null) {
            return 0;
        }
        long cost = QueryCost.cost(query.of(operation));
        if (cost > limits.cost()) {
            throw costsTooMuch(cost, query.heaviest(operation));
        }
        costs.record(cost);
        return cost;
    }

    private CostTable table(GraphQLSchema schema) {
        Prices known = prices;
        if (known == null || known.schema() != schema) {
            known = new Prices(schema, CostTable.of(schema));
            prices = known;
        }
        return known.table();
    }

    /** Stops at the first excess, before what is in it is looked at. */
    private void refuseManyValues(Map<String, ?> variables) {
        int values = 0;
        Deque<Collection<?>> open = new ArrayDeque<>();
        open.add(variables.values());
        while (!open.isEmpty()) {
            Collection<?> siblings = open.remove();
            values += siblings.size();
            if (values > limits.variableValues()) {
                throw DocumentRefusal.tooComplex("The variables have more than " + limits.variableValues()
                        + " values: lists, objects and what is in them.");
            }
            for (Object value : siblings) {
                if (value instanceof Map<?, ?> object) {
                    open.add(object.values());
                } else if (value instanceof Collection<?> list) {
                    open.add(list);
                }
            }
        }
    }

    private void refuseManyDefinitions(Document document) {
        refuseMany(document, OperationDefinition.class, limits.operations(), "operations");
        refuseMany(document, FragmentDefinition.class, limits.fragments(), "fragments");
    }

    private static void refuseMany(Document document, Class<?> kind, int limit, String name) {
        if (document.getDefinitions().stream().filter(kind::isInstance).count() > limit) {
            throw DocumentRefusal.tooComplex("The document has more than " + limit + " " + name + ".");
        }
    }

    private void refuseManyAliases(Document document) {
        int aliases = 0;
        Deque<Node<?>> open = new ArrayDeque<>();
        open.add(document);
        while (!open.isEmpty()) {
            Node<?> node = open.remove();
            if (node instanceof Field field && field.getAlias() != null) {
                aliases++;
            }
            node.getChildren().forEach(open::add);
        }
        if (aliases > limits.aliases()) {
            throw DocumentRefusal.tooComplex("The document has more than " + limits.aliases() + " aliases.");
        }
    }

    private void refuseLarge(SelectionCost summary) {
        if (summary.depth() > limits.depth()) {
            throw DocumentRefusal.tooComplex("The query nests deeper than " + limits.depth() + " levels.");
        }
        if (summary.introspectionDepth() > INTROSPECTION_DEPTH) {
            throw DocumentRefusal.tooComplex(
                    "The query of the schema nests deeper than " + INTROSPECTION_DEPTH + " levels.");
        }
        if (summary.fields() > limits.fields()) {
            throw DocumentRefusal.tooComplex("The query selects more than " + limits.fields()
                    + " fields once its fragments are unfolded. Select fewer, or spread fragments less often.");
        }
    }

    private DocumentRefusal costsTooMuch(long cost, QueryCost.Heaviest heaviest) {
        return DocumentRefusal.tooComplex(
                "The query costs %d, more than the limit of %d. '%s' weighs most, with %d. Ask for smaller pages, fewer nested lists or fewer counts."
                        .formatted(cost, limits.cost(), heaviest.path(), heaviest.cost()),
                Map.of(
                        "cost",
                        cost,
                        "limit",
                        limits.cost(),
                        "heaviest",
                        List.of(heaviest.path().split("\\."))));
    }
}
