// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Cursor;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of a kind of record, declared once in its {@link FieldCatalogue}.
 *
 * @param <R> the record
 * @param name what the API and history call it
 * @param constants the enum of a choice; null for other types
 * @param property of the record's node, which conditions compare
 * @param value as history shows it
 * @param stored as the node keeps it
 * @param sortProperty of the record's node, by which lists are sorted and texts are searched
 * @param sorted as the node keeps it for sorting
 */
public record Field<R>(
        String name,
        Type type,
        @Nullable Class<? extends Enum<?>> constants,
        String property,
        Function<R, @Nullable Object> value,
        Function<R, @Nullable Object> stored,
        String sortProperty,
        Function<R, @Nullable Object> sorted,
        Set<Trait> traits) {

    /** What the values of a field are. */
    public enum Type {
        TEXT,
        /** A constant of an enum, kept by its name. */
        CHOICE,
        /** The id of another record. */
        ID,
        INSTANT,
        BOOLEAN,
        NUMBER,
        /** Whatever a record that has fields of its own keeps there. */
        ANY
    }

    /** What holds for a field. */
    public enum Trait {
        /** Every record has a value. */
        REQUIRED,
        FILTERABLE,
        SORTABLE,
        /** Another capability keeps it on the record's node: writing the record leaves it alone. */
        WRITTEN_ELSEWHERE,
        /** Changes of it are not business changes, and history does not show them. */
        NOT_IN_HISTORY,
        /** Names records that not everybody sees; see {@link VisibleReferences}. */
        REFERS_TO_HIDDEN,
        /** Has several values: a condition on equality holds if it does for one of them. */
        SEVERAL,
        /**
         * Is no property but relationships of that type, to records whose ids are the values; has several values. Only to be
         * filtered by.
         */
        LINKED
    }

    public Field {
        traits = Set.copyOf(traits);
    }

    static <R> Field<R> of(
            String name, Type type, @Nullable Class<? extends Enum<?>> constants, Function<R, @Nullable Object> value) {
        return new Field<>(name, type, constants, name, value, value, name, value, Set.of());
    }

    /** A property that no catalogue declares, because what records have it is decided while Mainstay runs. */
    public static Field<?> ofProperty(String name, String property) {
        return new Field<>(name, Type.ANY, null, property, _ -> null, _ -> null, property, _ -> null, Set.of());
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    Field<R> with(Trait trait) {
        EnumSet<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new Field<>(name, type, constants, property, value, stored, sortProperty, sorted, more);
    }

    Field<R> storedAs(String newProperty, Function<R, @Nullable Object> newStored) {
        return new Field<>(name, type, constants, newProperty, value, newStored, newProperty, newStored, traits);
    }

    Field<R> sortedBy(String newProperty, Function<R, @Nullable Object> newSorted) {
        return new Field<>(name, type, constants, property, value, stored, newProperty, newSorted, traits);
    }

    /** The text by which a cursor knows a record's place; null where it has no value. */
    public @Nullable String cursorValue(R record) {
        Object found = sorted.apply(record);
        return found == null ? null : found.toString();
    }

    /**
     * Reads a value that a cursor carries.
     *
     * @return null where the record has no value
     * @throws BadArgumentException if no record can have this value
     */
    public @Nullable Object read(Cursor.Values values, int place) {
        if (!has(Trait.REQUIRED) && values.textOrNull(place) == null) {
            return null;
        }
        return switch (type) {
            case TEXT, ID, ANY -> values.text(place);
            case CHOICE -> constant(values, place, Objects.requireNonNull(constants));
            case INSTANT -> values.instant(place);
            case NUMBER -> values.longValue(place);
            case BOOLEAN -> Boolean.valueOf(values.text(place));
        };
    }

    // Which enum it is, only the declaration of the field knows; a cursor carries the constant's name.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object constant(Cursor.Values values, int place, Class<? extends Enum<?>> constants) {
        return values.constant(place, (Class) constants);
    }

    /** The name alone: the texts of filters, by which cursors tell lists apart, are made of it. */
    @Override
    public String toString() {
        return name;
    }
}
