// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.Value;
import graphql.scalars.ExtendedScalars;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Any JSON value, but no number beyond those that stores keep (IEEE 754, binary64): {@code 1e1000000000} has a billion digits
 * for whoever writes it out.
 */
final class JsonScalar implements Coercing<Object, Object> {

    private static final Coercing<?, ?> ANY = ExtendedScalars.Json.getCoercing();
    private static final String RULE = "numbers lie between -1.8e308 and 1.8e308";

    static final GraphQLScalarType JSON = ExtendedScalars.Json.transform(scalar -> scalar.coercing(new JsonScalar()));

    @Override
    public Object serialize(Object value, GraphQLContext context, Locale locale) {
        return ANY.serialize(value, context, locale);
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
        Object value = ANY.parseValue(input, context, locale);
        if (!isFinite(value)) {
            throw new CoercingParseValueException(RULE);
        }
        return value;
    }

    @Override
    public Object parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
        Object value = ANY.parseLiteral(input, variables, context, locale);
        if (!isFinite(value)) {
            throw new CoercingParseLiteralException(RULE);
        }
        return value;
    }

    @Override
    public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
        return ANY.valueToLiteral(input, context, locale);
    }

    private static boolean isFinite(@Nullable Object value) {
        return switch (value) {
            case Number number -> Double.isFinite(number.doubleValue());
            case Collection<?> list -> list.stream().allMatch(JsonScalar::isFinite);
            case Map<?, ?> object -> object.values().stream().allMatch(JsonScalar::isFinite);
            case null, default -> true;
        };
    }
}
