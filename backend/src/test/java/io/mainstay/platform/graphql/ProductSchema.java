// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The schema of the whole product, without the code behind it. */
public final class ProductSchema {

    public static final GraphQLSchema SCHEMA = read();

    private ProductSchema() {}

    private static GraphQLSchema read() {
        TypeDefinitionRegistry registry = new TypeDefinitionRegistry();
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:graphql/**/*.graphqls")) {
                try (InputStream sdl = file.getInputStream()) {
                    registry.merge(new SchemaParser().parse(sdl));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return UnExecutableSchemaGenerator.makeUnExecutableSchema(registry);
    }
}
