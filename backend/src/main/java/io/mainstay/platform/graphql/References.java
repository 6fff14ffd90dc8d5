// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resolves the references of the rows of a batched field. */
public final class References {

    private References() {}

    /**
     * What each row names; rows that name nothing, or nothing that is there, are absent.
     *
     * @param id the id that a row names
     * @param read reads what has these ids, in one call for all rows
     */
    public static <R, T> Map<R, T> resolve(
            List<R> rows, Function<R, @Nullable String> id, Function<Collection<String>, Map<String, T>> read) {
        Set<String> ids = rows.stream().map(id).filter(Objects::nonNull).collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, T> found = read.apply(ids);
        Map<R, T> named = new HashMap<>();
        for (R row : rows) {
            T value = found.get(id.apply(row));
            if (value != null) {
                named.put(row, value);
            }
        }
        return named;
    }
}
