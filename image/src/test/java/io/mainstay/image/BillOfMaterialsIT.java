// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill beside the image has everything that is in the image. */
@EnabledOnOs(OS.LINUX)
class BillOfMaterialsIT {

    private static final Path BILL = Path.of("target/mainstay-image.cdx.json");
    private static final Path LIBRARIES = Path.of("target/layers/dependencies/opt/mainstay/lib");

    private static JsonNode bill;

    @BeforeAll
    static void read() throws IOException {
        assertThat(Files.exists(BILL) || !"true".equals(System.getenv("CI")))
                .as(BILL + " is missing: build online")
                .isTrue();
        assumeThat(BILL).as("an offline build makes none").exists();
        bill = JsonMapper.shared().readTree(Files.readString(BILL));
    }

    @Test
    void shouldBeOfTheImage() {
        assertThat(bill.at("/bomFormat").stringValue()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/type").stringValue()).isEqualTo("container");
        assertThat(bill.has("serialNumber")).as("drawn anew for each build").isFalse();
    }

    @Test
    void shouldListThePackagesOfTheBaseAndTheVirtualMachine() {
        Map<String, JsonNode> components = components();

        for (DebianPackage pinned : BaseFiles.pinned()) {
            JsonNode component = components.get(pinned.name());
            assertThat(component.at("/version").stringValue()).isEqualTo(pinned.version());
            assertThat(component.at("/hashes/0/content").stringValue()).isEqualTo(pinned.sha256());
            assertThat(component.at("/purl").stringValue()).startsWith("pkg:deb/debian/" + pinned.name() + "@");
        }
        assertThat(components.get("openjdk").at("/version").stringValue()).startsWith("25");
        assertThat(components.get("backend").at("/type").stringValue()).isEqualTo("application");
    }

    @Test
    void shouldListEachLibraryOfTheImage() throws IOException {
        Set<String> listed = new TreeSet<>();
        bill.path("components")
                .forEach(component -> listed.add("%s-%s.jar"
                        .formatted(
                                component.path("name").stringValue(),
                                component.path("version").stringValue())));
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            // A library for one kind of machine has the kind in its name.
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !listed.contains(name)
                                    && listed.stream()
                                            .noneMatch(jar -> name.startsWith(
                                                    jar.substring(0, jar.length() - ".jar".length()) + "-"))))
                    .as("libraries that the bill does not have")
                    .isEmpty();
        }
    }

    private static Map<String, JsonNode> components() {
        Map<String, JsonNode> components = new TreeMap<>();
        bill.path("components")
                .forEach(component -> components.put(component.path("name").stringValue(), component));
        return components;
    }
}
