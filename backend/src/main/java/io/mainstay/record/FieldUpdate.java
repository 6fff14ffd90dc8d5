package io.mainstay.record;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

    public <R> FieldUpdate<R> map(Function<T, @Nullable R> mapper) {
        return value == null ? new FieldUpdate<>(given, null) : new FieldUpdate<>(given, mapper.apply(value));
    }
}
