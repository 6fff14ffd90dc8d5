// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.MapAccessor;

/**
 * One row of a result, or a node or map inside one. Reading a value that is absent fails unless the method's name says
 * that it may be.
 */
public final class Row {

    private final MapAccessor values;

    Row(MapAccessor values) {
        this.values = values;
    }

    public String string(String key) {
        return required(key).asString();
    }

    public @Nullable String stringOrNull(String key) {
        Value value = values.get(key);
        return value.isNull() ? null : value.asString();
    }

    public int integer(String key) {
        return required(key).asInt();
    }

    public long longValue(String key) {
        return required(key).asLong();
    }

    public @Nullable Long longOrNull(String key) {
        Value value = values.get(key);
        return value.isNull() ? null : value.asLong();
    }

    public @Nullable Integer integerOrNull(String key) {
        Value value = values.get(key);
        return value.isNull() ? null : value.asInt();
    }

    public double doubleValue(String key) {
        return required(key).asDouble();
    }

    public boolean bool(String key) {
        return required(key).asBoolean();
    }

    public Instant instant(String key) {
        return toInstant(required(key));
    }

    public @Nullable Instant instantOrNull(String key) {
        Value value = values.get(key);
        return value.isNull() ? null : toInstant(value);
    }

    public <E extends Enum<E>> E enumValue(String key, Class<E> type) {
        return Enum.valueOf(type, string(key));
    }

    public <E extends Enum<E>> @Nullable E enumOrNull(String key, Class<E> type) {
        String name = stringOrNull(key);
        return name == null ? null : Enum.valueOf(type, name);
    }

    /** The texts of a list; empty if absent. */
    public List<String> strings(String key) {
        Value value = values.get(key);
        return value.isNull() ? List.of() : value.asList(Value::asString);
    }

    public List<Integer> integers(String key) {
        Value value = values.get(key);
        return value.isNull() ? List.of() : value.asList(Value::asInt);
    }

    public Set<String> stringSet(String key) {
        return new LinkedHashSet<>(strings(key));
    }

    /** A node, relationship or map. */
    public Row row(String key) {
        return new Row(required(key));
    }

    public Optional<Row> rowOrEmpty(String key) {
        Value value = values.get(key);
        return value.isNull() ? Optional.empty() : Optional.of(new Row(value));
    }

    /** A list of nodes or maps; empty if absent. */
    public <T> List<T> rows(String key, Function<Row, T> mapper) {
        Value value = values.get(key);
        return value.isNull() ? List.of() : value.asList(element -> mapper.apply(new Row(element)));
    }

    /** Everything as plain Java values, zoned date-times as instants. */
    public Map<String, Object> map() {
        return values.asMap(Row::plain);
    }

    public boolean has(String key) {
        return !values.get(key).isNull();
    }

    /** Any value as a plain Java value, or null. */
    public @Nullable Object valueOrNull(String key) {
        return plain(values.get(key));
    }

    private Value required(String key) {
        Value value = values.get(key);
        if (value.isNull()) {
            throw new MissingValueException("The result has no value '" + key + "' in " + values.keys());
        }
        return value;
    }

    private static Instant toInstant(Value value) {
        return value.asZonedDateTime().toInstant();
    }

    @SuppressWarnings("NullAway") // the driver's mapper may return null for a null value
    private static Object plain(Value value) {
        Object object = value.asObject();
        return object instanceof ZonedDateTime time ? time.toInstant() : object;
    }
}
