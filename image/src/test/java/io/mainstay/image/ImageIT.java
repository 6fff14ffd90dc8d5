// SPDX-License-Identifier: Apache-2.0
package io.mainstay.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.fault.FaultStack;
import io.mainstay.support.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;

/** Runs each mode of the image against the real servers, as a container engine would run it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SIGTERM = 15;

    private ImageStack stack;

    @BeforeAll
    void prepare() {
        ImageProcess.assumePossible();
        stack = new ImageStack();
    }

    @AfterAll
    void close() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void shouldMigrateThenServeAndEndWhenTold() throws Exception {
        try (ImageProcess migration = ImageProcess.start("migrate", stack.environment(), "migrate")) {
            assertThat(migration.awaitEnd(PATIENCE)).isZero();
            assertThat(migration.log()).content().contains("The graph is up to date");
        }
        String managementPort = Integer.toString(FreePort.next());
        Map<String, String> environment = stack.environmentWith(Map.of(
                "MAINSTAY_MIGRATION_ATSTART",
                "false",
                "MANAGEMENT_SERVER_PORT",
                managementPort,
                // A start that cannot use the archive of classes is refused rather than slow; the image's own flags
                // yield.
                "JDK_JAVA_OPTIONS",
                "-Xshare:on -XX:MaxRAMPercentage=10"));
        long start = System.nanoTime();
        try (ImageProcess backend = ImageProcess.start("serve", environment).awaitReady()) {
            System.out.printf(
                    "The image was ready after %d ms and %d ms of processor time.%n",
                    (System.nanoTime() - start) / 1_000_000,
                    backend.first().info().totalCpuDuration().orElseThrow().toMillis());

            assertThat(stack.ask(backend.graphql(), "{ incidents(first: 1) { totalCount } }"))
                    .isEqualTo("{\"data\":{\"incidents\":{\"totalCount\":0}}}");
            String management = "http://127.0.0.1:" + managementPort;
            assertThat(stack.status(backend.address() + "/livez")).isEqualTo(200);
            assertThat(stack.status(management + "/actuator/health/readiness")).isEqualTo(200);
            assertThat(stack.get(management + "/actuator/prometheus").body()).contains("jvm_info");
            assertThat(stack.status(backend.address() + "/actuator/prometheus")).isNotEqualTo(200);
            confined(backend.first());

            backend.terminate();
            assertThat(backend.awaitEnd(PATIENCE)).isEqualTo(128 + SIGTERM);
            assertThat(backend.log()).content().contains("Graceful shutdown complete");
        }
    }

    @Test
    void shouldCheckTheAuditTrail() {
        try (ImageProcess check = ImageProcess.start("audit", stack.environment(), "audit", "verify")) {
            assertThat(check.awaitEnd(PATIENCE)).isZero();
            assertThat(check.log()).content().contains("The audit trail is intact.");
        }
    }

    @Test
    void shouldFailWhenItCannotMigrate() {
        Map<String, String> environment = stack.environmentWith(Map.of("MAINSTAY_NEO4J_PASSWORD", "wrong"));
        try (ImageProcess migration = ImageProcess.start("migrate-refused", environment, "migrate")) {
            assertThat(migration.awaitEnd(PATIENCE)).isEqualTo(1);
        }
    }

    @Test
    void shouldEndWhenNobodyMigrates() {
        try (Driver graph = FaultStack.graph()) {
            graph.executableQuery("MATCH (m:Migration) DETACH DELETE m").execute();
        }
        Map<String, String> environment = stack.environmentWith(
                Map.of("MAINSTAY_MIGRATION_ATSTART", "false", "MAINSTAY_MIGRATION_PATIENCE", "1ms"));
        try (ImageProcess backend = ImageProcess.start("behind", environment)) {
            assertThat(backend.awaitEnd(PATIENCE)).isEqualTo(1);
            assertThat(backend.log()).content().contains("run it once with the argument migrate");
        }
        try (Driver graph = FaultStack.graph()) {
            graph.executableQuery("MATCH (n) DETACH DELETE n").execute();
        }
    }

    @Test
    void shouldRefuseAnUnknownModeAndTakeItsOwnClassesFromTheArchive() {
        Map<String, String> environment =
                stack.environmentWith(Map.of("JDK_JAVA_OPTIONS", "-Xshare:on -Xlog:class+load"));
        try (ImageProcess misspelt = ImageProcess.start("misspelt", environment, "migrat")) {
            assertThat(misspelt.awaitEnd(PATIENCE)).isEqualTo(2);
            assertThat(misspelt.log())
                    .content()
                    .contains("io.mainstay.MainstayApplication source: shared objects file");
            assertThat(misspelt.log()).content().contains("Unknown mode migrat");
        }
    }

    /** That these tests run what they say that they run. */
    private static void confined(ProcessHandle first) throws Exception {
        Path process = Path.of("/proc", Long.toString(first.pid()));
        List<String> status = Files.readAllLines(process.resolve("status"));
        assertThat(status).anyMatch(line -> line.matches("NSpid:.*\\s1"));
        assertThat(status).anyMatch(line -> line.matches("CapEff:\\s+0+"));
        if (ownUser() == 0) {
            assertThat(status).anyMatch(line -> line.matches("Uid:\\s+10001\\s+10001\\s+10001\\s+10001"));
        }
        assertThat(Files.readAllLines(process.resolve("mountinfo")).stream()
                        .map(line -> line.split(" "))
                        .filter(mount -> mount[4].equals("/")))
                .isNotEmpty()
                .allMatch(mount -> List.of(mount[5].split(",")).contains("ro"));
    }

    private static int ownUser() throws Exception {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }
}
