package io.mainstay.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadmeSessionTest {

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
    void shouldRefuseAPageWithoutSession() {
        assertThatThrownBy(() -> ReadmeSession.steps("# A page")).isInstanceOf(IllegalArgumentException.class);
    }
}
