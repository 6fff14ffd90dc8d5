// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import io.mainstay.kernel.Ids;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the smallest document that calls an operation with arguments that the schema accepts and nothing fits. */
public final class OperationSketch {

    /** What needs a right of its own, beside that of the operation, and has a default: to attach a file that not everybody reads. */
    private static final Set<String> OF_OTHER_RIGHTS = Set.of("internal");

    private OperationSketch() {}

    /**
     * @param root {@code query}, {@code mutation} or {@code subscription}
     * @param id for the argument {@code id}
     */
    public static String of(String root, GraphQLFieldDefinition operation, String id) {
        String arguments = operation.getArguments().stream()
                .filter(argument ->
                        isNeeded(argument.getType()) || argument.getName().equals("id"))
                .map(argument -> argument.getName().equals("id") ? "id: \"" + id + "\"" : argument(argument))
                .collect(Collectors.joining(", "));
        return root + " { " + operation.getName() + (arguments.isEmpty() ? "" : "(" + arguments + ")")
                + selection(operation.getType()) + " }";
    }

    private static String argument(GraphQLArgument argument) {
        return argument.getName() + ": " + value(argument.getType());
    }

    private static boolean isNeeded(GraphQLInputType type) {
        return type instanceof GraphQLNonNull;
    }

    private static String value(GraphQLInputType type) {
        if (GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLList list) {
            return "[" + value((GraphQLInputType) list.getWrappedType()) + "]";
        }
        return switch (GraphQLTypeUtil.unwrapAll(type)) {
            case GraphQLEnumType choice -> choice.getValues().getFirst().getName();
            case GraphQLInputObjectType input ->
                input.getFieldDefinitions().stream()
                        .filter(field -> isNeeded(field.getType()) && !OF_OTHER_RIGHTS.contains(field.getName()))
                        .map(OperationSketch::field)
                        .collect(Collectors.joining(", ", "{", "}"));
            case GraphQLScalarType scalar -> scalar(scalar.getName());
            default -> throw new IllegalArgumentException("no input: " + type);
        };
    }

    private static String field(GraphQLInputObjectField field) {
        return field.getName() + ": " + value(field.getType());
    }

    private static String scalar(String name) {
        return switch (name) {
            case "ID" -> "\"" + Ids.next() + "\"";
            case "Int", "Long" -> "1";
            case "Float" -> "1.0";
            case "Boolean" -> "true";
            case "DateTime" -> "\"2190-01-05T09:00:00Z\"";
            case "Date" -> "\"2026-01-05\"";
            case "Duration" -> "\"PT1H\"";
            case "JSON" -> "{}";
            default -> "\"x\"";
        };
    }

    private static String selection(GraphQLOutputType type) {
        GraphQLNamedType named = GraphQLTypeUtil.unwrapAll(type);
        return switch (named) {
            case GraphQLObjectType object when object.getName().endsWith("Payload") -> " { userErrors { code } }";
            case GraphQLObjectType object -> {
                List<String> leaves = leaves(object);
                yield leaves.isEmpty() ? nested(object) : " { " + String.join(" ", leaves) + " }";
            }
            case GraphQLInterfaceType _, GraphQLUnionType _ -> " { __typename }";
            default -> "";
        };
    }

    private static List<String> leaves(GraphQLObjectType type) {
        return type.getFieldDefinitions().stream()
                .filter(field -> GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(field.getType())))
                .filter(field -> field.getArguments().isEmpty())
                .map(GraphQLFieldDefinition::getName)
                .toList();
    }

    private static String nested(GraphQLObjectType type) {
        return type.getFieldDefinitions().stream()
                .filter(field -> field.getArguments().stream().noneMatch(argument -> isNeeded(argument.getType())))
                .map(field -> field.getName() + selection(field.getType()))
                .collect(Collectors.joining(" ", " { ", " }"));
    }
}
