// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import io.mainstay.kernel.Texts;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A scalar that is written as text and is a value of the JDK's calendar inside. */
final class TextScalar<T> implements Coercing<T, String> {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2999;
    private static final String YEARS = FIRST_YEAR + " to " + LAST_YEAR;

    /** RFC 3339 with any offset on the way in, in UTC on the way out; to the microsecond, as the clocks of Mainstay go. */
    static final GraphQLScalarType DATE_TIME = scalar(
            "DateTime",
            Instant.class,
            text -> instant(OffsetDateTime.parse(text)),
            "as in RFC 3339, such as 2026-11-01T08:30:00Z, in the years " + YEARS);

    static final GraphQLScalarType DATE = scalar(
            "Date",
            LocalDate.class,
            text -> inRange(LocalDate.parse(text)),
            "as year-month-day, such as 2026-11-01, in the years " + YEARS);

    static final GraphQLScalarType DURATION = scalar(
            "Duration", Duration.class, Duration::parse, "as in ISO 8601 without years and months, such as PT4H");

    private static final int LONGEST_SHOWN = 60;

    private final Class<T> type;
    private final Function<String, T> parser;
    private final String rule;

    private TextScalar(Class<T> type, Function<String, T> parser, String rule) {
        this.type = type;
        this.parser = parser;
        this.rule = rule;
    }

    private static <T> GraphQLScalarType scalar(String name, Class<T> type, Function<String, T> parser, String form) {
        String rule = "A " + name + " is written " + form + ", not ";
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(new TextScalar<>(type, parser, rule))
                .build();
    }

    private static Instant instant(OffsetDateTime time) {
        inRange(time.toLocalDate());
        return time.toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Nothing in service management lies outside, and stores differ in what they can keep. */
    private static LocalDate inRange(LocalDate date) {
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw new DateTimeException("beyond the years " + YEARS);
        }
        return date;
    }

    private String refusal(@Nullable Object input) {
        return rule + Texts.shortened(String.valueOf(input), LONGEST_SHOWN);
    }

    @Override
    public String serialize(Object value, GraphQLContext context, Locale locale) {
        if (!type.isInstance(value)) {
            throw new CoercingSerializeException("expected " + type + ", found " + value.getClass());
        }
        return value.toString();
    }

    @Override
    public T parseValue(Object input, GraphQLContext context, Locale locale) {
        if (!(input instanceof String text)) {
            throw new CoercingParseValueException(refusal(input));
        }
        try {
            return parser.apply(text);
        } catch (DateTimeException malformed) {
            throw new CoercingParseValueException(refusal(text), malformed);
        }
    }

    @Override
    public T parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
        if (!(input instanceof StringValue text)) {
            throw new CoercingParseLiteralException(refusal(input));
        }
        try {
            return parser.apply(text.getValue());
        } catch (DateTimeException malformed) {
            throw new CoercingParseLiteralException(refusal(text.getValue()), malformed);
        }
    }

    @Override
    public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
        return StringValue.of(String.valueOf(input));
    }
}
