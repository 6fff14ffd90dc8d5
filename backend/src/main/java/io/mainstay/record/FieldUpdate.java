// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.ArgumentValue;

/**
 * What an update says of one field: nothing, a new value, or that it shall have none.
 *
 * @param given whether the update names the field
 * @param value the new value; null to clear the field
 */
public record FieldUpdate<T>(boolean given, @Nullable T value) {

    public static <T> FieldUpdate<T> absent() {
        return new FieldUpdate<>(false, null);
    }

    public static <T> FieldUpdate<T> to(@Nullable T value) {
        return new FieldUpdate<>(true, value);
    }

    /** What the input of a mutation says of a field. */
    public static <T> FieldUpdate<T> of(ArgumentValue<T> argument) {
        return new FieldUpdate<>(!argument.isOmitted(), argument.value());
    }

    /** The value after the update of a field that may be empty. */
    public @Nullable T over(@Nullable T current) {
        return given ? value : current;
    }

    /** The value after the update of a field that must not be cleared; checked before, so null changes nothing. */
    public T overRequired(T current) {
        return value == null ? current : value;
    }

    public boolean clears() {
        return given && value == null;
    }
}
