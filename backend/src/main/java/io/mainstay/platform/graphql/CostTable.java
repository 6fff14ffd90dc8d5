// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What fields cost beyond the objects that they return, and how many objects plain lists have: the {@code @cost} and
 * {@code @bounded} of the schema, read once.
 */
final class CostTable {

    private final Map<Coordinates, Weight> weights = new HashMap<>();
    private final Map<Coordinates, ListSize> sizes = new HashMap<>();
    private final Map<String, ListSize> givenSizes = new HashMap<>();

    private CostTable() {}

    /**
     * What a field costs each time it is resolved.
     *
     * @param points in the unit of one object
     * @param times the argument by whose value the points are multiplied; null if none
     */
    record Weight(int points, @Nullable String times) {
        static final Weight NONE = new Weight(0, null);
    }

    /**
     * How many values a plain list counts as.
     *
     * @param values the greatest number that is to be expected
     * @param givenBy the path of an argument of the field around, whose length counts if it is less; empty if none
     * @param unless paths of arguments that make the list longer than what is given, unless they are null or false
     */
    record ListSize(int values, List<String> givenBy, List<List<String>> unless) {

        static final ListSize SHORT = new ListSize(QueryCost.SHORT_LIST, List.of(), List.of());

        boolean isGiven() {
            return !givenBy.isEmpty();
        }
    }

    private record Coordinates(String type, String field) {}

    static CostTable of(GraphQLSchema schema) {
        CostTable table = new CostTable();
        for (GraphQLNamedType type : schema.getAllTypesAsList()) {
            if (type instanceof GraphQLFieldsContainer container) {
                container.getFieldDefinitions().forEach(field -> {
                    Coordinates place = new Coordinates(type.getName(), field.getName());
                    table.putWeight(place, field);
                    table.putSize(place, field);
                });
            }
        }
        return table;
    }

    private void putWeight(Coordinates place, GraphQLFieldDefinition field) {
        GraphQLAppliedDirective cost = field.getAppliedDirective("cost");
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

    private void putSize(Coordinates place, GraphQLFieldDefinition field) {
        GraphQLAppliedDirective bounded = field.getAppliedDirective("bounded");
        if (bounded == null) {
            return;
        }
        Integer values = bounded.getArgument("values").getValue();
        String givenBy = bounded.getArgument("givenBy").getValue();
        List<String> unless =
                Objects.requireNonNullElse(bounded.getArgument("unless").<List<String>>getValue(), List.of());
        if (values == null) {
            if (givenBy == null && unless.isEmpty()) {
                return;
            }
            throw new IllegalStateException(name(place) + " needs values, which count when nothing is given");
        }
        ListSize size = new ListSize(
                values,
                givenBy == null ? List.of() : path(givenBy),
                unless.stream().map(CostTable::path).toList());
        if (values < 1) {
            throw new IllegalStateException(name(place) + " needs values of at least 1");
        }
        if (size.isGiven() && givenSizes.put(place.type(), size) != null) {
            throw new IllegalStateException(name(place) + " is the second of its type with givenBy, which has one");
        }
        sizes.put(place, size);
    }

    private static String name(Coordinates place) {
        return "@bounded of " + place.type() + "." + place.field();
    }

    private static List<String> path(String path) {
        return List.of(path.split("\\."));
    }

    Weight of(String type, String field) {
        return weights.getOrDefault(new Coordinates(type, field), Weight.NONE);
    }

    ListSize size(String type, String field) {
        return sizes.getOrDefault(new Coordinates(type, field), ListSize.SHORT);
    }

    /** The size of the list of a type that an argument of the field around gives; null if it has no such list. */
    @Nullable
    ListSize givenSize(String type) {
        return givenSizes.get(type);
    }
}
