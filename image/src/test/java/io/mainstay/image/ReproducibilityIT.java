// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The same inputs give the same image, wherever and whenever it is built. */
@Tag("full")
@EnabledOnOs(OS.LINUX)
class ReproducibilityIT {

    private static final String TIME = "2026-11-01T00:00:00Z";

    @Test
    void shouldLayOutTheSameFilesInAnotherFolder(@TempDir Path folder) throws IOException {
        ImageContents.build(Map.of(
                "backend",
                "../backend/target/mainstay-backend.jar",
                "layers",
                folder.resolve("layers").toString(),
                "classes",
                "src/main/image/classes.list",
                "cache",
                System.getProperty("mainstay.image.cache", "../.mainstay/cache/debian"),
                "base",
                "scratch",
                "mirror",
                "",
                "offline",
                "true",
                "time",
                TIME,
                "bill",
                folder.resolve("bill.json").toString(),
                "stale",
                folder.resolve("stale").toString()));

        Path bill = Path.of("target/mainstay-image.cdx.json");
        if (Files.exists(bill)) {
            assertThat(folder.resolve("bill.json")).hasSameTextualContentAs(bill);
        }
        OciImage image = OciImage.read(OciImage.TAR);
        assertThat(image.configuration().get("created").stringValue()).isEqualTo(TIME);
        String[] names = {"base", "runtime", "dependencies", "application"};
        for (int i = 0; i < names.length; i++) {
            Path layer = folder.resolve("layers").resolve(names[i]);
            Set<String> inImage = new TreeSet<>();
            List<String> others = new ArrayList<>();
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(image.content(image.layers().get(i)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (entry.isFile()) {
                        inImage.add(entry.getName() + " of " + entry.getLastModifiedTime());
                        if (!hasContent(layer.resolve(entry.getName()), tar.readAllBytes())) {
                            others.add(entry.getName());
                        }
                    }
                }
            }
            assertThat(inImage).as("files of the layer %s", names[i]).isEqualTo(laidOut(layer));
            assertThat(others)
                    .as("files of the layer %s with other content", names[i])
                    .isEmpty();
        }
    }

    /** Byte for byte: sums would take longer than all the rest. */
    private static boolean hasContent(Path file, byte[] content) throws IOException {
        return Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content);
    }

    private static Set<String> laidOut(Path layer) throws IOException {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(layer)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                files.add(layer.relativize(file) + " of " + Files.getLastModifiedTime(file));
            }
        }
        return files;
    }
}
