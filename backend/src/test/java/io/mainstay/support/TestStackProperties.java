// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Gives the application under test the addresses of the test stack, as its environment would, but lets it accept the
 * tokens of {@link TestTokens} rather than Keycloak's.
 */
public final class TestStackProperties implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** The key that the application under test encrypts secret attributes with. */
    public static final String SECRETS_KEY = "test:YSBrZXkgZm9yIHRoZSB0ZXN0cyB3aXRoIDI1NiBiaXQ=";

    /** The path of the team to which incidents go that no other rule routes. */
    public static final String INSTALLATION_SERVICE_DESK = "/teams/installation-service-desk";

    /** Where attachments are kept, by all applications of a process. */
    public static final Path ATTACHMENTS =
            Path.of("target", "attachments-" + ProcessHandle.current().pid()).toAbsolutePath();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestApplications.add(context);
        Map<String, String> addresses = TestStack.addresses().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("MAINSTAY_"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        TestPropertyValues.of(addresses).applyTo(context);
        TestPropertyValues.of(
                        // Several builds may share one search engine.
                        "mainstay.elasticsearch.index-prefix=test-"
                                + ProcessHandle.current().pid(),
                        "mainstay.secrets.keys=" + SECRETS_KEY,
                        "mainstay.attachments.directory=" + ATTACHMENTS,
                        "mainstay.attachments.max-size=1MB",
                        // Most tests wait for no event, and each of their mutations would wake all consumers.
                        "mainstay.outbox.spacing=200ms",
                        // A team that only the tests of routing make.
                        "mainstay.incident.service-desk=" + INSTALLATION_SERVICE_DESK,
                        "mainstay.security.issuer=" + TestIssuer.shared().issuer(),
                        "mainstay.security.jwk-set-uri=" + TestIssuer.shared().keysAddress())
                .applyTo(context);
    }
}
