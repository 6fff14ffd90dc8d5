// SPDX-License-Identifier: Apache-2.0
package io.mainstay.hostile;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLTypeUtil;
import io.mainstay.kernel.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The document that calls an operation with given arguments as variables, and asks for as much as it may. */
final class OperationDocument {

    /** They hold the filter, and so the id in it. */
    private static final Set<String> CURSORS = Set.of("cursor", "endCursor");

    private static final int DEPTH = 2;

    private final String root;
    private final GraphQLFieldDefinition operation;

    /** @param root {@code query}, {@code mutation} or {@code subscription} */
    OperationDocument(String root, GraphQLFieldDefinition operation) {
        this.root = root;
        this.operation = operation;
    }

    String text(Map<String, Object> arguments) {
        List<GraphQLArgument> given = operation.getArguments().stream()
                .filter(argument -> arguments.containsKey(argument.getName()))
                .toList();
        String variables = given.stream()
                .map(argument -> "$" + argument.getName() + ": " + GraphQLTypeUtil.simplePrint(argument.getType()))
                .collect(Collectors.joining(", ", "(", ")"));
        List<String> values = new ArrayList<>(given.stream()
                .map(argument -> argument.getName() + ": $" + argument.getName())
                .toList());
        if (operation.getArgument("first") != null && !arguments.containsKey("first")) {
            values.add("first: 2");
        }
        return root + (given.isEmpty() ? "" : variables) + " { " + operation.getName()
                + (values.isEmpty() ? "" : "(" + String.join(", ", values) + ")") + selection(operation.getType(), 0)
                + " }";
    }

    /** What the operation needs and no record is named by. */
    Map<String, Object> required() {
        Map<String, Object> arguments = new LinkedHashMap<>();
        operation.getArguments().stream()
                .filter(argument -> argument.getType() instanceof GraphQLNonNull && !argument.hasSetDefaultValue())
                .forEach(argument -> arguments.put(argument.getName(), value(argument.getName(), argument.getType())));
        return arguments;
    }

    private static Object value(String name, GraphQLInputType type) {
        if (GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLList list) {
            return List.of(value(name, (GraphQLInputType) list.getWrappedType()));
        }
        return switch (GraphQLTypeUtil.unwrapAll(type)) {
            case GraphQLEnumType choice -> choice.getValues().getFirst().getName();
            case GraphQLInputObjectType object ->
                object.getFieldDefinitions().stream()
                        .filter(field -> field.getType() instanceof GraphQLNonNull)
                        .collect(Collectors.toMap(
                                GraphQLInputObjectField::getName, field -> value(field.getName(), field.getType())));
            case graphql.schema.GraphQLNamedType scalar ->
                switch (scalar.getName()) {
                    case "ID" -> Ids.next();
                    case "Int", "Long" -> 1;
                    case "Boolean" -> true;
                    case "DateTime" -> name.equals("to") ? "2190-01-02T00:00:00Z" : "2190-01-01T00:00:00Z";
                    case "Duration" -> "PT1H";
                    default -> "x";
                };
        };
    }

    private static String selection(GraphQLOutputType type, int depth) {
        return switch (GraphQLTypeUtil.unwrapAll(type)) {
            case GraphQLObjectType object -> " { " + fields(object, depth) + " }";
            case graphql.schema.GraphQLInterfaceType _ -> " { __typename id }";
            default -> "";
        };
    }

    /** All values, and what is nested as deep as the limits let it; of lists below the first only how long they are. */
    private static String fields(GraphQLObjectType object, int depth) {
        List<String> fields = new ArrayList<>(List.of("__typename"));
        boolean connection = object.getName().endsWith("Connection");
        for (GraphQLFieldDefinition field : object.getFieldDefinitions()) {
            boolean leaf = GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(field.getType()));
            if (CURSORS.contains(field.getName()) || needsArgument(field)) {
                continue;
            }
            if (leaf) {
                fields.add(field.getName());
            } else if (connection ? field.getName().equals("nodes") && depth < 1 : depth < DEPTH - 1) {
                fields.add(field.getName()
                        + (field.getArgument("first") == null ? "" : "(first: 1)")
                        + selection(field.getType(), depth + 1));
            }
        }
        return String.join(" ", fields);
    }

    private static boolean needsArgument(GraphQLFieldDefinition field) {
        return field.getArguments().stream()
                .anyMatch(argument -> argument.getType() instanceof GraphQLNonNull && !argument.hasSetDefaultValue());
    }
}
