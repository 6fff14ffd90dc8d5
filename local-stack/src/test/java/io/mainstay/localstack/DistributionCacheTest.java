// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionCacheTest {

    @TempDir
    private Path folder;

    @Test
    void shouldUnpackWithoutTheTopFolderAndKeepPrograms() throws IOException {
        Path archive = archive();

        Path home = cache().unpacked("server", "1.0", Checksums.of(archive), archive, fresh -> {});

        assertThat(home.resolve("lib/a.txt")).hasContent("a");
        assertThat(Files.isExecutable(home.resolve("bin/run"))).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("lib/a.txt"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void shouldUnpackOnceAndThenDoWithoutTheArchive() throws IOException {
        Path archive = archive();
        String sha256 = Checksums.of(archive);
        AtomicInteger finished = new AtomicInteger();
        Path first = cache().unpacked("server", "1.0", sha256, archive, home -> finished.incrementAndGet());
        Files.delete(archive);

        Path second = cache().unpacked("server", "1.0", sha256, archive, home -> finished.incrementAndGet());

        assertThat(second).isEqualTo(first);
        assertThat(finished).hasValue(1);
    }

    @Test
    void shouldRefuseAnArchiveWithAnotherChecksum() throws IOException {
        Path archive = archive();
        String pinned = "0".repeat(64);

        assertThatThrownBy(() -> cache().unpacked("server", "1.0", pinned, archive, home -> {}))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(archive.toString())
                .hasMessageContaining("expected " + pinned);
        assertThat(cache().holds("server", "1.0", pinned)).isFalse();
        assertThat(folder.resolve("cache/server-1.0-000000000000")).doesNotExist();
    }

    @Test
    void shouldBeginAnewAfterAnInterruptedAttempt() throws IOException {
        Path archive = archive();
        String sha256 = Checksums.of(archive);
        assertThatThrownBy(() -> cache().unpacked("server", "1.0", sha256, archive, home -> {
                    Files.writeString(home.resolve("half-made"), "x");
                    throw new StackException("interrupted");
                }))
                .hasMessage("interrupted");

        Path home = cache().unpacked("server", "1.0", sha256, archive, fresh -> {});

        assertThat(home.resolve("half-made")).doesNotExist();
        assertThat(home.resolve("lib/a.txt")).hasContent("a");
    }

    @Test
    void shouldRefuseAnEntryOutsideItsFolder() throws IOException {
        Path archive = folder.resolve("evil.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("top/../../../escaped.txt"));
            zip.write("x".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        String sha256 = Checksums.of(archive);

        assertThatThrownBy(() -> cache().unpacked("evil", "1.0", sha256, archive, home -> {}))
                .isInstanceOf(Exception.class);
        assertThat(folder.resolve("escaped.txt")).doesNotExist();
        assertThat(cache().holds("evil", "1.0", sha256)).isFalse();
    }

    @Test
    void shouldCopyListedFilesOnlyWhenAllHaveTheirChecksum() throws IOException {
        Path source = Files.createDirectory(folder.resolve("libraries"));
        Files.writeString(source.resolve("good.jar"), "good");
        Files.writeString(source.resolve("other.jar"), "not listed");
        Checksums.Listing good = Checksums.Listing.parse(Checksums.of(source.resolve("good.jar")) + "  good.jar\n");
        Checksums.Listing bad = Checksums.Listing.parse("f".repeat(64) + "  good.jar\n");

        Path home = cache().copied("database", "1.0", good, source);

        assertThat(home.resolve("good.jar")).hasContent("good");
        assertThat(home.resolve("other.jar")).doesNotExist();
        assertThatThrownBy(() -> cache().copied("database", "1.0", bad, source))
                .hasMessageContaining("good.jar")
                .hasMessageContaining("expected ffff");
    }

    private DistributionCache cache() {
        return new DistributionCache(folder.resolve("cache"));
    }

    private Path archive() throws IOException {
        Path archive = folder.resolve("server.zip");
        Map<String, Object> options = Map.of("create", "true", "enablePosixFileAttributes", true);
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + archive.toUri()), options)) {
            Files.createDirectories(zip.getPath("server-1.0/lib"));
            Files.createDirectories(zip.getPath("server-1.0/bin"));
            Path library = zip.getPath("server-1.0/lib/a.txt");
            Files.writeString(library, "a");
            Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-------"));
            Path program = zip.getPath("server-1.0/bin/run");
            Files.writeString(program, "#!/bin/sh\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        }
        return archive;
    }
}
