package io.mainstay.platform.graphql;

import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What fields cost beyond the objects that they return: the {@code @cost} of the schema, read once. */
final class CostTable {

    static final CostTable EMPTY = new CostTable(Map.of());

    private static final String DIRECTIVE = "cost";

    private final Map<Coordinates, Weight> weights;

    private CostTable(Map<Coordinates, Weight> weights) {
        this.weights = weights;
    }

    /**
     * What a field costs each time it is resolved.
     *
     * @param points in the unit of one object
     * @param times the argument by whose value the points are multiplied; null if none
     */
    record Weight(int points, @Nullable String times) {
        static final Weight NONE = new Weight(0, null);
    }

    private record Coordinates(String type, String field) {}

    static CostTable of(GraphQLSchema schema) {
        Map<Coordinates, Weight> weights = new HashMap<>();
        for (GraphQLNamedType type : schema.getAllTypesAsList()) {
            if (type instanceof GraphQLFieldsContainer container) {
                container
                        .getFieldDefinitions()
                        .forEach(field -> put(weights, new Coordinates(type.getName(), field.getName()), field));
            }
        }
        return new CostTable(weights);
    }

    private static void put(Map<Coordinates, Weight> weights, Coordinates place, GraphQLFieldDefinition field) {
        GraphQLAppliedDirective cost = field.getAppliedDirective(DIRECTIVE);
        if (cost == null) {
            return;
        }
        Integer points = cost.getArgument("weight").getValue();
        String times = cost.getArgument("times").getValue();
        if (points == null || points < 0 || (times != null && field.getArgument(times) == null)) {
            throw new IllegalStateException("@cost of " + place.type() + "." + place.field()
                    + " needs a weight of at least 0, and the name of one of the field's arguments if any");
        }
        weights.put(place, new Weight(points, times));
    }

    Weight of(String type, String field) {
        return weights.getOrDefault(new Coordinates(type, field), Weight.NONE);
    }
}
