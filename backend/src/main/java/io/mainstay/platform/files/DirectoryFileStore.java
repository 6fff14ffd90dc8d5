// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.files;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.mainstay.kernel.SystemClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Files below a directory, which all replicas must share. They are spread over directories by the last characters of their keys,
 * which are random, so that none holds more than a few thousandths of them.
 */
public final class DirectoryFileStore implements FileStore {

    private static final String GATHERED = ".gathered";
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final Path directory;
    private final SystemClock clock;

    /** @param directory is made if it is not there */
    public DirectoryFileStore(Path directory, SystemClock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** In the directory itself: from another file system a file could not be moved at once. */
    @Override
    public Path gather() throws IOException {
        Path gathered = Files.createDirectories(directory.resolve(GATHERED));
        forgetAbandoned(gathered);
        return Files.createTempFile(gathered, "", "");
    }

    @Override
    public void put(String key, Path gathered) throws IOException {
        Path file = file(key);
        Path parent = Objects.requireNonNull(file.getParent());
        Files.createDirectories(parent);
        flush(gathered);
        Files.move(gathered, file, ATOMIC_MOVE);
        flush(parent);
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        try {
            return Optional.of(Files.newInputStream(file(key)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(file(key));
    }

    private Path file(String key) {
        String name = UUID.fromString(key).toString();
        return directory.resolve(name.substring(name.length() - 3)).resolve(name);
    }

    /** What a crash left behind. */
    private void forgetAbandoned(Path gathered) throws IOException {
        Instant before = clock.now().minus(ABANDONED_AFTER);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(gathered)) {
            for (Path file : files) {
                if (isOlder(file, before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isOlder(Path file, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (NoSuchFileException finished) {
            return false;
        }
    }

    private static void flush(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
