// SPDX-License-Identifier: Apache-2.0
package io.mainstay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill beside the jar says in the form of CycloneDX which libraries the jar has. Needs both, but no servers. */
class BillOfMaterialsIT {

    private static final Path JAR = Path.of("target/mainstay-backend.jar");
    private static final Path BILL = Path.of("target/mainstay-backend.cdx.json");
    private static final String LIBRARIES = "BOOT-INF/lib/";

    private static JsonNode bill;
    private static Map<String, JsonNode> components;

    @BeforeAll
    static void read() throws IOException {
        assertThat(Files.exists(BILL) || !"true".equals(System.getenv("CI")))
                .as(BILL + " is missing: build online")
                .isTrue();
        assumeThat(BILL).as("an offline build makes none").exists();
        bill = JsonMapper.shared().readTree(Files.readString(BILL));
        components = new TreeMap<>();
        bill.path("components")
                .forEach(component -> components.put(component.path("name").stringValue(), component));
    }

    @Test
    void shouldBeOfThisReleaseAndTheSameEveryTime() {
        assertThat(bill.at("/bomFormat").stringValue()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/name").stringValue()).isEqualTo("backend");
        assertThat(bill.at("/metadata/component/externalReferences").toString())
                .as("addresses of the parent")
                .doesNotContain("spring");
        assertThat(bill.has("serialNumber")).isFalse();
        assertThat(bill.at("/metadata/timestamp").stringValue("2026-11-01T00:00:00Z"))
                .as("that of the release, if any")
                .isEqualTo("2026-11-01T00:00:00Z");
        assertThat(bill.toString())
                .as("nothing of the building machine")
                .doesNotContain(System.getProperty("user.dir"));
    }

    @ParameterizedTest
    @CsvSource({
        "spring-graphql, org.springframework.graphql, Apache-2.0",
        "graphql-java, com.graphql-java, MIT",
        "neo4j-java-driver, org.neo4j.driver, Apache-2.0",
        "nimbus-jose-jwt, com.nimbusds, Apache-2.0",
        "tomcat-embed-core, org.apache.tomcat.embed, Apache-2.0",
        "graphiql, org.webjars.npm, MIT"
    })
    void shouldNameKnownLibrariesWithVersionLicenceAndSum(String name, String group, String licence) throws Exception {
        JsonNode component = components.get(name);

        assertThat(component.path("group").stringValue()).isEqualTo(group);
        assertThat(component.path("purl").stringValue()).startsWith("pkg:maven/" + group + "/" + name + "@");
        assertThat(component.path("licenses").toString()).contains(licence);
        String file = LIBRARIES + name + "-" + component.path("version").stringValue() + ".jar";
        assertThat(component.path("hashes").toString())
                .contains("\"alg\":\"SHA-256\",\"content\":\"" + sum(file) + "\"");
    }

    @Test
    void shouldNameEveryLibraryOfTheJarAndNoOfTheTests() throws IOException {
        Set<String> listed = new TreeSet<>();
        bill.path("components")
                .forEach(component -> listed.add("%s-%s"
                        .formatted(
                                component.path("name").stringValue(),
                                component.path("version").stringValue())));
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                            .map(name -> name.substring(LIBRARIES.length(), name.length() - ".jar".length())))
                    .isNotEmpty()
                    .allMatch(library -> listed.contains(library)
                            // Spring Boot's own tool to unpack the jar comes when it is packaged.
                            || library.startsWith("spring-boot-jarmode-tools-")
                            // A library for one kind of machine has the kind behind its version.
                            || listed.stream().anyMatch(known -> library.startsWith(known + "-")));
        }
        assertThat(components).doesNotContainKeys("assertj-core", "archunit-junit5", "local-stack", "awaitility");
    }

    private static String sum(String file) throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile());
                InputStream in = jar.getInputStream(jar.getEntry(file))) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));
        }
    }
}
