// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLDirectiveContainer;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedInputType;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Ids;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one argument consists of, as its type has it, and refuses what is too much, or is no id where an id stands. It stops at the first excess, so it
 * costs no more than the limits allow and its own calls nest no deeper than they do.
 *
 * <p>An argument whose type is called {@code ...Filter} is a filter. A list called {@code sort} holds keys of an order.
 */
final class ArgumentCheck {

    private static final String AN_ID =
            "a UUID, which the field id of the record gives; look a number up by the argument number, a name by a filter";

    /** A class of configuration items is named by its id or its key, in every argument and field that is called so. */
    private static final Pattern ID_OR_KEY = Pattern.compile("\\b(classId|classes)\\b");

    private final ArgumentLimits limits;
    private final GraphQLArgument argument;
    private final boolean filter;
    private int conditions;
    private int parts;

    ArgumentCheck(ArgumentLimits limits, GraphQLArgument argument) {
        this.limits = limits;
        this.argument = argument;
        this.filter = GraphQLTypeUtil.unwrapAll(argument.getType()).getName().endsWith("Filter");
    }

    /** @throws BadArgumentException that names the place in the argument and the rule */
    void check(Object value) {
        if (argument.getName().equals("sort") && value instanceof Collection<?> keys) {
            checkSort(keys);
        }
        value(argument.getType(), mostValues(argument), value, argument.getName(), 0);
    }

    /** @param mostValues how many values the list has at most, if it is one */
    private void value(GraphQLType type, int mostValues, Object value, String path, int depth) {
        switch (GraphQLTypeUtil.unwrapNonNull(type)) {
            case GraphQLList list -> list(list.getWrappedType(), mostValues, (Collection<?>) value, path, depth);
            case GraphQLInputObjectType object -> object(object, (Map<?, ?>) value, path, depth);
            case GraphQLNamedInputType leaf -> leaf(leaf, value, path);
            case GraphQLType other -> throw new IllegalStateException("no input: " + other);
        }
    }

    private void object(GraphQLInputObjectType type, Map<?, ?> fields, String path, int depth) {
        countPart();
        int level = depth > 0 && isComparison(type) ? depth : depth + 1;
        if (level > limits.depth()) {
            throw new BadArgumentException(path, "nested at most " + limits.depth() + " levels deep");
        }
        for (Map.Entry<?, ?> entry : fields.entrySet()) {
            GraphQLInputObjectField field =
                    Objects.requireNonNull(type.getFieldDefinition((String) entry.getKey()), "an unknown field");
            field(field, entry.getValue(), path + '.' + field.getName(), level);
        }
    }

    private void field(GraphQLInputObjectField field, @Nullable Object value, String path, int level) {
        if (value == null) {
            refuseNull(path);
            return;
        }
        boolean compares =
                !(GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLInputObjectType) && !isRequired(field);
        if (filter && compares && ++conditions > limits.conditions()) {
            throw new BadArgumentException(
                    argument.getName(), "a filter of at most " + limits.conditions() + " conditions");
        }
        value(field.getType(), mostValues(field), value, path, level);
    }

    private void list(GraphQLType elementType, int mostValues, Collection<?> elements, String path, int depth) {
        boolean ofObjects = GraphQLTypeUtil.unwrapAll(elementType) instanceof GraphQLInputObjectType;
        if (filter && ofObjects) {
            countPart();
            if (elements.isEmpty()) {
                throw new BadArgumentException(path, "a list of at least one condition, or left out");
            }
        } else if (elements.size() > mostValues) {
            throw new BadArgumentException(path, "a list of at most " + mostValues + " values");
        }
        int index = 0;
        for (Object element : elements) {
            String at = path + '.' + index++;
            if (element == null) {
                refuseNull(at);
            } else {
                value(elementType, mostValues, element, at, depth);
            }
        }
    }

    private void leaf(GraphQLNamedInputType type, Object value, String path) {
        if (value instanceof String text) {
            boolean id = type.getName().equals("ID");
            int most = id ? limits.idLength() : limits.textLength();
            if (text.length() > most && text.codePointCount(0, text.length()) > most) {
                throw new BadArgumentException(path, "at most " + most + " characters long");
            }
            if (id && !Ids.isMeantAsId(text) && !ID_OR_KEY.matcher(path).find()) {
                throw new BadArgumentException(path, AN_ID);
            }
        }
    }

    private int mostValues(GraphQLDirectiveContainer declared) {
        GraphQLAppliedDirective atMost = declared.getAppliedDirective("atMost");
        return atMost == null
                ? limits.values()
                : Objects.requireNonNull(atMost.getArgument("values").<Integer>getValue());
    }

    /** A condition that is null by mistake, such as a variable that was not set, must not show more than was meant. */
    private void refuseNull(String path) {
        if (filter) {
            throw new BadArgumentException(path, "left out rather than null");
        }
    }

    private void countPart() {
        if (filter && ++parts > limits.parts()) {
            throw new BadArgumentException(
                    argument.getName(), "a filter of at most " + limits.parts() + " objects and lists");
        }
    }

    private void checkSort(Collection<?> keys) {
        if (keys.size() > limits.sortFields()) {
            throw new BadArgumentException("sort", "a list of at most " + limits.sortFields() + " keys");
        }
        Set<Object> fields = new HashSet<>();
        int index = 0;
        for (Object key : keys) {
            if (key instanceof Map<?, ?> object && !fields.add(Objects.requireNonNull(object.get("field")))) {
                throw new BadArgumentException("sort." + index + ".field", "another one than that of an earlier key");
            }
            index++;
        }
    }

    /** What compares one field of a record has no filters in it, and so does not nest. */
    private static boolean isComparison(GraphQLInputObjectType type) {
        return type.getFieldDefinitions().stream()
                .noneMatch(field -> GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLInputObjectType);
    }

    /** Says what is compared, such as the key of an attribute, and is no comparison. */
    private static boolean isRequired(GraphQLInputObjectField field) {
        GraphQLInputType type = field.getType();
        return type instanceof GraphQLNonNull && !field.hasSetDefaultValue();
    }
}
