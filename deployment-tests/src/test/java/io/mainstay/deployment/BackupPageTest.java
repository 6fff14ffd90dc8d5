// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pod of a backup fits the database whose place it takes, and the page names objects that there are. */
class BackupPageTest {

    private static final String PAGE = Repository.text("docs/operations/backup.md");
    private static final JsonNode POD = Yaml.document(Repository.text("k8s/backup/pod.yaml"));
    private static final Manifests TRIAL = Chart.render(Variant.all().stream()
            .filter(variant -> variant.name().equals("trial"))
            .findFirst()
            .orElseThrow());

    @Test
    void shouldRunTheImageOfTheDatabase() {
        assertThat(POD.at("/spec/containers/0/image").asText())
                .isEqualTo(neo4j().getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage());
    }

    @Test
    void shouldMountTheVolumeOfTheDatabaseAsTheSameUser() {
        StatefulSet neo4j = neo4j();
        String claim = neo4j.getSpec()
                .getVolumeClaimTemplates()
                .getFirst()
                .getMetadata()
                .getName();

        assertThat(POD.at("/spec/volumes/0/persistentVolumeClaim/claimName").asText())
                .isEqualTo(claim + "-" + neo4j.getMetadata().getName() + "-0");
        assertThat(POD.at("/spec/securityContext/runAsUser").asLong())
                .isEqualTo(neo4j.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getSecurityContext()
                        .getRunAsUser());
        assertThat(POD.at("/spec/containers/0/securityContext/readOnlyRootFilesystem")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void shouldNameWhatThereIs() {
        List<String> sets = TRIAL.of(StatefulSet.class).stream()
                .map(set -> set.getMetadata().getName())
                .toList();

        assertThat(named("statefulset/([a-z0-9-]+)")).isNotEmpty().isSubsetOf(sets);
        assertThat(named("pod/([a-z0-9-]+)"))
                .isNotEmpty()
                .isSubsetOf("mainstay-neo4j-0", POD.at("/metadata/name").asText());
        assertThat(named("exec (?:--stdin )?([a-z-]+) --"))
                .isNotEmpty()
                .containsOnly(POD.at("/metadata/name").asText());
    }

    private static StatefulSet neo4j() {
        return TRIAL.of(StatefulSet.class).stream()
                .filter(set -> set.getMetadata().getName().endsWith("-neo4j"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> named(String pattern) {
        return Pattern.compile(pattern)
                .matcher(PAGE)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
