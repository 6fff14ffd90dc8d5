// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes that a stack consists of, in the order in which they are shown; they are stopped in reverse. */
enum ServerName {
    NEO4J(7687),
    ELASTICSEARCH(9200),
    KEYCLOAK(8180),
    BACKEND(8080);

    private final int defaultPort;

    ServerName(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    int defaultPort() {
        return defaultPort;
    }

    /** The name as used in options, file names and output. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ServerName> byId(String id) {
        return Stream.of(values()).filter(server -> server.id().equals(id)).findFirst();
    }
}
