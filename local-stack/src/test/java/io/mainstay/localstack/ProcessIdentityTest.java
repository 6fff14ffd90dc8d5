// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdentityTest {

    @TempDir
    private Path folder;

    @Test
    void shouldRecogniseALivingProcessAfterWritingAndReading() {
        PidFile file = new PidFile(folder.resolve("run/me.pid"));

        file.write(List.of(ProcessIdentity.current()));

        assertThat(file.alive()).containsExactly(ProcessIdentity.current());
    }

    @Test
    void shouldNotTakeAnotherProcessWithTheSameNumberForTheRecordedOne() throws IOException {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            ProcessIdentity earlier = new ProcessIdentity(other.pid(), "boot:earlier:1");
            PidFile file = new PidFile(folder.resolve("server.pid"));
            file.write(List.of(earlier));

            assertThat(file.alive()).isEmpty();
            assertThat(Processes.end(file.read(), Duration.ofSeconds(5))).isTrue();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void shouldTakeAnEndedProcessForDead() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.ofRunning(process.pid()).orElseThrow();
        assertThat(identity.isAlive()).isTrue();

        process.destroyForcibly().waitFor();

        assertThat(identity.isAlive()).isFalse();
    }

    @Test
    void shouldEndAProcessWithItsDescendantsEvenWhenItIgnoresTheRequest() throws IOException {
        Process stubborn =
                new ProcessBuilder("/bin/sh", "-c", "trap '' TERM; sleep 60 & while :; do sleep 1; done").start();
        ProcessIdentity identity = ProcessIdentity.ofRunning(stubborn.pid()).orElseThrow();
        org.awaitility.Awaitility.await().until(() -> stubborn.descendants().count() >= 2);
        List<ProcessIdentity> tree = Processes.withDescendants(List.of(identity));

        assertThat(Processes.end(List.of(identity), Duration.ofMillis(300))).isTrue();

        assertThat(tree).hasSizeGreaterThanOrEqualTo(3).noneMatch(ProcessIdentity::isAlive);
    }

    @Test
    void shouldIgnoreLinesThatAreNoIdentity() {
        assertThat(ProcessIdentity.parse("")).isEmpty();
        assertThat(ProcessIdentity.parse("12")).isEmpty();
        assertThat(ProcessIdentity.parse("x boot:1:2")).isEmpty();
        assertThat(ProcessIdentity.parse("12 boot:1:2")).contains(new ProcessIdentity(12, "boot:1:2"));
    }
}
