// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heap and page cache of the bundled Neo4j follow its memory limit, and its virtual threads have carriers. */
class Neo4jMemoryTest {

    private static final Path TRIAL = Repository.chart().resolve("examples/trial.yaml");
    private static final String VALUES =
            "neo4j: {heap: '%s', resources: {requests: {cpu: 1, memory: 1Gi}, limits: {memory: %s}}}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"2560Mi, 1075m, 716m", "8Gi, 4454m, 2969m", "8589934592, 4454m, 2969m", "2G, 683m, 455m"})
    void shouldFollowTheLimit(String limit, String heap, String pageCache) throws IOException {
        assertThat(rendered("", limit)).containsSubsequence("heap_max__size", heap, "pagecache_size", pageCache);
    }

    @Test
    void shouldLeaveAGivenHeapAlone() throws IOException {
        assertThat(rendered("3g", "8Gi")).containsSubsequence("heap_max__size", "3g", "pagecache_size", "2969m");
    }

    @Test
    void shouldRefuseALimitThatIsTooSmall() {
        assertThatThrownBy(() -> rendered("", "1Gi")).hasMessageContaining("Neo4j needs 1536Mi");
    }

    /** Without them it can stand still. That the local stack starts its database with this option is a test of its own. */
    @Test
    void shouldHaveTheCarriersOfVirtualThreadsThatTheLocalStackGives() throws IOException {
        Matcher ofTheLocalStack = Pattern.compile("CARRIERS = \"(-D[^\"]+)\"")
                .matcher(Repository.text("local-stack/src/main/java/io/mainstay/localstack/Neo4j.java"));
        Matcher ofTheChart = Pattern.compile("- name: NEO4J_server_jvm_additional\\s+value: (\\S+)\\s")
                .matcher(rendered("", "2560Mi"));

        assertThat(ofTheLocalStack.find()).isTrue();
        assertThat(ofTheChart.find()).isTrue();
        assertThat(ofTheChart.group(1))
                .isEqualTo(ofTheLocalStack.group(1))
                .endsWith(".virtualThreadScheduler.parallelism=64");
        assertThat(ofTheChart.find())
                .as("another one, which would take its place")
                .isFalse();
    }

    private String rendered(String heap, String limit) throws IOException {
        Path values = Files.writeString(folder.resolve("memory.yaml"), VALUES.formatted(heap, limit));
        return Chart.templateEmbedded(TRIAL, Chart.KUBERNETES.getLast(), values);
    }
}
