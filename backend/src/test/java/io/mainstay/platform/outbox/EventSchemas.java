// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Payload records in a text form that shows every change that a consumer could notice. */
final class EventSchemas {

    private EventSchemas() {}

    /** The components of a record and of the records in it by their paths, with their types; ? marks one that may be null. */
    static SortedMap<String, String> of(Class<?> payload) {
        SortedMap<String, String> components = new TreeMap<>();
        collect("", payload, components);
        return components;
    }

    private static void collect(String prefix, Class<?> type, SortedMap<String, String> components) {
        for (RecordComponent component : type.getRecordComponents()) {
            String path = prefix + component.getName();
            components.put(path, name(component.getGenericType()) + (isNullable(component) ? "?" : ""));
            nestedRecord(component.getGenericType()).ifPresent(nested -> collect(path + ".", nested, components));
        }
    }

    private static boolean isNullable(RecordComponent component) {
        AnnotatedElement use = component.getAnnotatedType();
        return use.isAnnotationPresent(Nullable.class);
    }

    private static Optional<Class<?>> nestedRecord(Type type) {
        if (type instanceof Class<?> known) {
            return known.isRecord() ? Optional.of(known) : Optional.empty();
        }
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments())
                    .map(EventSchemas::nestedRecord)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return Optional.empty();
    }

    /** A type as it is written; an enumeration by its values. */
    static String name(Type type) {
        if (type instanceof Class<?> known) {
            return known.isEnum()
                    ? Arrays.stream(known.getEnumConstants())
                            .map(Objects::toString)
                            .sorted()
                            .collect(Collectors.joining("|"))
                    : known.isRecord() ? "object" : known.getSimpleName();
        }
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments())
                    .map(EventSchemas::name)
                    .collect(Collectors.joining(", ", name(generic.getRawType()) + "<", ">"));
        }
        throw new IllegalArgumentException("A payload cannot have a component of the type " + type);
    }

    /** What a consumer of the earlier form would trip over; empty if the change only adds. */
    static List<String> breaks(SortedMap<String, String> before, SortedMap<String, String> now) {
        List<String> breaks = new ArrayList<>();
        before.forEach((path, type) -> {
            String present = now.get(path);
            if (present == null) {
                breaks.add(path + " is gone");
            } else if (!present.equals(type) && !gainsOnlyConstants(type, present)) {
                breaks.add(path + " was " + type + " and is " + present);
            }
        });
        return breaks;
    }

    private static boolean gainsOnlyConstants(String before, String now) {
        return before.contains("|")
                && Arrays.asList(now.replace("?", "").split("\\|"))
                        .containsAll(Arrays.asList(before.replace("?", "").split("\\|")))
                && before.endsWith("?") == now.endsWith("?");
    }
}
