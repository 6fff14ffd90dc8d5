// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the chart makes of Secrets that a cluster has already. */
class KeptSecretsTest {

    private static final String KEPT = "a2VwdC1wYXNzd29yZA==";
    private static final Path TRIAL = Repository.chart().resolve("examples/trial.yaml");

    @TempDir
    private Path folder;

    @BeforeEach
    void needHelm() {
        KubernetesTools.require();
    }

    @Test
    void shouldDrawPasswordsAtTheFirstInstallation() throws IOException {
        try (ClusterStandIn cluster = new ClusterStandIn()) {
            assertThat(password(cluster.render(TRIAL, folder))).isNotBlank().isNotEqualTo(KEPT);
        }
    }

    @Test
    void shouldKeepThePasswordThatTheClusterHas() throws IOException {
        try (ClusterStandIn cluster = new ClusterStandIn()) {
            cluster.hold("Secret", "mainstay-neo4j", Map.of("username", "bmVvNGo=", "password", KEPT));
            cluster.hold("PersistentVolumeClaim", "data-mainstay-neo4j-0", Map.of());

            assertThat(password(cluster.render(TRIAL, folder))).isEqualTo(KEPT);
        }
    }

    @Test
    void shouldRefuseANewPasswordForDataThatWereMadeWithAnother() throws IOException {
        try (ClusterStandIn cluster = new ClusterStandIn()) {
            cluster.hold("PersistentVolumeClaim", "data-mainstay-neo4j-0", Map.of());

            KubernetesTools.Result refused = cluster.render(TRIAL, folder);

            assertThat(refused.status()).isNotZero();
            assertThat(refused.errors())
                    .contains("The volume claim data-mainstay-neo4j-0 exists, but not the Secret mainstay-neo4j");
        }
    }

    @Test
    void shouldReplacePodsWhenANamedSecretChanges() throws IOException {
        assertThat(checksumWith("b25l")).isEqualTo(checksumWith("b25l")).isNotEqualTo(checksumWith("dHdv"));
    }

    private String checksumWith(String password) throws IOException {
        try (ClusterStandIn cluster = new ClusterStandIn()) {
            cluster.hold("Secret", "own", Map.of("username", "bmVvNGo=", "password", password));

            return document(cluster.render(TRIAL, folder, "--set", "neo4j.existingSecret=own"), "Deployment", "backend")
                    .at("/spec/template/metadata/annotations")
                    .path("checksum/secrets")
                    .asText();
        }
    }

    private static String password(KubernetesTools.Result rendered) {
        return document(rendered, "Secret", "neo4j").at("/data/password").asText();
    }

    private static ObjectNode document(KubernetesTools.Result rendered, String kind, String component) {
        return Yaml.documents(KubernetesTools.successful(rendered)).stream()
                .filter(document -> document.path("kind").asText().equals(kind)
                        && document.at("/metadata/name").asText().equals("mainstay-" + component))
                .findFirst()
                .orElseThrow();
    }
}
