// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Addresses and credentials of a stack, under the names of the environment variables that the backend reads. */
record Endpoints(Map<String, String> variables) {

    static final String LAUNCHER_PID = "MAINSTAY_LAUNCHER_PID";

    /** The addresses of those servers that this stack starts or that the environment gives. */
    static Endpoints of(Settings settings, Map<ServerName, Integer> ports, Secrets secrets) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (ServerName server : ServerName.values()) {
            if (settings.isExternal(server)) {
                inherit(variables, settings, server);
            } else if (settings.servers().contains(server)) {
                variables.putAll(own(server, ports.getOrDefault(server, server.defaultPort()), secrets));
            }
        }
        return new Endpoints(variables);
    }

    private static Map<String, String> own(ServerName server, int port, Secrets secrets) {
        return switch (server) {
            case NEO4J ->
                Map.of(
                        "MAINSTAY_NEO4J_URI",
                        "bolt://127.0.0.1:" + port,
                        "MAINSTAY_NEO4J_USERNAME",
                        "neo4j",
                        "MAINSTAY_NEO4J_PASSWORD",
                        secrets.neo4jPassword());
            case ELASTICSEARCH -> Map.of("MAINSTAY_ELASTICSEARCH_URI", "http://127.0.0.1:" + port);
            case KEYCLOAK ->
                Map.of(
                        "MAINSTAY_KEYCLOAK_URL",
                        "http://localhost:" + port,
                        "MAINSTAY_KEYCLOAK_REALM",
                        RealmTemplate.REALM,
                        "MAINSTAY_KEYCLOAK_ADMIN_CLIENT_ID",
                        "mainstay-backend",
                        "MAINSTAY_KEYCLOAK_ADMIN_CLIENT_SECRET",
                        secrets.backendSecret(),
                        "MAINSTAY_KEYCLOAK_INTEGRATION_CLIENT_SECRET",
                        secrets.integrationSecret());
            case BACKEND -> Map.of("MAINSTAY_BACKEND_URL", "http://localhost:" + port);
        };
    }

    String address(ServerName server) {
        String variable = switch (server) {
            case NEO4J -> "MAINSTAY_NEO4J_URI";
            case ELASTICSEARCH -> "MAINSTAY_ELASTICSEARCH_URI";
            case KEYCLOAK -> "MAINSTAY_KEYCLOAK_URL";
            case BACKEND -> "MAINSTAY_BACKEND_URL";
        };
        return variables.getOrDefault(variable, "");
    }

    /**
     * Writes {@code NAME=value} lines that a shell can source and {@link java.util.Properties} can load; only the owner
     * may read them.
     */
    void write(Path file, long launcherPid) {
        String text = new TreeMap<>(variables)
                .entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .collect(Collectors.joining("\n", "", "\n" + LAUNCHER_PID + "=" + launcherPid + "\n"));
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void inherit(Map<String, String> variables, Settings settings, ServerName server) {
        if (server == ServerName.KEYCLOAK) {
            variables.put("MAINSTAY_KEYCLOAK_REALM", RealmTemplate.REALM);
        }
        settings.environment().forEach((name, value) -> {
            if (name.startsWith("MAINSTAY_" + server.name() + "_") && !value.isBlank()) {
                variables.put(name, value);
            }
        });
    }
}
