// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who follows the pages pushes the image that the chart then asks for. */
class ImageTagTest {

    private static final String VERSION = found(
                    "pom.xml", "<artifactId>mainstay</artifactId>\\s*<version>([^<]+)</version>")
            .getFirst();

    @Test
    void shouldBeTheVersionThatIsBuilt() {
        assertThat(found("helm/mainstay/Chart.yaml", "(?m)^appVersion: (.*)$")).containsExactly(VERSION);
    }

    @ParameterizedTest
    @CsvSource({
        "docs/operations/install.md, 'docker://\\S+/mainstay:(\\S+)'",
        "docs/operations/install.md, 'backend\\.image\\.tag=(\\S+)'",
        "k8s/README.md, 'newTag: \"([^\"]+)\"'"
    })
    void shouldBePushedUnderThatName(String page, String pattern) {
        assertThat(found(page, pattern)).isNotEmpty().containsOnly(VERSION);
    }

    @Test
    void shouldBeAskedForInProduction() {
        assertThat(Chart.render(production()).of(Deployment.class).stream()
                        .flatMap(deployment -> deployment.getSpec().getTemplate().getSpec().getContainers().stream())
                        .map(Container::getImage))
                .containsExactly("registry.example.org/mainstay:" + VERSION);
    }

    private static Variant production() {
        return Variant.all().stream()
                .filter(variant -> variant.name().equals("production"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> found(String file, String pattern) {
        return Pattern.compile(pattern)
                .matcher(Repository.text(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
