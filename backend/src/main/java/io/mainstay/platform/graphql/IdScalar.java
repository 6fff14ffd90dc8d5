// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.GraphQLContext;
import graphql.Scalars;
import graphql.execution.CoercedVariables;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.math.BigInteger;
import java.util.Locale;

/**
 * The scalar ID as its specification has it (GraphQL October 2021, 3.5.5): a text or a whole number. The engine's own
 * takes anything for an id, even an object.
 */
final class IdScalar implements Coercing<Object, Object> {

    private static final Coercing<?, ?> ENGINE = Scalars.GraphQLID.getCoercing();

    static final GraphQLScalarType ID = Scalars.GraphQLID.transform(scalar -> scalar.coercing(new IdScalar()));

    @Override
    public Object serialize(Object value, GraphQLContext context, Locale locale) {
        return ENGINE.serialize(value, context, locale);
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
        return switch (input) {
            case String text -> text;
            case Integer number -> number.toString();
            case Long number -> number.toString();
            case BigInteger number -> number.toString();
            default -> throw new CoercingParseValueException("An ID is written as a text");
        };
    }

    @Override
    public Object parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
        return ENGINE.parseLiteral(input, variables, context, locale);
    }

    @Override
    public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
        return ENGINE.valueToLiteral(input, context, locale);
    }
}
