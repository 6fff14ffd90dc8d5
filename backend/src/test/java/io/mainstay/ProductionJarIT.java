// SPDX-License-Identifier: Apache-2.0
package io.mainstay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What others run has nothing of the demo company, which is in a jar of its own. Needs the jars, but no servers. */
class ProductionJarIT {

    private static final Path JAR = Path.of("target/mainstay-backend.jar");
    private static final Path CLASSES = Path.of("target/mainstay-backend-classes.jar");
    private static final Path DEMO = Path.of("target/mainstay-backend-demo.jar");
    private static final String PACKED = "BOOT-INF/classes/";

    @Test
    void shouldLeaveTheDemoCompanyOut() throws IOException {
        Set<String> demo = files(DEMO);

        assertThat(files(JAR)).contains(PACKED + "io/mainstay/MainstayApplication.class");
        assertThat(files(JAR)).noneMatch(name -> demo.contains(name.replaceFirst("^" + PACKED, "")));
        assertThat(files(JAR)).noneMatch(name -> name.startsWith("BOOT-INF/lib/") && name.contains("-demo"));
        assertThat(files(CLASSES))
                .contains("io/mainstay/MainstayApplication.class")
                .doesNotContainAnyElementsOf(demo);
    }

    @Test
    void shouldHaveTheDemoCompanyWithItsTextsInAJarOfItsOwn() throws IOException {
        assertThat(files(DEMO))
                .contains("io/mainstay/demo/internal/load/DemoLoadJob.class", "demo/incidents.yml")
                .allMatch(name -> name.startsWith("io/mainstay/demo/") || name.startsWith("demo/"));
    }

    private static Set<String> files(Path jar) throws IOException {
        try (JarFile entries = new JarFile(jar.toFile())) {
            return entries.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .filter(name -> !name.startsWith("META-INF/"))
                    .collect(Collectors.toSet());
        }
    }
}
