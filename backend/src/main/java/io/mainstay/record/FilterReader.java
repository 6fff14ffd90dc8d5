// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.record.Field.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the filter and the order of a list, of which the schema has checked the structure and the platform the size.
 */
public final class FilterReader {

    private final FieldCatalogue<?> fields;
    private final Map<String, Special> specials;

    /** @param specials what reads conditions that are no comparisons of a declared field, by their names */
    public FilterReader(FieldCatalogue<?> fields, Map<String, Special> specials) {
        this.fields = fields;
        this.specials = Map.copyOf(specials);
    }

    public FilterReader(FieldCatalogue<?> fields) {
        this(fields, Map.of());
    }

    /** Reads a condition that is no comparison of a declared field. */
    @FunctionalInterface
    public interface Special {
        /** @param path of the condition in the query's arguments, for refusals */
        Filter read(Map<String, Object> operators, String path);
    }

    /** @param sort keys as the schema has them: a field in capital letters and a direction */
    public ListQuery read(@Nullable Map<String, Object> filter, @Nullable List<Map<String, Object>> sort) {
        return query(filter == null ? null : filter(filter, "filter"), sort);
    }

    /** The same for a filter that the capability has read itself. */
    public ListQuery query(@Nullable Filter filter, @Nullable List<Map<String, Object>> sort) {
        return fields.query(filter, sort == null ? List.of() : sorts(sort));
    }

    /** Several filters, one beside the other; one without a condition holds for all. */
    public List<Filter> each(Collection<?> filters, String path) {
        List<Filter> read = new ArrayList<>();
        for (Object filter : filters) {
            read.add(filter(object(filter), path + "." + read.size()));
        }
        return read;
    }

    private List<Sort> sorts(List<Map<String, Object>> sort) {
        return sort.stream()
                .map(key -> new Sort(
                        requireTrait(FieldCatalogue.fieldOf(String.valueOf(key.get("field"))), Trait.SORTABLE)
                                .name(),
                        "DESC".equals(String.valueOf(key.get("direction")))))
                .toList();
    }

    private Filter filter(Map<String, Object> filter, String path) {
        List<Filter> all = new ArrayList<>();
        // in a stable order, because the filter's text is part of a cursor
        new TreeMap<>(filter).forEach((name, value) -> {
            String at = path + "." + name;
            switch (name) {
                case "and" -> all.add(new Filter.And(each((Collection<?>) value, at)));
                case "or" -> all.add(new Filter.Or(each((Collection<?>) value, at)));
                case "not" -> all.add(new Filter.Not(filter(object(value), at)));
                default -> all.addAll(conditions(name, object(value), at));
            }
        });
        return all.size() == 1 ? all.getFirst() : new Filter.And(all);
    }

    private List<Filter> conditions(String name, Map<String, Object> operators, String path) {
        Special special = specials.get(name);
        if (special != null) {
            return List.of(special.read(operators, path));
        }
        return comparisons(requireTrait(name, Trait.FILTERABLE), operators);
    }

    /** All comparisons of a field with the operators of the API. */
    public static Filter compare(Field<?> field, Map<String, Object> operators) {
        return new Filter.And(comparisons(field, operators));
    }

    private static List<Filter> comparisons(Field<?> field, Map<String, Object> operators) {
        List<Filter> comparisons = new ArrayList<>();
        new TreeMap<>(operators)
                .forEach((operator, value) ->
                        comparisons.add(new Filter.Compare(field, Filter.Operator.ofApi(operator), value)));
        return comparisons;
    }

    private Field<?> requireTrait(String name, Trait trait) {
        Field<?> field = fields.required(name);
        if (!field.has(trait)) {
            throw new IllegalStateException("the schema offers " + name + ", which is not " + trait);
        }
        return field;
    }

    @SuppressWarnings("unchecked") // the schema has checked that it is an input object
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }
}
