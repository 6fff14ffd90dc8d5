package io.mainstay.platform.graphql;

import graphql.GraphQLContext;
import graphql.language.NonNullType;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.VariableDefinition;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the place in a request's variables that the schema refuses, which the engine's own message does not name. */
final class VariablePath {

    private final GraphQLSchema schema;

    VariablePath(GraphQLSchema schema) {
        this.schema = schema;
    }

    /** Names and indexes from the variable's name on; null if each value has its type. */
    @Nullable
    List<Object> firstRefused(List<VariableDefinition> definitions, Map<String, ?> values) {
        for (VariableDefinition definition : definitions) {
            String name = definition.getName();
            GraphQLType type = type(definition.getType());
            boolean optional = definition.getDefaultValue() != null && !values.containsKey(name);
            List<Object> refused = type == null || optional ? null : refused(type, values.get(name), List.of(name));
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    private @Nullable GraphQLType type(Type<?> written) {
        return switch (written) {
            case NonNullType nonNull -> {
                GraphQLType inner = type(nonNull.getType());
                yield inner == null ? null : GraphQLNonNull.nonNull(inner);
            }
            case graphql.language.ListType list -> {
                GraphQLType inner = type(list.getType());
                yield inner == null ? null : GraphQLList.list(inner);
            }
            case TypeName name -> schema.getType(name.getName());
            default -> null;
        };
    }

    private static @Nullable List<Object> refused(GraphQLType type, @Nullable Object value, List<Object> path) {
        if (type instanceof GraphQLNonNull nonNull) {
            return value == null ? path : refused(nonNull.getWrappedType(), value, path);
        }
        if (value == null) {
            return null;
        }
        return switch (type) {
            case GraphQLList list -> refusedElement(list.getWrappedType(), value, path);
            case GraphQLInputObjectType object -> refusedField(object, value, path);
            case GraphQLEnumType choice -> choice.getValue(value.toString()) == null ? path : null;
            case GraphQLScalarType scalar -> refusedScalar(scalar, value, path);
            default -> null;
        };
    }

    /** A value that is no list stands for a list of one. */
    private static @Nullable List<Object> refusedElement(GraphQLType type, Object value, List<Object> path) {
        if (!(value instanceof List<?> elements)) {
            return refused(type, value, path);
        }
        for (int index = 0; index < elements.size(); index++) {
            List<Object> refused = refused(type, elements.get(index), below(path, index));
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    private static @Nullable List<Object> refusedField(GraphQLInputObjectType object, Object value, List<Object> path) {
        if (!(value instanceof Map<?, ?> fields)) {
            return path;
        }
        for (Object name : fields.keySet()) {
            if (object.getFieldDefinition(name.toString()) == null) {
                return below(path, name);
            }
        }
        for (GraphQLInputObjectField field : object.getFieldDefinitions()) {
            boolean optional = field.hasSetDefaultValue() && !fields.containsKey(field.getName());
            List<Object> refused = optional
                    ? null
                    : refused(field.getType(), fields.get(field.getName()), below(path, field.getName()));
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    private static @Nullable List<Object> refusedScalar(GraphQLScalarType scalar, Object value, List<Object> path) {
        try {
            scalar.getCoercing().parseValue(value, GraphQLContext.getDefault(), Locale.ENGLISH);
            return null;
        } catch (CoercingParseValueException refused) {
            return path;
        }
    }

    private static List<Object> below(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
