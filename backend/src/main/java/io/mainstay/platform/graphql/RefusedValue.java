// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.EnumValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.TypeInfo;
import io.mainstay.kernel.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The place in a variable's value, or in a value that is written in the document, that the schema refuses, and why. The
 * engine's own messages do not name the place, and repeat what was sent.
 *
 * @param path names and indexes from the variable's or argument's name on
 * @param rule what the value must be, as the end of a sentence that begins with the path
 */
record RefusedValue(List<Object> path, String rule) {

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_RULE = 200;
    private static final int MOST_CHOICES = 50;

    /** The first value that has not the type of its variable; null if there is none. */
    static @Nullable RefusedValue ofVariables(
            GraphQLSchema schema, List<VariableDefinition> definitions, Map<String, ?> values) {
        for (VariableDefinition definition : definitions) {
            String name = definition.getName();
            GraphQLType type = type(schema, definition);
            boolean optional = definition.getDefaultValue() != null && !values.containsKey(name);
            RefusedValue refused = type == null || optional
                    ? null
                    : refused(type, values.containsKey(name) ? values.get(name) : Missing.VALUE, List.of(name));
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    /** The part of a literal that has not the type of where it stands; null if there is none. */
    static @Nullable RefusedValue ofLiteral(GraphQLType type, Value<?> literal, String name) {
        return refused(type, literal, List.of(name));
    }

    static @Nullable GraphQLType type(GraphQLSchema schema, VariableDefinition definition) {
        TypeInfo written = TypeInfo.typeInfo(definition.getType());
        GraphQLType known = schema.getType(written.getName());
        return known == null ? null : written.decorate(known);
    }

    /** A sentence about it. */
    String message() {
        return "'" + Texts.shortened(pathText(), LONGEST_RULE) + "' " + rule + (rule.endsWith("?") ? "" : ".");
    }

    /** The path as answers have it. */
    List<String> pathTexts() {
        return path.stream()
                .map(step -> Texts.shortened(step.toString(), LONGEST_NAME))
                .toList();
    }

    private String pathText() {
        return String.join(".", pathTexts());
    }

    private enum Missing {
        VALUE
    }

    private static @Nullable RefusedValue refused(GraphQLType type, @Nullable Object value, List<Object> path) {
        if (value instanceof VariableReference) {
            return null; // its variable is checked where it is declared
        }
        boolean absent = value == null || value instanceof NullValue || value == Missing.VALUE;
        if (type instanceof GraphQLNonNull nonNull) {
            return absent
                    ? new RefusedValue(path, "is required and must not be null")
                    : refused(nonNull.getWrappedType(), value, path);
        }
        if (value == null || absent) {
            return null;
        }
        return switch (type) {
            case GraphQLList list -> refusedElement(list.getWrappedType(), value, path);
            case GraphQLInputObjectType object -> refusedField(object, value, path);
            case GraphQLEnumType choice -> refusedChoice(choice, value, path);
            case GraphQLScalarType scalar -> refusedScalar(scalar, value, path);
            default -> null;
        };
    }

    /** A value that is no list stands for a list of one. */
    private static @Nullable RefusedValue refusedElement(GraphQLType type, Object value, List<Object> path) {
        List<?> elements = switch (value) {
            case List<?> list -> list;
            case ArrayValue list -> list.getValues();
            default -> null;
        };
        if (elements == null) {
            return refused(type, value, path);
        }
        for (int index = 0; index < elements.size(); index++) {
            RefusedValue refused = refused(type, elements.get(index), below(path, index));
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    private static @Nullable RefusedValue refusedField(GraphQLInputObjectType object, Object value, List<Object> path) {
        Map<?, ?> fields = switch (value) {
            case Map<?, ?> map -> map;
            case ObjectValue literal -> fields(literal);
            default -> null;
        };
        if (fields == null) {
            return new RefusedValue(path, "must be an object with the fields of " + object.getName());
        }
        for (Object name : fields.keySet()) {
            if (object.getFieldDefinition(name.toString()) == null) {
                return new RefusedValue(
                        below(path, name),
                        "is no field of " + object.getName()
                                + NameSuggestion.hint(
                                        name.toString(),
                                        object.getFieldDefinitions().stream().map(GraphQLInputObjectField::getName)));
            }
        }
        for (GraphQLInputObjectField field : object.getFieldDefinitions()) {
            boolean given = fields.containsKey(field.getName());
            RefusedValue refused = !given && field.hasSetDefaultValue()
                    ? null
                    : refused(
                            field.getType(),
                            given ? fields.get(field.getName()) : Missing.VALUE,
                            below(path, field.getName()));
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    private static Map<String, Object> fields(ObjectValue literal) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (ObjectField field : literal.getObjectFields()) {
            fields.put(field.getName(), field.getValue());
        }
        return fields;
    }

    private static @Nullable RefusedValue refusedChoice(GraphQLEnumType choice, Object value, List<Object> path) {
        String name = name(value);
        boolean known = choice.getValue(name) != null;
        if (known && (value instanceof EnumValue || !(value instanceof Value<?>))) {
            return null;
        }
        if (known) {
            return new RefusedValue(path, "is written without quotation marks: " + name);
        }
        List<String> choices = choice.getValues().stream()
                .map(GraphQLEnumValueDefinition::getName)
                .toList();
        return new RefusedValue(
                path,
                "is one of "
                        + choices.stream().limit(MOST_CHOICES).collect(Collectors.joining(", "))
                        + (name.isEmpty() ? "" : ", not '" + Texts.shortened(name, LONGEST_NAME) + "'")
                        + NameSuggestion.hint(name, choices.stream()));
    }

    /** What was written for a choice; empty if it is no name at all. */
    private static String name(Object value) {
        if (value instanceof EnumValue literal) {
            return literal.getName();
        }
        if (value instanceof StringValue text) {
            return String.valueOf(text.getValue());
        }
        return value instanceof Value<?> ? "" : value.toString();
    }

    private static @Nullable RefusedValue refusedScalar(GraphQLScalarType scalar, Object value, List<Object> path) {
        try {
            if (value instanceof Value<?> literal) {
                scalar.getCoercing()
                        .parseLiteral(
                                literal,
                                CoercedVariables.emptyVariables(),
                                GraphQLContext.getDefault(),
                                Locale.ENGLISH);
            } else {
                scalar.getCoercing().parseValue(value, GraphQLContext.getDefault(), Locale.ENGLISH);
            }
            return null;
        } catch (CoercingParseValueException | CoercingParseLiteralException refused) {
            return new RefusedValue(path, "must be " + GraphQLTypeUtil.simplePrint(scalar) + ": " + reason(refused));
        }
    }

    private static String reason(Exception refused) {
        String reason = Texts.shortened(String.valueOf(refused.getMessage()), LONGEST_RULE);
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }

    private static List<Object> below(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
