// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DistributionsTest {

    private final Distributions distributions = Distributions.pinned();

    @ParameterizedTest
    @EnumSource(names = {"NEO4J", "ELASTICSEARCH", "KEYCLOAK"})
    void shouldPinTheVersionThatMavenFetches(ServerName server) throws IOException {
        String element =
                "<%1$s-server.version>%2$s</%1$s-server.version>".formatted(server.id(), distributions.version(server));

        assertThat(Files.readString(Path.of("../pom.xml"))).contains(element);
    }

    @Test
    void shouldCollectTheLibrariesOfTheSameNeo4j() throws IOException {
        String version = distributions.version(ServerName.NEO4J);

        assertThat(Files.readString(Path.of("neo4j-libraries/pom.xml")))
                .contains("<neo4j-server.version>%s</neo4j-server.version>".formatted(version));
        assertThat(distributions.neo4jLibraries().sha256ByName())
                .containsKey("neo4j-bolt-%s.jar".formatted(version))
                .allSatisfy((name, sha256) -> assertThat(sha256).matches("[0-9a-f]{64}"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ELASTICSEARCH", "KEYCLOAK"})
    void shouldPinAChecksumForEveryArchive(ServerName server) {
        assertThat(distributions.file(server)).contains(distributions.version(server));
        assertThat(distributions.sha256(server)).matches("[0-9a-f]{64}");
    }
}
