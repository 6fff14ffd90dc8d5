// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Packages that were fetched before, by name and sum. The sum is checked at each use, so it does not matter which mirror a
 * package came from.
 *
 * @param folder where they are kept
 * @param mirrors addresses of the Debian archive or copies of it, asked in this order; none when the build must not use the
 *     network
 */
record PackageCache(Path folder, List<URI> mirrors) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * The file of a package, fetched now if it is not in the cache.
     *
     * @throws ImageException if no mirror has the file with this sum
     */
    Path file(DebianPackage wanted) {
        Path file = folder.resolve(wanted.sha256().substring(0, 12) + "-" + wanted.fileName());
        try {
            if (Files.exists(file) && sha256(Files.readAllBytes(file)).equals(wanted.sha256())) {
                return file;
            }
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "draft", ".deb");
            try {
                Files.write(draft, fetched(wanted));
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private byte[] fetched(DebianPackage wanted) {
        List<String> attempts = new ArrayList<>();
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            for (URI mirror : mirrors) {
                URI address = URI.create(mirror + "/" + wanted.path());
                try {
                    HttpResponse<byte[]> answer = client.send(
                            HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
                    String sum = sha256(answer.body());
                    if (answer.statusCode() == 200 && sum.equals(wanted.sha256())) {
                        return answer.body();
                    }
                    attempts.add(
                            answer.statusCode() == 200
                                    ? address + " has another file, with the SHA-256 " + sum
                                    : address + " answered " + answer.statusCode());
                } catch (IOException failure) {
                    attempts.add(address + " did not answer: " + failure);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new ImageException("Interrupted", interrupted);
                }
            }
        }
        throw new ImageException(missing(wanted, attempts));
    }

    private static String missing(DebianPackage wanted, List<String> attempts) {
        String tried = attempts.isEmpty()
                ? "it is not in the cache and Maven works offline."
                : String.join("; ", attempts) + ".";
        return """
                The image needs the Debian package %s %s, but %s
                Build once without -o; or name another mirror with -Dimage.debian-mirror=... or MAINSTAY_DEBIAN_MIRROR; or, if \
                Debian has replaced this version, pin the next one in debian-packages.sha256 (docs/operations/image.md says how); \
                or build on an image of your own with -Dimage.base=registry/repository@sha256:...""".formatted(wanted.name(), wanted.version(), tried);
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
