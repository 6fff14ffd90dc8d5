// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.graphql;

import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.internal.ConfigurationItemFields;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.record.Field;
import io.mainstay.record.Filter;
import io.mainstay.record.Filter.Operator;
import io.mainstay.record.FilterReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the filter of CIs: beside their fields it knows classes and attributes. */
final class ConfigurationItemFilters {

    private static final Pattern ATTRIBUTE_KEY = Pattern.compile("[a-z][A-Za-z0-9_]{0,59}");
    private static final Field<?> CLASS = ConfigurationItemFields.ALL.required(ConfigurationItemFields.CLASS);
    private static final String KEY = "key";

    private final CiClassTree classes;

    private ConfigurationItemFilters(CiClassTree classes) {
        this.classes = classes;
    }

    static FilterReader of(CiClassTree classes) {
        ConfigurationItemFilters filters = new ConfigurationItemFilters(classes);
        return new FilterReader(
                ConfigurationItemFields.ALL, Map.of("classId", filters::ofClass, "attribute", filters::attribute));
    }

    private Filter attribute(Map<String, Object> operators, String path) {
        String key = String.valueOf(operators.get(KEY));
        if (!ATTRIBUTE_KEY.matcher(key).matches()) {
            throw new BadArgumentException(path + ".key", "the key of an attribute");
        }
        if (classes.isSecret(key)) {
            throw new BadArgumentException(path + ".key", "the key of an attribute that is not secret");
        }
        Map<String, Object> comparisons = new TreeMap<>(operators);
        comparisons.remove(KEY);
        if (comparisons.isEmpty()) {
            throw new BadArgumentException(path, "a key with at least one comparison");
        }
        comparisons.replaceAll((operator, value) -> scalar(value, path + "." + operator));
        return FilterReader.compare(ConfigurationItemFields.attribute(key), comparisons);
    }

    /** A class stands for itself and all classes below it. */
    private Filter ofClass(Map<String, Object> operators, String path) {
        return new Filter.And(new TreeMap<>(operators)
                .entrySet().stream()
                        .map(comparison -> ofClass(Operator.ofApi(comparison.getKey()), comparison.getValue(), path))
                        .toList());
    }

    private Filter ofClass(Operator operator, Object value, String path) {
        return switch (operator) {
            case EQ -> in(List.of(value), path);
            case NE -> new Filter.Not(in(List.of(value), path));
            case IN -> in((Collection<?>) value, path);
            case IS_NULL, CONTAINS, LT, GT, GTE -> new Filter.Compare(CLASS, operator, value);
        };
    }

    private Filter in(Collection<?> idsOrKeys, String path) {
        List<String> keys = idsOrKeys.stream()
                .map(idOrKey -> classes.find(idOrKey.toString())
                        .map(CiClass::key)
                        .orElseThrow(() -> new BadArgumentException(path, "the id or key of a class")))
                .toList();
        return new Filter.Compare(
                CLASS,
                Operator.IN,
                classes.withDescendants(keys).stream().sorted().toList());
    }

    private static Object scalar(Object value, String path) {
        return switch (value) {
            case BigInteger number when number.bitLength() < Long.SIZE -> number.longValue();
            case BigDecimal number -> number.doubleValue();
            case String text -> text;
            case Boolean yes -> yes;
            case Integer number -> number;
            case Long number -> number;
            case Double number -> number;
            default -> throw new BadArgumentException(path, "a text, a number, or true or false");
        };
    }
}
