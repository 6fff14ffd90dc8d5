// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment.internal;

import io.mainstay.kernel.SystemClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** Gathers the bytes of a file, and says what they come to. */
public final class Gathered {

    private static final int BUFFER = 64 * 1024;

    /** A client on a bad line may take so long; one that never ends is cut off. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private Gathered() {}

    /**
     * @param size how many bytes there are; more than the limit if reading ended there
     * @param sha256 their digest
     */
    public record Sum(long size, String sha256) {}

    /** What is sent broke off or took too long; an {@link IOException} otherwise says that it could not be written. */
    public static final class SourceException extends Exception {

        private static final long serialVersionUID = 1L;

        SourceException(String message) {
            super(message);
        }

        SourceException(IOException cause) {
            super(cause);
        }
    }

    /**
     * Writes what a source gives to a file, until its end or until there is more than may be.
     *
     * @param max how many bytes there may be
     * @param clock by which it takes too long
     */
    public static Sum write(InputStream source, Path file, long max, SystemClock clock)
            throws IOException, SourceException {
        long deadline = clock.nanoTime() + LIMIT.toNanos();
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = read(source, buffer); read >= 0; read = read(source, buffer)) {
                size += read;
                if (size > max) {
                    break;
                }
                if (clock.nanoTime() - deadline > 0) {
                    throw new SourceException("It took longer than " + LIMIT);
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        return new Sum(size, HexFormat.of().formatHex(digest.digest()));
    }

    private static int read(InputStream source, byte[] buffer) throws SourceException {
        try {
            return source.read(buffer);
        } catch (IOException broken) {
            throw new SourceException(broken);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
