// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The realm that the chart imports has the local stack's rules and nothing of its people. */
class RealmTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

    @Test
    void shouldBeDerivedFromTheLocalStack() throws IOException {
        if (Snapshot.updates()) {
            Realm.write();
        }

        assertThat(Yaml.JSON.readTree(Repository.text(Realm.OF_CHART))).isEqualTo(Realm.derived());
    }

    @Test
    void shouldLeaveNothingToFillInByOthers() {
        assertThat(Repository.text(Realm.OF_CHART))
                .doesNotContainPattern("@[A-Z_]+@")
                .doesNotContain("mainstay-cli");
    }

    @Test
    void shouldTakeEverySecretFromTheEnvironment() throws IOException {
        JsonNode realm = Yaml.JSON.readTree(Repository.text(Realm.OF_CHART));

        assertThat(realm.findValues("secret")).isNotEmpty().allMatch(RealmTest::placeholder);
        assertThat(realm.findParents("temporary"))
                .isNotEmpty()
                .allMatch(credential -> placeholder(credential.path("value"))
                        && credential.path("temporary").asBoolean());
        assertThat(realm.findParents("credentials"))
                .singleElement()
                .satisfies(person -> assertThat(person.path("requiredActions"))
                        .extracting(JsonNode::asText)
                        .containsExactly("UPDATE_PASSWORD"));
    }

    @Test
    void shouldFindEachVariableInTheEnvironmentOfKeycloak() {
        Set<String> wanted = PLACEHOLDER
                .matcher(Repository.text(Realm.OF_CHART))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Container keycloak = Chart.render(Variant.named("bundled-keycloak")).workloads().stream()
                .flatMap(workload -> workload.pod().getContainers().stream())
                .filter(container -> container.getName().equals("keycloak"))
                .findFirst()
                .orElseThrow();

        assertThat(wanted).isNotEmpty();
        assertThat(keycloak.getEnv()).extracting(EnvVar::getName).containsAll(wanted);
    }

    private static boolean placeholder(JsonNode value) {
        return PLACEHOLDER.matcher(value.asText()).matches();
    }
}
