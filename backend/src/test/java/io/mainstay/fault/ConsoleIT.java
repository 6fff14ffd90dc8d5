// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.support.TestStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The console in a real browser, with the backend as people start it and the real servers: people sign in at Keycloak and work. What is
 * tried is in {@code console/e2e}.
 */
@Order(FaultStack.LAST)
class ConsoleIT {

    /** How {@code build.sh} ends where there is no Node.js or no browser; with {@code CI=true} it fails instead. */
    private static final int NOTHING_TO_TRY_WITH = 3;

    @Test
    void shouldLetPeopleWorkInABrowser() throws Exception {
        Path console = Path.of("../console").toAbsolutePath().normalize();
        Map<String, String> environment = FaultStack.prepare().environment();
        try (BackendProcess backend =
                BackendProcess.start("console", environment).awaitReady()) {
            ProcessBuilder builder = new ProcessBuilder(
                            List.of(console.resolve("build.sh").toString(), "browser"))
                    .directory(console.toFile())
                    .redirectErrorStream(true);
            builder.environment()
                    .putAll(Map.of(
                            "MAINSTAY_BACKEND_URL",
                            backend.address(),
                            "MAINSTAY_KEYCLOAK_URL",
                            TestStack.address("MAINSTAY_KEYCLOAK_URL"),
                            TestStack.KEYCLOAK_ADMIN_PASSWORD,
                            TestStack.address(TestStack.KEYCLOAK_ADMIN_PASSWORD)));
            Process browser = builder.start();
            String output = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = browser.waitFor(1, TimeUnit.MINUTES);

            Assumptions.assumeFalse(ended && browser.exitValue() == NOTHING_TO_TRY_WITH, "skipped: " + output);
            assertThat(ended).isTrue();
            assertThat(browser.exitValue()).as(output).isZero();
        }
    }
}
