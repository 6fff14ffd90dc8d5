// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.readme.ReadmeSession;
import io.mainstay.support.TestStack;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The sessions of the README and the pages in docs against the backend as people start it, with the demo data in a database
 * that was empty.
 */
@Tag("full")
@Order(FaultStack.LAST)
class ReadmeIT {

    private static final String RELATED =
            "{ configurationItems(filter: {name: {eq: \"Sign-on\"}}) { nodes { relations(first: 1) { nodes { id } } } } }";

    @Test
    void shouldShowWhatTheReadmeSays() throws Exception {
        Map<String, String> environment = FaultStack.prepare().environmentWith(Map.of("MAINSTAY_DEMO_ENABLED", "true"));
        try (HttpClient http = HttpClient.newHttpClient();
                BackendProcess backend =
                        BackendProcess.start("readme", environment).awaitReady()) {
            awaitItems(http, backend);

            Map<String, String> addresses = Map.of(
                    "MAINSTAY_BACKEND_URL",
                    backend.address(),
                    "MAINSTAY_KEYCLOAK_URL",
                    TestStack.address("MAINSTAY_KEYCLOAK_URL"));
            Map<Path, List<ReadmeSession.Step>> sessions =
                    ReadmeSession.sessions(Path.of("../README.md"), Path.of("../docs"));
            assertThat(sessions).hasSizeGreaterThan(9);
            for (Map.Entry<Path, List<ReadmeSession.Step>> session : sessions.entrySet()) {
                assertThat(ReadmeSession.run(session.getValue(), addresses))
                        .as(session.getKey().toString())
                        .isEmpty();
            }
        }
    }

    private static void awaitItems(HttpClient http, BackendProcess backend) {
        PersistentClient agent = new PersistentClient(
                http,
                List.of(backend.graphql()),
                () -> new KeycloakTokens(http, TestStack.addresses()).ofUser("agent"));
        Awaitility.await("the demo data's items and relations")
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> !agent.execute(RELATED, Map.of())
                        .at("/configurationItems/nodes/0/relations/nodes/0/id")
                        .isMissingNode());
    }
}
