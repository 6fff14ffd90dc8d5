package io.mainstay.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The same inputs give the same image, wherever and whenever it is built. */
@EnabledOnOs(OS.LINUX)
class ReproducibilityIT {

    private static final String TIME = "2026-11-01T00:00:00Z";

    @Test
    void shouldLayOutTheSameFilesInAnotherFolder(@TempDir Path folder) throws IOException {
        ImageContents.build(Map.of(
                "backend", "../backend/target/mainstay-backend.jar",
                "layers", folder.resolve("layers").toString(),
                "classes", "src/main/image/classes.list",
                "cache", System.getProperty("mainstay.image.cache", "../.mainstay/cache/debian"),
                "base", "scratch",
                "mirror", "",
                "offline", "true",
                "time", TIME,
                "stale", folder.resolve("stale").toString()));

        OciImage image = OciImage.read(OciImage.TAR);
        assertThat(image.configuration().get("created").stringValue()).isEqualTo(TIME);
        String[] names = {"base", "runtime", "dependencies", "application"};
        for (int i = 0; i < names.length; i++) {
            assertThat(laidOut(folder.resolve("layers").resolve(names[i])))
                    .as("files of the layer %s", names[i])
                    .isEqualTo(inImage(image, image.layers().get(i)));
        }
    }

    private static Map<String, String> laidOut(Path layer) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(layer)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                sums.put(
                        layer.relativize(file) + " of " + Files.getLastModifiedTime(file),
                        PackageCache.sha256(Files.readAllBytes(file)));
            }
        }
        return sums;
    }

    private static Map<String, String> inImage(OciImage image, OciImage.Layer layer) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(image.content(layer))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile()) {
                    sums.put(
                            entry.getName() + " of " + entry.getLastModifiedTime(),
                            PackageCache.sha256(tar.readAllBytes()));
                }
            }
        }
        return sums;
    }
}
