// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.audit.FieldChange;
import io.mainstay.record.Field.Trait;
import io.mainstay.record.Field.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All fields of a kind of record under the names that the API, the graph and history give them. The one declaration serves
 * what history shows, what the node holds, and what lists filter and sort by.
 *
 * @param <R> the record
 */
public final class FieldCatalogue<R> {

    private final String list;
    private final Map<String, Field<R>> fields;
    private final List<ListIndex> indexes;
    private final @Nullable Reach reach;
    private final Sort defaultSort;

    private FieldCatalogue(
            String list,
            Map<String, Field<R>> fields,
            List<ListIndex> indexes,
            @Nullable Reach reach,
            Sort defaultSort) {
        this.list = list;
        this.fields = fields;
        this.indexes = indexes;
        this.reach = reach;
        this.defaultSort = defaultSort;
    }

    /** @param list the query of the API that lists the records; tells its cursors from those of other lists */
    public static <R> Builder<R> of(String list) {
        return new Builder<>(list);
    }

    /** A list of these records. */
    public ListQuery query(@Nullable Filter filter, List<Sort> sort) {
        return new ListQuery(filter, sort, list + filter + sort);
    }

    /** A list of all these records. */
    public ListQuery everything() {
        return query(null, List.of());
    }

    /** The order of a list for which none is named. */
    public List<Sort> sorts(ListQuery query) {
        return query.sort().isEmpty() ? List.of(defaultSort) : query.sort();
    }

    /** The field that a filter or a sort names. */
    public Optional<Field<R>> find(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The field that code names. */
    public Field<R> required(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException(list + " has no field " + name));
    }

    public Field<R> sortField(Sort sort) {
        return required(sort.field());
    }

    public List<Field<R>> all() {
        return List.copyOf(fields.values());
    }

    /** The indexes from which lists of the records are read. */
    public List<ListIndex> indexes() {
        return indexes;
    }

    /** Through what somebody sees a record; null if that is not one of its own properties. */
    public @Nullable Reach reach() {
        return reach;
    }

    /** What the creation of a record sets. */
    public List<FieldChange> created(R after) {
        return changes(null, after);
    }

    /** What differs in history between two states of a record. */
    public List<FieldChange> between(R before, R after) {
        return changes(before, after);
    }

    private List<FieldChange> changes(@Nullable R before, R after) {
        List<FieldChange> changes = new ArrayList<>();
        for (Field<R> field : fields.values()) {
            if (!field.has(Trait.NOT_IN_HISTORY)) {
                FieldChange change = FieldChange.of(
                        field.name(),
                        before == null ? null : field.value().apply(before),
                        field.value().apply(after));
                if (change.changed()) {
                    changes.add(change);
                }
            }
        }
        return changes;
    }

    /** Whether history shows the field of this name. */
    public boolean isInHistory(String name) {
        return find(name).filter(field -> !field.has(Trait.NOT_IN_HISTORY)).isPresent();
    }

