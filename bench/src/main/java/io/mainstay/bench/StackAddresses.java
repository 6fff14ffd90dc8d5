// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Where the servers of a local stack are, as the stack itself wrote it down.
 *
 * @param processes the folder with the ids of their processes
 */
public record StackAddresses(
        Path processes,
        String neo4jUri,
        String neo4jUser,
        String neo4jPassword,
        String elasticsearchUri,
        String keycloakUrl,
        String backendUrl) {

    /** @param file {@code stack.properties} of an instance */
    public static StackAddresses read(Path file) {
        Properties written = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            written.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " says where the stack is: start it with ./mainstay up -d", e);
        }
        return new StackAddresses(
                file.resolveSibling("run"),
                required(written, "MAINSTAY_NEO4J_URI"),
                required(written, "MAINSTAY_NEO4J_USERNAME"),
                required(written, "MAINSTAY_NEO4J_PASSWORD"),
                required(written, "MAINSTAY_ELASTICSEARCH_URI"),
                required(written, "MAINSTAY_KEYCLOAK_URL"),
                required(written, "MAINSTAY_BACKEND_URL"));
    }

    private static String required(Properties written, String name) {
        String value = written.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("stack.properties has no " + name);
        }
        return value;
    }
}
