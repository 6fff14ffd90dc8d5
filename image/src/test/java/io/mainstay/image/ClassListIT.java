// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.support.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of classes that the image's archive is made from. */
class ClassListIT {

    private static final Path LIST = Path.of("src/main/image/classes.list");
    private static final Path LIBRARIES = Path.of("target/layers/dependencies/opt/mainstay/lib");
    private static final Pattern OF_THE_JDK = Pattern.compile("(java|javax|jdk|sun|com/sun|org/xml|org/w3c)/.*");
    private static final double LEAST_SHARE = 0.95;

    @Test
    void shouldFitTheLibraries() throws IOException {
        List<String> listed = Files.readAllLines(LIST).stream()
                .filter(line -> !line.startsWith("@"))
                .filter(name -> !OF_THE_JDK.matcher(name).matches())
                .toList();
        Set<String> present = new HashSet<>();
        for (Path library : Trees.files(LIBRARIES)) {
            try (JarFile jar = new JarFile(library.toFile())) {
                jar.stream()
                        .map(entry -> entry.getName().replaceFirst("^META-INF/versions/\\d+/", ""))
                        .filter(name -> name.endsWith(".class"))
                        .forEach(name -> present.add(name.substring(0, name.length() - ".class".length())));
            }
        }

        assertThat((double) listed.stream().filter(present::contains).count() / listed.size())
                .as(
                        "share of the classes in %s that the libraries have; docs/operations/image.md says how to renew it",
                        LIST)
                .isGreaterThan(LEAST_SHARE);
    }

    /** Renews the list from a start of the image and its first requests: {@code -Dmainstay.image.class-list=update}. */
    @Test
    void shouldBeRenewedWhenAsked() throws Exception {
        assumeTrue("update".equals(System.getProperty("mainstay.image.class-list")), "the list is not to be renewed");
        ImageProcess.assumePossible();
        List<String> loaded;
        int managementPort = FreePort.next();
        try (ImageStack stack = new ImageStack();
                ImageProcess backend = ImageProcess.start(
                                "class-list",
                                stack.environmentWith(
                                        java.util.Map.of(
                                                "MANAGEMENT_SERVER_PORT",
                                                Integer.toString(managementPort),
                                                "JDK_JAVA_OPTIONS",
                                                "-Xshare:off -XX:DumpLoadedClassList=/tmp/classes.list -XX:TieredStopAtLevel=1")))
                        .awaitReady()) {
            for (String query : List.of(
                    "{ viewer { teams { name } } }",
                    "{ incidents(first: 10) { totalCount nodes { number slaClocks { state } } } }",
                    "{ configurationItems(first: 10) { nodes { name relations(first: 1) { nodes { id } } } } }",
                    "{ search(query: \\\"database\\\", first: 10) { nodes { number } } }")) {
                assertThat(stack.ask(backend.graphql(), query)).doesNotContain("errors");
            }
            assertThat(stack.status("http://127.0.0.1:" + managementPort + "/actuator/prometheus"))
                    .isEqualTo(200);
            Path inside = Path.of("/proc", Long.toString(backend.first().pid()), "root/tmp/classes.list");
            loaded = Files.readAllLines(inside);
        }
        Files.write(LIST, chosen(loaded));
    }

    /**
     * What archives can hold and does not change with every commit: of what is made here, which all is archived, only where
     * lambdas are, no class that is made while the backend runs, and no positions in class files.
     */
    private static Set<String> chosen(List<String> loaded) {
        Pattern left = Pattern.compile("^[#]|^@cp|^io/mainstay|source:|\\$\\$SpringCGLIB|Proxy\\d+|0x");
        Set<String> chosen = new TreeSet<>();
        for (String line : loaded) {
            if (!left.matcher(line).find()) {
                chosen.add(line.replaceFirst(" id: \\d+.*", ""));
            }
        }
        return chosen;
    }
}
