// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script itself answers, before it looks for a JDK. */
class ScriptTest {

    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();

    private record Answer(int status, String text) {}

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void shouldSayHowTestsAreRun(String option) throws Exception {
        Answer answer = run("test", option);

        assertThat(answer.status()).as(answer.text()).isZero();
        assertThat(answer.text())
                .startsWith("Usage: ./mainstay test NAME[#METHOD]...")
                .contains("--down")
                .doesNotContain("Unknown");
    }

    @Test
    void shouldSayAllCommandsToWhoAsksAnotherForHelp() throws Exception {
        Answer answer = run("up", "--help");

        assertThat(answer.status()).as(answer.text()).isZero();
        assertThat(answer).isEqualTo(run("help"));
    }

    @Test
    void shouldRefuseAnUnknownCommand() throws Exception {
        Answer answer = run("fly");

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.text()).startsWith("Unknown command: fly").contains("Usage: ./mainstay <command>");
    }

    private static Answer run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", PROJECT.resolve("mainstay").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }
}
