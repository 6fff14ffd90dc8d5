// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds each place among the arguments of an operation at which a record can be named. */
final class IdPaths {

    /** The first element of a list. */
    private static final String FIRST = "0";

    /** By what a record is named there. */
    enum Form {
        ID,
        NUMBER,
        WORDS
    }

    /** @param list whether a list of such names stands there */
    record Place(List<String> path, Form form, boolean list) {

        /** The arguments with this name at the place; what is around it is made if it is not there. */
        Map<String, Object> with(Map<String, Object> arguments, String name) {
            Map<String, Object> changed = new LinkedHashMap<>(arguments);
            put(changed, path, list ? List.of(name) : name);
            return changed;
        }

        private static void put(Map<String, Object> node, List<String> path, Object value) {
            String step = path.getFirst();
            if (path.size() == 1) {
                node.put(step, value);
                return;
            }
            if (path.get(1).equals(FIRST)) {
                List<Object> elements =
                        node.get(step) instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>();
                Map<String, Object> first = elements.isEmpty() || !(elements.getFirst() instanceof Map<?, ?> map)
                        ? new LinkedHashMap<>()
                        : new LinkedHashMap<>(Tree.map(map));
                put(first, path.subList(2, path.size()), value);
                if (elements.isEmpty()) {
                    elements.add(first);
                } else {
                    elements.set(0, first);
                }
                node.put(step, elements);
                return;
            }
            Map<String, Object> below = node.get(step) instanceof Map<?, ?> map
                    ? new LinkedHashMap<>(Tree.map(map))
                    : new LinkedHashMap<>();
            put(below, path.subList(1, path.size()), value);
            node.put(step, below);
        }
    }

    private final List<Place> found = new ArrayList<>();
    private final Deque<String> types = new ArrayDeque<>();

    private IdPaths() {}

    static List<Place> of(GraphQLFieldDefinition operation) {
        IdPaths paths = new IdPaths();
        for (GraphQLArgument argument : operation.getArguments()) {
            paths.look(List.of(argument.getName()), argument.getType());
        }
        return paths.found;
    }

    private void look(List<String> path, GraphQLInputType type) {
        boolean list = GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLList;
        GraphQLNamedType named = GraphQLTypeUtil.unwrapAll(type);
        switch (named) {
            case GraphQLScalarType scalar
            when scalar.getName().equals("ID") -> found.add(new Place(path, Form.ID, list));
            case GraphQLScalarType scalar
            when scalar.getName().equals("String") && path.contains("number") ->
                found.add(new Place(path, Form.NUMBER, list));
            case GraphQLScalarType scalar
            when scalar.getName().equals("String") && path.equals(List.of("query")) ->
                found.add(new Place(path, Form.WORDS, list));
            case GraphQLInputObjectType object
            when !types.contains(object.getName()) -> {
                types.push(object.getName());
                for (GraphQLInputObjectField field : object.getFieldDefinitions()) {
                    List<String> below = new ArrayList<>(path);
                    if (list) {
                        below.add(FIRST);
                    }
                    below.add(field.getName());
                    look(List.copyOf(below), field.getType());
                }
                types.pop();
            }
            default -> {
                // a value that names no record, or a filter within itself
            }
        }
    }
}
