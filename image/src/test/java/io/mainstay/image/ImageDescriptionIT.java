// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What the image says about itself, and what is in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageDescriptionIT {

    private static final long MOST_BYTES = 180_000_000;
    private static final Path DEMO = Path.of("../backend/target/mainstay-backend-demo.jar");
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private final OciImage image = OciImage.read(OciImage.TAR);
    private final List<List<TarArchiveEntry>> layers = layers(image);
    private final JsonNode settings = image.configuration().get("config");

    @Test
    void shouldBeAnOciImage() {
        assertThat(image.index().get("mediaType").stringValue()).isEqualTo("application/vnd.oci.image.index.v1+json");
        assertThat(image.index().at("/manifests/0/mediaType").stringValue()).isEqualTo(MANIFEST);
        assertThat(image.manifest().get("mediaType").stringValue()).isEqualTo(MANIFEST);
        assertThat(image.manifest().at("/config/mediaType").stringValue())
                .isEqualTo("application/vnd.oci.image.config.v1+json");
        assertThat(image.layers())
                .allMatch(layer -> layer.mediaType().equals("application/vnd.oci.image.layer.v1.tar+gzip"));
        assertThat(image.configuration().get("os").stringValue()).isEqualTo("linux");
        assertThat(image.configuration().get("architecture").stringValue()).isEqualTo("amd64");
        image.blobs()
                .forEach((digest, content) ->
                        assertThat("sha256:" + PackageCache.sha256(content)).isEqualTo(digest));
    }

    @Test
    void shouldServeAsAnUnprivilegedUserUnlessToldOtherwise() {
        assertThat(settings.get("User").stringValue()).isEqualTo("10001:10001");
        assertThat(texts(settings.get("Entrypoint")))
                .containsExactly(
                        "/opt/java/bin/java", "@/opt/mainstay/java.options", "io.mainstay.MainstayApplication");
        assertThat(texts(settings.get("Cmd"))).containsExactly("serve");
        assertThat(settings.get("WorkingDir").stringValue()).isEqualTo("/opt/mainstay");
        assertThat(settings.get("ExposedPorts").propertyNames()).containsExactly("8080/tcp");
        assertThat(settings.get("Labels").propertyNames())
                .contains(
                        "org.opencontainers.image.title",
                        "org.opencontainers.image.version",
                        "org.opencontainers.image.licenses");
    }

    @Test
    void shouldHoldNoSecretAndNoSetting() {
        assertThat(texts(settings.get("Env")).stream().map(variable -> variable.split("=", 2)[0]))
                .containsExactlyInAnyOrder("JAVA_HOME", "LANG", "PATH");
        assertThat(image.configuration().toString().toLowerCase(Locale.ROOT))
                .doesNotContain("password", "secret", "token");
    }

    @Test
    void shouldChangeItsLastLayerAloneWithEachBuild() {
        assertThat(layers).hasSize(4);
        assertThat(names(layers.get(0))).contains("lib64/ld-linux-x86-64.so.2", "var/lib/dpkg/status.d/libc6");
        assertThat(names(layers.get(1))).contains("opt/java/lib/modules", "opt/java/legal/java.base/LICENSE");
        assertThat(names(layers.get(2)))
                .contains("opt/mainstay/java.options")
                .noneMatch(name -> name.startsWith("opt/mainstay/own/") || name.contains("SNAPSHOT"));
        assertThat(names(layers.get(3)).filter(name -> name.endsWith(".jar")))
                .containsExactlyInAnyOrder("opt/mainstay/own/backend.jar", "opt/mainstay/own/graph-schema.jar");
        assertThat(names(layers.get(3))).contains("opt/mainstay/own/classes.jsa");
        assertThat(image.layers().get(3).size()).isLessThan(45_000_000);
    }

    @Test
    void shouldHoldNothingThatItsUserCouldChangeOrThatRaisesRights() {
        for (List<TarArchiveEntry> layer : layers) {
            for (TarArchiveEntry entry : layer) {
                assertThat(entry.getLongUserId()).as(entry.getName()).isZero();
                assertThat(entry.getMode() & 07000)
                        .as("set-user bits of %s", entry.getName())
                        .isZero();
                if (!entry.getName().equals("tmp/")) {
                    assertThat(entry.getMode() & 0022)
                            .as("rights to write %s", entry.getName())
                            .isZero();
                }
            }
        }
    }

    @Test
    void shouldHoldNeitherShellNorServersNorThisBuild() {
        for (List<TarArchiveEntry> layer : layers) {
            assertThat(names(layer))
                    .noneMatch(name -> name.matches("(usr/)?s?bin/.*"))
                    // Neo4j itself is GPLv3; the driver is not.
                    .noneMatch(name -> name.matches(".*/neo4j-(kernel|dbms|common|server)[^/]*\\.jar"))
                    .noneMatch(name -> name.contains("io/mainstay/image") || name.startsWith("app/"));
        }
    }

    @Test
    void shouldHoldNothingOfTheDemoCompany() throws IOException {
        Set<String> demo = files(DEMO);
        for (String jar : List.of("backend.jar", "graph-schema.jar")) {
            assertThat(files(Path.of("target/layers/application/opt/mainstay/own", jar)))
                    .isNotEmpty()
                    .doesNotContainAnyElementsOf(demo);
        }
    }

    @Test
    void shouldBeSmall() {
        long bytes = image.layers().stream().mapToLong(OciImage.Layer::size).sum();

        System.out.printf("The image has %,d bytes; its layers %s.%n", bytes, image.layers());
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    private static List<List<TarArchiveEntry>> layers(OciImage image) {
        return image.layers().stream()
                .map(layer -> {
                    List<TarArchiveEntry> all = new ArrayList<>();
                    try (TarArchiveInputStream tar = new TarArchiveInputStream(image.content(layer))) {
                        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                            all.add(entry);
                        }
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                    return all;
                })
                .toList();
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

    private static Stream<String> names(List<TarArchiveEntry> entries) {
        return entries.stream().map(TarArchiveEntry::getName);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
