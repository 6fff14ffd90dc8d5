// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * Passwords and client secrets of one data folder: drawn once, kept in a file that only its owner may read.
 *
 * @param neo4jPassword of the database user {@code neo4j}
 * @param keycloakAdminPassword of the bootstrap administrator {@code admin} in Keycloak's master realm
 * @param backendSecret of the client {@code mainstay-backend}
 * @param integrationSecret of the client {@code mainstay-integration}
 * @param encryptionKey 256 bits in Base64, with which the backend encrypts secret attributes; without it they are lost
 */
record Secrets(
        String neo4jPassword,
        String keycloakAdminPassword,
        String backendSecret,
        String integrationSecret,
        String encryptionKey) {

    private static final int BYTES = 24;
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Secrets loadOrCreate(Path file) {
        Properties properties = new Properties();
        try {
            if (Files.exists(file)) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    properties.load(reader);
                }
            }
            Secrets secrets = new Secrets(
                    valueOrNew(properties, "neo4j.password"),
                    valueOrNew(properties, "keycloak.admin.password"),
                    valueOrNew(properties, "keycloak.client.mainstay-backend.secret"),
                    valueOrNew(properties, "keycloak.client.mainstay-integration.secret"),
                    keyOrNew(properties, "backend.encryption-key"));
            writePrivately(file, properties, "Local stack: generated once for this data folder");
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes properties to a file that is readable by its owner only, from its first byte on. */
    static void writePrivately(Path file, Properties properties, String comment) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(draft)) {
            properties.store(out, comment);
        }
        Files.move(
                draft,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static String valueOrNew(Properties properties, String key) {
        return existingOr(properties, key, Base64.getUrlEncoder().withoutPadding(), BYTES);
    }

    private static String keyOrNew(Properties properties, String key) {
        return existingOr(properties, key, Base64.getEncoder(), KEY_BYTES);
    }

    private static String existingOr(Properties properties, String key, Base64.Encoder encoder, int size) {
        String existing = properties.getProperty(key, "");
        if (!existing.isBlank()) {
            return existing;
        }
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        String drawn = encoder.encodeToString(bytes);
        properties.setProperty(key, drawn);
        return drawn;
    }
}
