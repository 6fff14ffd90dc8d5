// SPDX-License-Identifier: Apache-2.0
package io.mainstay.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeSessionTest {

    private static final Pattern BLOCK = Pattern.compile("(?m)^```([a-z]+)$");

    private static final String PAGE = """
            text
            ```bash
            echo not part of the session
            ```
            <!-- session -->
            ```bash
            NAME=${GREETED:-world}
            ```
            ```bash
            echo "hello $NAME"
            ```

            prints

            ```text
            hello …d
            ```
            <!-- end of session -->
            """;

    @Test
    void shouldRunTheBlocksInOneShellAndCompareWhatTheyPrint() throws Exception {
        List<ReadmeSession.Step> steps = ReadmeSession.steps(PAGE);

        assertThat(steps).hasSize(2);
        assertThat(ReadmeSession.run(steps, Map.of())).isEmpty();
        assertThat(ReadmeSession.run(steps, Map.of("GREETED", "nobody at all")))
                .singleElement()
                .satisfies(difference -> assertThat(difference.printed()).isEqualTo("hello nobody at all\n"));
    }

    @Test
    void shouldReportEveryStepAfterAShellThatEnded() throws Exception {
        List<ReadmeSession.Step> steps =
                List.of(new ReadmeSession.Step("exit 3", ""), new ReadmeSession.Step("echo a", "a"));

        assertThat(ReadmeSession.run(steps, Map.of()))
                .extracting(ReadmeSession.Difference::step)
                .contains(steps.get(1));
    }

    @Test
    void shouldReadAllPartsOfASession() {
        assertThat(ReadmeSession.steps("a" + PAGE + "b" + PAGE)).hasSize(4);
        assertThat(ReadmeSession.steps("# A page")).isEmpty();
    }

    @Test
    void shouldRefuseASessionWithoutEnd() {
        assertThatThrownBy(() -> ReadmeSession.steps("<!-- session -->")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldLeaveNoCommandOfAPageUntried() throws Exception {
        Map<Path, List<ReadmeSession.Step>> sessions =
                ReadmeSession.sessions(Path.of("../README.md"), Path.of("../docs"));

        try (Stream<Path> pages = Files.list(Path.of("../docs"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                String text = Files.readString(page);
                assertThat(BLOCK.matcher(text).results().map(match -> match.group(1)))
                        .as("languages of %s: what can be run is a bash block of a session", page)
                        .doesNotContain("sh", "shell", "graphql");
                long blocks = BLOCK.matcher(text)
                        .results()
                        .filter(match -> match.group(1).equals("bash"))
                        .count();
                assertThat(sessions.getOrDefault(page, List.of()).size())
                        .as("steps of %s, with the login", page)
                        .isEqualTo(blocks == 0 ? 0 : (int) blocks + 1);
            }
        }
    }
}
