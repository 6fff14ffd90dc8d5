// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where the files under test are. */
final class Repository {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path TARGET = Path.of("target").toAbsolutePath();

    private Repository() {}

    /** The chart's folder, which the system property {@code mainstay.chart} may replace. */
    static Path chart() {
        return Path.of(Objects.requireNonNull(System.getProperty("mainstay.chart"), "mainstay.chart"))
                .toAbsolutePath()
                .normalize();
    }

    static Path file(String path) {
        return ROOT.resolve(path);
    }

    static String text(String path) {
        return text(file(path));
    }

    static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
