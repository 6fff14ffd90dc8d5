package io.mainstay.incident;

import org.jspecify.annotations.Nullable;

/**
 * A field of an update: absent keeps what is there, null clears it.
 *
 * @param given whether the caller named the field at all
 */
public record Patch<T>(boolean given, @Nullable T value) {

    public static <T> Patch<T> of(@Nullable T value) {
        return new Patch<>(true, value);
    }

    public static <T> Patch<T> absent() {
        return new Patch<>(false, null);
    }

    public @Nullable T orKeep(@Nullable T present) {
        return given ? value : present;
    }
}
