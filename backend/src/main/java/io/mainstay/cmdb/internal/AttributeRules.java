// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.CiAttributeDefinition;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.kernel.Texts;
import io.mainstay.kernel.Validation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules that the values of CI attributes must keep. An attribute that its class defines is held to its type; any other
 * may be a text, a number, or yes or no.
 */
final class AttributeRules {

    private static final int MAX_ATTRIBUTES = 200;
    private static final int MAX_TEXT = 4_000;
    private static final int MAX_SHOWN_KEY = 60;
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9_]{0,59}");

    private AttributeRules() {}

    /**
     * Checks values and brings them into the form in which they are stored.
     *
     * @param classes says which keys some class keeps secret
     * @param definitions the attributes of the CI's class by key
     * @param values by key; null for an attribute that shall be absent
     * @param existing how many attributes the CI has already
     * @return the values that hold, null where the attribute shall be absent
     */
    static Map<String, @Nullable Object> check(
            CiClassTree classes,
            Map<String, CiAttributeDefinition> definitions,
            Map<String, @Nullable Object> values,
            int existing,
            FieldPath path,
            Validation validation) {
        validation.check(
                existing + values.size() <= MAX_ATTRIBUTES,
                "at most " + MAX_ATTRIBUTES + " for each configuration item",
                path.to("attributes"));
        Map<String, @Nullable Object> checked = new TreeMap<>();
        values.forEach((key, value) -> {
            String[] field = path.to("attributes", Texts.shortened(key, MAX_SHOWN_KEY));
            if (!KEY.matcher(key).matches()) {
                validation.check(
                        false,
                        "a key of 1 to 60 letters, digits and underscores that begins with a small letter",
                        field);
            } else if (value == null) {
                checked.put(key, null);
            } else if (!definitions.containsKey(key) && classes.isSecret(key)) {
                // Somebody takes it for a secret one, and it would be stored for all to read.
                validation.check(
                        false, "absent: the attribute is secret in other classes, but not defined here", field);
            } else {
                convert(definitions.get(key), value, field, validation)
                        .ifPresent(converted -> checked.put(key, converted));
            }
        });
        return checked;
    }

    private static Optional<Object> convert(
            @Nullable CiAttributeDefinition definition, Object value, String[] field, Validation validation) {
        if (definition == null) {
            return convertUndefined(value, field, validation);
        }
        Optional<Object> converted = switch (definition.type()) {
            case TEXT -> text(value).map(Object.class::cast);
            case INTEGER -> wholeNumber(value).map(Object.class::cast);
            case DECIMAL -> decimal(value).map(Object.class::cast);
            case BOOLEAN -> value instanceof Boolean ? Optional.of(value) : Optional.empty();
            case DATE -> date(value).map(Object.class::cast);
            case CHOICE -> text(value).filter(definition.choices()::contains).map(Object.class::cast);
        };
        validation.check(converted.isPresent(), rule(definition), field);
        return converted;
    }

    private static Optional<Object> convertUndefined(Object value, String[] field, Validation validation) {
        Optional<Object> converted = value instanceof Boolean
                ? Optional.of(value)
                : text(value)
                        .map(Object.class::cast)
                        .or(() -> wholeNumber(value))
                        .or(() -> decimal(value));
        validation.check(
                converted.isPresent(),
                "a text of at most " + MAX_TEXT + " characters, a number, or true or false",
                field);
        return converted;
    }

    private static String rule(CiAttributeDefinition definition) {
        return switch (definition.type()) {
            case TEXT -> "a text of at most " + MAX_TEXT + " characters";
            case INTEGER -> "a whole number of at most 64 bits";
            case DECIMAL -> "a number";
            case BOOLEAN -> "true or false";
            case DATE -> "a date such as 2026-11-01";
            case CHOICE -> "one of " + String.join(", ", definition.choices());
        };
    }

    private static Optional<String> text(Object value) {
        return value instanceof String text && text.codePointCount(0, text.length()) <= MAX_TEXT && Texts.isPlain(text)
                ? Optional.of(text)
                : Optional.empty();
    }

    private static Optional<Long> wholeNumber(Object value) {
        return switch (value) {
            case Integer number -> Optional.of(number.longValue());
            case Long number -> Optional.of(number);
            case BigInteger number when number.bitLength() < Long.SIZE -> Optional.of(number.longValue());
            default -> Optional.empty();
        };
    }

    private static Optional<Double> decimal(Object value) {
        return switch (value) {
            case Integer number -> Optional.of(number.doubleValue());
            case Long number -> Optional.of(number.doubleValue());
            case Double number when Double.isFinite(number) -> Optional.of(number);
            case BigDecimal number when Double.isFinite(number.doubleValue()) -> Optional.of(number.doubleValue());
            case BigInteger number when Double.isFinite(number.doubleValue()) -> Optional.of(number.doubleValue());
            default -> Optional.empty();
        };
    }

    private static Optional<LocalDate> date(Object value) {
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }
}
