// SPDX-License-Identifier: Apache-2.0
package io.mainstay.schema;

import graphql.language.ObjectTypeDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.SchemaPrinter;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The SDL files of this module, read as one schema. */
final class SchemaSource {

    static final Path SDL = Path.of("graphql");
    static final Path SNAPSHOT = Path.of("snapshots", "schema.graphql");

    private SchemaSource() {}

    static List<Path> files() {
        try (Stream<Path> files = Files.walk(SDL)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static GraphQLSchema schema() {
        TypeDefinitionRegistry registry = new TypeDefinitionRegistry();
        for (Path file : files()) {
            registry.merge(new SchemaParser().parse(file.toFile()));
        }
        return build(registry);
    }

    static GraphQLSchema schema(String sdl) {
        return build(new SchemaParser().parse(sdl));
    }

    /** The whole schema in one text, sorted by name, with descriptions. */
    static String print(GraphQLSchema schema) {
        return new SchemaPrinter(SchemaPrinter.Options.defaultOptions()
                        .includeScalarTypes(true)
                        .includeDirectiveDefinitions(true)
                        .includeDirectiveDefinition(name -> !STANDARD_DIRECTIVES.contains(name)))
                .print(schema);
    }

    static final List<String> STANDARD_DIRECTIVES = List.of(
            "include", "skip", "deprecated", "specifiedBy", "oneOf", "defer", "experimental_disableErrorPropagation");

    /** A root that no capability has extended yet has no fields, which a schema may not have; it is left out. */
    private static GraphQLSchema build(TypeDefinitionRegistry registry) {
        for (String root : List.of("Mutation", "Subscription")) {
            if (!registry.objectTypeExtensions().containsKey(root)) {
                registry.getType(root, ObjectTypeDefinition.class)
                        .filter(type -> type.getFieldDefinitions().isEmpty())
                        .ifPresent(registry::remove);
            }
        }
        return UnExecutableSchemaGenerator.makeUnExecutableSchema(registry);
    }
}
