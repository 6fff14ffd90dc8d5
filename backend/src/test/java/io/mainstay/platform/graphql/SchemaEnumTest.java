// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the enums of the schema against those of the code: a value that the schema does not know is an internal error once it is answered. */
class SchemaEnumTest {

    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void shouldHaveEachValueThatTheCodeHas() throws IOException {
        List<Class<?>> enums = enums();
        Set<String> missing = new TreeSet<>();

        long compared = enums.stream()
                .filter(type -> ProductSchema.SCHEMA.getType(type.getSimpleName()) instanceof GraphQLEnumType)
                .peek(type -> missing.addAll(missing(type, enums)))
                .count();

        assertThat(compared).isGreaterThan(50);
        assertThat(missing).isEmpty();
    }

    /** Two capabilities may have an enum of one name: the schema's is that of either. */
    private static Set<String> missing(Class<?> type, List<Class<?>> all) {
        List<Set<String>> lacks = all.stream()
                .filter(other -> other.getSimpleName().equals(type.getSimpleName()))
                .map(SchemaEnumTest::missing)
                .toList();
        return lacks.stream().anyMatch(Set::isEmpty) ? Set.of() : lacks.getFirst();
    }

    private static Set<String> missing(Class<?> type) {
        GraphQLEnumType known = (GraphQLEnumType) ProductSchema.SCHEMA.getType(type.getSimpleName());
        Set<String> values = known.getValues().stream()
                .map(GraphQLEnumValueDefinition::getName)
                .collect(Collectors.toSet());
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .filter(name -> !values.contains(name))
                .map(name -> type.getSimpleName() + "." + name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Class<?>> enums() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES.resolve(Path.of("io", "mainstay")))) {
            return files.map(CLASSES::relativize)
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .<Class<?>>map(SchemaEnumTest::load)
                    .filter(Class::isEnum)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, SchemaEnumTest.class.getClassLoader());
        } catch (ClassNotFoundException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
