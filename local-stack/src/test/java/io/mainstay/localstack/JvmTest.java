// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmTest {

    private static final String CREATE = "-XX:+AutoCreateSharedArchive";

    @TempDir
    private Path folder;

    @Test
    void shouldMakeClassArchivesOnlyForStacksThatPeopleStart() throws IOException {
        Path archive = folder.resolve("server.jsa");

        assertThat(Jvm.classArchive(archive, settings("up"))).contains(CREATE);
        assertThat(Jvm.classArchive(archive, settings("up", "--servers-only"))).isEmpty();
        Files.createFile(archive);
        assertThat(Jvm.classArchive(archive, settings("up", "--servers-only")))
                .contains("-XX:SharedArchiveFile=" + archive)
                .doesNotContain(CREATE);
    }

    @Test
    void shouldSplitExtraOptionsOfOneServer() {
        assertThat(Jvm.extraOptions(ServerName.NEO4J, Map.of("MAINSTAY_NEO4J_JAVA_OPTIONS", " -Xmx1g  -Da=b ")))
                .containsExactly("-Xmx1g", "-Da=b");
        assertThat(Jvm.extraOptions(ServerName.KEYCLOAK, Map.of())).isEmpty();
    }

    private static Settings settings(String... arguments) {
        return Settings.parse(List.of(arguments), Map.of(), Path.of("/project"));
    }
}
