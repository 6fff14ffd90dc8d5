// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.support.TestStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** What the load of a fault test needs, made through the API by the people whose work it is. */
final class FaultFixture {

    /** Shares of the target, which cannot be shorter than a minute, that pass soon after a report. */
    static final List<Integer> WARNING_PERCENTS = List.of(6, 8, 10);

    static final List<String> METRICS = List.of("RESPONSE", "RESOLUTION");

    private static final String AROUND_THE_CLOCK = "00000000-0000-7000-8051-000000000051";

    /** Within which incidents of the offering must be answered and resolved. */
    static final Duration TARGET = Duration.ofMinutes(1);

    private final HttpClient http;
    private final URI backend;
    private final KeycloakTokens tokens;

    FaultFixture(HttpClient http, URI backend) {
        this(http, backend, new KeycloakTokens(http, TestStack.addresses()));
    }

    FaultFixture(HttpClient http, URI backend, KeycloakTokens tokens) {
        this.http = http;
        this.backend = backend;
        this.tokens = tokens;
    }

    PersistentClient as(String user) {
        return new PersistentClient(http, List.of(backend), () -> tokens.ofUser(user));
    }

    PersistentClient asIntegration() {
        return new PersistentClient(http, List.of(backend), tokens::ofIntegration);
    }

    String personId(PersistentClient client) {
        return client.execute("{ viewer { person { id } } }", Map.of())
                .at("/viewer/person/id")
                .stringValue();
    }

    /** @return the id of a service offering whose incidents must be answered and resolved within a minute */
    String offering(String word) {
        String id = createOffering(word);
        PersistentClient manager = as("service-manager");
        for (String metric : METRICS) {
            JsonNode result = manager.execute(
                            "mutation($input: SlaDefinitionInput!) { result: slaDefinitionCreate(input: $input) "
                                    + "{ userErrors { code message } } }",
                            Map.of(
                                    "input",
                                    Map.of(
                                            "name",
                                            metric + " of " + word,
                                            "kind",
                                            "INCIDENT",
                                            "metric",
                                            metric,
                                            "serviceOfferingId",
                                            id,
                                            "target",
                                            TARGET.toString(),
                                            "calendarId",
                                            AROUND_THE_CLOCK,
                                            "warningPercents",
                                            WARNING_PERCENTS)))
                    .get("result");
            assertThat(result.get("userErrors")).isEmpty();
        }
        return id;
    }

    private String createOffering(String word) {
        PersistentClient manager = as("configuration-manager");
        // A graph that was just emptied knows nobody's organisation before the first synchronisation.
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> !manager.execute("{ viewer { organisation { id } } }", Map.of())
                        .at("/viewer/organisation/id")
                        .isMissingNode());
        String classId = StreamSupport.stream(
                        manager.execute("{ ciClasses { id key } }", Map.of())
                                .get("ciClasses")
                                .spliterator(),
                        false)
                .filter(ciClass -> ciClass.get("key").stringValue().equals("service-offering"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .stringValue();
        JsonNode result = manager.execute(
                        "mutation($input: ConfigurationItemCreateInput!) { result: configurationItemCreate(input: $input) "
                                + "{ configurationItem { id } userErrors { code message } } }",
                        Map.of("input", Map.of("name", "Offering " + word, "classId", classId, "lifecycle", "LIVE")))
                .get("result");
        assertThat(result.get("userErrors")).isEmpty();
        return result.at("/configurationItem/id").stringValue();
    }
}
