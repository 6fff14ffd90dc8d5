// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One process per line, the main one first: {@code <pid> <start>}. */
record PidFile(Path path) {

    void write(List<ProcessIdentity> processes) {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(
                    draft,
                    processes.stream().map(ProcessIdentity::toString).collect(Collectors.joining("\n", "", "\n")));
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ProcessIdentity> read() {
        try {
            return Files.readAllLines(path).stream()
                    .map(ProcessIdentity::parse)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (NoSuchFileException absent) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recorded processes that still run and are still the recorded ones. */
    List<ProcessIdentity> alive() {
        return read().stream().filter(ProcessIdentity::isAlive).toList();
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
