// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The pinned versions and checksums. */
final class Distributions {

    private final Properties properties;
    private final Checksums.Listing neo4jLibraries;

    private Distributions(Properties properties, Checksums.Listing neo4jLibraries) {
        this.properties = properties;
        this.neo4jLibraries = neo4jLibraries;
    }

    static Distributions pinned() {
        Properties properties = new Properties();
        try (InputStream versions = Resources.open("distributions.properties")) {
            properties.load(versions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Distributions(properties, Checksums.Listing.parse(Resources.text("neo4j-libraries.sha256")));
    }

    String version(ServerName server) {
        return value(server, "version");
    }

    String file(ServerName server) {
        return value(server, "file");
    }

    String sha256(ServerName server) {
        return value(server, "sha256");
    }

    Checksums.Listing neo4jLibraries() {
        return neo4jLibraries;
    }

    private String value(ServerName server, String key) {
        String value = properties.getProperty(server.id() + "." + key);
        if (value == null) {
            throw new IllegalStateException("distributions.properties has no %s.%s".formatted(server.id(), key));
        }
        return value;
    }

    /** Resources beside this class. */
    static final class Resources {

        private Resources() {}

        static String text(String name) {
            try (InputStream in = open(name)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static InputStream open(String name) {
            InputStream in = Distributions.class.getResourceAsStream(name);
            if (in == null) {
                throw new IllegalStateException("Resource not found: " + name);
            }
            return in;
        }
    }
}
