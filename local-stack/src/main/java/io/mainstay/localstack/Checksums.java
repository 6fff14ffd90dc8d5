// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 sums of what is downloaded. */
final class Checksums {

    private static final int BUFFER = 1 << 16;

    private Checksums() {}

    /**
     * Pinned sums of several files.
     *
     * @param sha256ByName lower-case hexadecimal sums by file name
     * @param digest sum of the listing itself
     */
    record Listing(Map<String, String> sha256ByName, String digest) {

        /** Reads the format of the {@code sha256sum} command. */
        static Listing parse(String text) {
            Map<String, String> sums = new TreeMap<>();
            for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
                String[] parts = line.strip().split("\\s+", 2);
                if (parts.length != 2) {
                    throw new StackException("Not a checksum line: " + line);
                }
                sums.put(parts[1], parts[0]);
            }
            byte[] digest = newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
            return new Listing(Map.copyOf(sums), HexFormat.of().formatHex(digest));
        }
    }

    /**
     * @throws StackException if the file is missing or has another sum
     */
    static void require(Path file, String expected) throws IOException {
        if (!Files.exists(file)) {
            throw new StackException("%s is missing: run ./mvnw -DskipTests package".formatted(file));
        }
        String actual = of(file);
        if (!actual.equals(expected)) {
            throw new StackException("%s is not what it should be and is not used: SHA-256 is %s, expected %s"
                    .formatted(file, actual, expected));
        }
    }

    static String of(Path file) throws IOException {
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
