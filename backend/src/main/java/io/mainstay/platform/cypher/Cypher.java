// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs the statements of the {@link CypherCatalogue}, inside the unit of work that is open. */
public interface Cypher {

    /** The statement {@code cypher/<name>.cypher}. */
    Statement statement(String name);

    /**
     * A statement that was composed with the Cypher DSL, for dynamic filters only.
     *
     * @param name what metrics and logs call it
     */
    Statement composed(String name, String text);

    /** A statement with its parameters. Instants are bound as zoned date-times in UTC, enums by name. */
    interface Statement {

        Statement with(String parameter, @Nullable Object value);

        Statement with(Map<String, ?> parameters);

        /**
         * All rows.
         *
         * @param mapper makes something of a row, without side effects that a second run would repeat: a statement that only
         *     reads is run again when a row lacks a value because its record is just being changed
         */
        <T> List<T> list(Function<Row, T> mapper);

        /**
         * All rows by what they belong to, keys and values in the order of the rows.
         *
         * @param key without side effects, as for {@link #list}
         * @param value without side effects, as for {@link #list}
         */
        default <K, V> Map<K, List<V>> grouped(Function<Row, K> key, Function<Row, V> value) {
            Map<K, List<V>> groups = new LinkedHashMap<>();
            list(row -> Map.entry(key.apply(row), value.apply(row)))
                    .forEach(row -> groups.computeIfAbsent(row.getKey(), _ -> new ArrayList<>())
                            .add(row.getValue()));
            return groups;
        }

        /**
         * What is made of all rows, by a key that each has alone, in the order of the rows.
         *
         * @param mapper without side effects, as for {@link #list}
         * @throws IllegalStateException if two have the same key
         */
        default <K, T> Map<K, T> keyed(Function<Row, T> mapper, Function<T, K> key) {
            Map<K, T> byKey = new LinkedHashMap<>();
            for (T value : list(mapper)) {
                if (byKey.put(key.apply(value), value) != null) {
                    throw new IllegalStateException("two rows of " + key.apply(value));
                }
            }
            return byKey;
        }

        /**
         * The only row.
         *
         * @throws IllegalStateException if there are several
         */
        <T> Optional<T> one(Function<Row, T> mapper);

        /** Runs a statement whose rows do not matter. */
        void run();

        /** Whether the statement returned any row. */
        default boolean exists() {
            return !list(_ -> true).isEmpty();
        }

        /** Binds rows for {@code UNWIND $rows}. */
        default Statement withRows(Collection<? extends Map<String, ?>> rows) {
            return with("rows", rows);
        }
    }
}
