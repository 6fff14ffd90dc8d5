// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path folder;

    @Test
    void shouldDrawSecretsOnce() {
        Path file = folder.resolve("secrets.properties");

        Secrets first = Secrets.loadOrCreate(file);
        Secrets second = Secrets.loadOrCreate(file);

        assertThat(second).isEqualTo(first);
        assertThat(List.of(
                        first.neo4jPassword(),
                        first.keycloakAdminPassword(),
                        first.backendSecret(),
                        first.integrationSecret()))
                .doesNotHaveDuplicates()
                .allMatch(secret -> secret.length() == 32);
        assertThat(Base64.getDecoder().decode(first.encryptionKey())).hasSize(32);
        assertThat(Secrets.loadOrCreate(folder.resolve("other.properties")).neo4jPassword())
                .isNotEqualTo(first.neo4jPassword());
    }

    @Test
    void shouldKeepSecretsFromOthers() throws IOException {
        Path secrets = folder.resolve("secrets.properties");
        Path addresses = folder.resolve("stack.properties");

        Secrets.loadOrCreate(secrets);
        new Endpoints(Map.of("MAINSTAY_NEO4J_PASSWORD", "x")).write(addresses, 1);

        assertThat(List.of(secrets, addresses))
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
    }
}