    /** What the record's node holds; null takes a property away. */
    public Map<String, @Nullable Object> properties(R record) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        for (Field<R> field : fields.values()) {
            if (field.has(Trait.WRITTEN_ELSEWHERE)) {
                continue;
            }
            properties.put(field.property(), field.stored().apply(record));
            if (!field.sortProperty().equals(field.property())) {
                properties.put(field.sortProperty(), field.sorted().apply(record));
            }
        }
        return properties;
    }

    /** The name of the field that a constant of the API names: {@code REPORTED_AT} is {@code reportedAt}. */
    public static String fieldOf(String constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

    /** Declares fields one after the other; what says more of a field follows it. */
    public static final class Builder<R> {

        private final String list;
        private final Map<String, Field<R>> fields = new LinkedHashMap<>();
        private final List<ListIndex> indexes = new ArrayList<>();
        private @Nullable Reach reach;
        private @Nullable String last;

        private Builder(String list) {
            this.list = list;
        }

        public Builder<R> text(String name, Function<R, @Nullable String> value) {
            return add(name, Type.TEXT, null, value::apply);
        }

        public <E extends Enum<E>> Builder<R> choice(String name, Class<E> constants, Function<R, @Nullable E> value) {
            return add(name, Type.CHOICE, constants, value::apply);
        }

        public Builder<R> id(String name, Function<R, @Nullable String> value) {
            return add(name, Type.ID, null, value::apply);
        }

        /** Several texts; none counts as no value. */
        public Builder<R> texts(String name, Function<R, List<String>> value) {
            return add(name, Type.ANY, null, record -> {
                List<String> texts = value.apply(record);
                return texts.isEmpty() ? null : texts;
            });
        }

        /** Names several records. */
        public Builder<R> ids(String name, Function<R, List<String>> value) {
            return texts(name, value).change(field -> field.with(Trait.SEVERAL));
        }

        /**
         * Names several records that are linked to the record, which are not kept on its node: lists can be filtered by them.
         *
         * @param relationship the type of the links
         */
        public Builder<R> linked(String name, String relationship) {
            return add(name, Type.ID, null, _ -> null)
                    .change(field -> field.with(Trait.LINKED)
                            .with(Trait.SEVERAL)
                            .with(Trait.NOT_IN_HISTORY)
                            .with(Trait.WRITTEN_ELSEWHERE)
                            .storedAs(relationship, _ -> null));
        }

        public Builder<R> instant(String name, Function<R, @Nullable Instant> value) {
            return add(name, Type.INSTANT, null, value::apply);
        }

        public Builder<R> bool(String name, Function<R, @Nullable Boolean> value) {
            return add(name, Type.BOOLEAN, null, value::apply);
        }

        public Builder<R> number(String name, Function<R, @Nullable Number> value) {
            return add(name, Type.NUMBER, null, value::apply);
        }

        public Builder<R> required() {
            return change(field -> field.with(Trait.REQUIRED));
        }

        public Builder<R> filterable() {
            return change(field -> field.with(Trait.FILTERABLE));
        }

        public Builder<R> sortable() {
            return change(field -> field.with(Trait.SORTABLE));
        }

        /** Sorted by another property than the one that is compared, such as the name in small letters. */
        public Builder<R> sortableBy(String property, Function<R, @Nullable Object> sorted) {
            return sortable().change(field -> field.sortedBy(property, sorted));
        }

        /** There is an index of these properties of the record's node, in their order. */
        public Builder<R> index(String... properties) {
            indexes.add(new ListIndex(List.of(properties)));
            return this;
        }

        /** Through what somebody sees a record. */
        public Builder<R> seenThrough(Reach through) {
            reach = through;
            return this;
        }

        public Builder<R> notInHistory() {
            return change(field -> field.with(Trait.NOT_IN_HISTORY));
        }

        /** Another capability keeps it on the record's node. */
        public Builder<R> writtenElsewhere() {
            return change(field -> field.with(Trait.WRITTEN_ELSEWHERE));
        }

        public Builder<R> storedAs(String property, Function<R, @Nullable Object> stored) {
            return change(field -> field.storedAs(property, stored));
        }

        /** Names records that not everybody sees: a condition counts a hidden one as one that nothing has. */
        public Builder<R> refersToHidden() {
            return change(field -> field.with(Trait.REFERS_TO_HIDDEN));
        }

        /** @param defaultSort the order of a list for which none is named */
        public FieldCatalogue<R> sortedBy(String defaultSort, boolean descending) {
            return new FieldCatalogue<>(
                    list, new LinkedHashMap<>(fields), List.copyOf(indexes), reach, new Sort(defaultSort, descending));
        }

        private Builder<R> add(
                String name,
                Type type,
                @Nullable Class<? extends Enum<?>> constants,
                Function<R, @Nullable Object> value) {
            if (fields.put(name, Field.of(name, type, constants, value)) != null) {
                throw new IllegalStateException(list + " declares " + name + " twice");
            }
            last = name;
            return this;
        }

        private Builder<R> change(UnaryOperator<Field<R>> change) {
            if (last == null) {
                throw new IllegalStateException("no field has been declared yet");
            }
            fields.computeIfPresent(last, (_, field) -> change.apply(field));
            return this;
        }
    }
}
