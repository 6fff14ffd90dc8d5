// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Distributions, checked and unpacked once per checksum. A folder without its {@code .complete} mark is the rest of an
 * interrupted attempt and is made anew.
 */
public final class DistributionCache {

    private static final String MARK = ".complete";
    private static final int KEY_LENGTH = 12;
    private static final Duration LEFT_OVER = Duration.ofSeconds(10);
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwxr-xr-x");

    private final Path root;

    /** @param root the folder of all distributions; made when the first one is unpacked */
    public DistributionCache(Path root) {
        this.root = root;
    }

    /** Work on a freshly unpacked distribution before it counts as complete. */
    @FunctionalInterface
    public interface Finish {
        void accept(Path home) throws IOException;
    }

    /** Whether {@link #unpacked} would return at once. */
    boolean holds(String name, String version, String sha256) {
        return Files.exists(folder(name, version, sha256).resolve(MARK));
    }

    /**
     * The home of a distribution, unpacked now if it is not in the cache.
     *
     * @param archive a zip with one top folder, which is stripped
     * @param finish runs once, before the distribution is marked complete
     * @throws StackException if the archive is missing or does not have this checksum
     */
    public Path unpacked(String name, String version, String sha256, Path archive, Finish finish) {
        Path home = folder(name, version, sha256);
        return once(home, () -> {
            Checksums.require(archive, sha256);
            unzip(archive, home);
            finish.accept(home);
        });
    }

    /**
     * A folder with copies of all files in the list.
     *
     * @param source where the files come from
     * @throws StackException if one is missing or does not have its checksum
     */
    Path copied(String name, String version, Checksums.Listing files, Path source) {
        Path home = folder(name, version, files.digest());
        return once(home, () -> {
            Files.createDirectories(home);
            for (Map.Entry<String, String> file : files.sha256ByName().entrySet()) {
                Path original = source.resolve(file.getKey());
                Checksums.require(original, file.getValue());
                Files.copy(original, home.resolve(file.getKey()));
            }
        });
    }

    /** Names a process that works on a distribution which is not yet complete. */
    static PidFile workOn(Path home) {
        return new PidFile(home.resolveSibling(home.getFileName() + ".pid"));
    }

    private Path folder(String name, String version, String sha256) {
        return root.resolve("%s-%s-%s".formatted(name, version, sha256.substring(0, KEY_LENGTH)));
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private Path once(Path home, Work work) {
        Path mark = home.resolve(MARK);
        if (Files.exists(mark)) {
            return home;
        }
        try {
            Files.createDirectories(root);
            Path lockFile = root.resolve(home.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new StackException("Cannot lock " + lockFile);
                }
                if (!Files.exists(mark)) {
                    Processes.end(workOn(home).alive(), LEFT_OVER);
                    Folders.delete(home);
                    work.run();
                    Files.createFile(mark);
                }
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unzip(Path archive, Path target) throws IOException {
        try (FileSystem zip =
                FileSystems.newFileSystem(archive, Map.<String, Object>of("enablePosixFileAttributes", true))) {
            Path top = zip.getPath("/");
            Files.walkFileTree(top, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    Path copy = place(folder);
                    Files.createDirectories(copy);
                    Files.setPosixFilePermissions(copy, FOLDER);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Path copy = place(file);
                    try (InputStream content = Files.newInputStream(file)) {
                        Files.copy(content, copy);
                    }
                    Files.setPosixFilePermissions(copy, readableByAll(Files.getPosixFilePermissions(file)));
                    return FileVisitResult.CONTINUE;
                }

                private Path place(Path entry) {
                    Path inside = entry.getNameCount() <= 1
                            ? Path.of("")
                            : Path.of(entry.subpath(1, entry.getNameCount()).toString());
                    Path copy = target.resolve(inside).normalize();
                    if (!copy.startsWith(target)) {
                        throw new StackException("%s holds an entry outside its folder: %s".formatted(archive, entry));
                    }
                    return copy;
                }
            });
        }
    }

    private static Set<PosixFilePermission> readableByAll(Set<PosixFilePermission> permissions) {
        Set<PosixFilePermission> wider = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if (permissions.contains(PosixFilePermission.OWNER_EXECUTE)) {
            wider.add(PosixFilePermission.OWNER_EXECUTE);
            wider.add(PosixFilePermission.GROUP_EXECUTE);
            wider.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return wider;
    }
}
