// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.Ids;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Elasticsearch and Keycloak killed with signal 9 while clients work: the work goes on, and nobody has to mend anything. */
@Tag("full")
@Order(FaultStack.LAST)
class ServerKillIT {

    private static final int CLIENTS = 4;
    private static final int SOME = 15;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SEARCH =
            "query($word: String!) { search(query: $word, types: [INCIDENT], first: 1) { source degraded totalCount } }";

    private static FaultStack stack;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String word = "outage" + Ids.next().replace("-", "");
    /** Of an administrator, who may see how the parts of a backend are. */
    private String operator = "";

    @BeforeAll
    static void prepare() {
        stack = FaultStack.prepare();
    }

    @Test
    void shouldWorkOnAndConvergeWhenElasticsearchIsKilled() throws Exception {
        try (VictimServer elasticsearch = VictimServer.start("elasticsearch");
                EventRecorder recorder = new EventRecorder();
                BackendProcess backend =
                        BackendProcess.start("without-search", environment(recorder, elasticsearch.awaitReady()))) {
            backend.awaitReady();
            operator = new KeycloakTokens(http, stack.environment()).ofUser("administrator");
            FaultFixture fixture = new FaultFixture(http, backend.graphql());
            PersistentClient agent = fixture.as("agent");
            IncidentLoad load = new IncidentLoad(agent, word, fixture.offering(word), CLIENTS);
            Set<String> late = reportLate(fixture, agent, load);
            try (IncidentLoad running = load.start()) {
                awaitResolved(running);
                awaitSource(agent, "INDEX");

                elasticsearch.kill();
                awaitSource(agent, "DEGRADED_FULLTEXT");
                awaitResolved(running);
                JsonNode answer = agent.execute(SEARCH, Map.of("word", word)).get("search");
                assertThat(answer.get("degraded").booleanValue()).isTrue();
                assertThat(answer.get("totalCount").intValue()).isGreaterThanOrEqualTo(SOME);
                assertThat(componentStatus(backend, "search")).isEqualTo("DEGRADED");
                assertThat(status(backend, "/actuator/health/readiness")).isEqualTo(200);

                elasticsearch.restart();
                awaitResolved(running);
            }
            assertThat(load.failures()).isEmpty();
            assertThat(agent.failures()).as("requests that were not answered").isEmpty();
            new LoadCheck(agent, word, load, late, recorder).run();
            awaitComponent(backend, "search", "UP");
        }
    }

    @Test
    void shouldWorkOnWithTheTokensThatPeopleHoldWhenKeycloakIsKilled() throws Exception {
        try (VictimServer keycloak = VictimServer.start("keycloak");
                EventRecorder recorder = new EventRecorder()) {
            Map<String, String> environment = environment(recorder, keycloak.awaitReady());
            environment.put("MAINSTAY_IDENTITY_SYNCHRONISATION_PERIOD", "1s");
            environment.put("MAINSTAY_IDENTITY_SYNCHRONISATION_RETRYAFTER", "1s");
            try (BackendProcess backend = BackendProcess.start("without-logins", environment)) {
                backend.awaitReady();
                KeycloakTokens tokens = new KeycloakTokens(http, environment);
                operator = tokens.ofUser("administrator");
                FaultFixture fixture = new FaultFixture(http, backend.graphql(), tokens);
                PersistentClient agent = fixture.as("agent");
                IncidentLoad load = new IncidentLoad(agent, word, fixture.offering(word), CLIENTS);
                Set<String> late = reportLate(fixture, agent, load);
                try (IncidentLoad running = load.start()) {
                    awaitResolved(running);
                    awaitComponent(backend, "identitySynchronisation", "UP");

                    keycloak.kill();
                    assertThatThrownBy(() -> tokens.ofUser("team-lead")).hasRootCauseInstanceOf(IOException.class);
                    awaitResolved(running);
                    awaitComponent(backend, "identitySynchronisation", "DEGRADED");
                    assertThat(status(backend, "/actuator/health/readiness")).isEqualTo(200);

                    keycloak.restart();
                    keycloak.awaitReady();
                    awaitResolved(running);
                }
                assertThat(load.failures()).isEmpty();
                assertThat(agent.failures())
                        .as("requests that were not answered")
                        .isEmpty();
                awaitComponent(backend, "identitySynchronisation", "UP");
                assertThat(fixture.as("team-lead")
                                .execute("{ viewer { displayName } }", Map.of())
                                .at("/viewer/displayName")
                                .stringValue())
                        .as("somebody who logs in anew")
                        .isNotBlank();
                new LoadCheck(agent, word, load, late, recorder).run();
            }
        }
    }

    private static Set<String> reportLate(FaultFixture fixture, PersistentClient agent, IncidentLoad load) {
        return load.reportBackdated(
                fixture.asIntegration(),
                fixture.personId(agent),
                Instant.now().minus(FaultFixture.TARGET).plusSeconds(15),
                2);
    }

    private static void awaitResolved(IncidentLoad load) {
        load.awaitResolved(SOME, PATIENCE);
    }

    private void awaitSource(PersistentClient agent, String source) {
        Awaitility.await("answers of " + source)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(agent.execute(SEARCH, Map.of("word", word))
                                .at("/search/source")
                                .stringValue())
                        .isEqualTo(source));
    }

    private void awaitComponent(BackendProcess backend, String component, String status) {
        Awaitility.await(component + " to be " + status)
                .atMost(PATIENCE)
                .until(() -> componentStatus(backend, component).equals(status));
    }

    private String componentStatus(BackendProcess backend, String component) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(get(backend, "/actuator/health").body())
                .at("/components/" + component + "/status")
                .stringValue();
    }

    private int status(BackendProcess backend, String path) throws IOException, InterruptedException {
        return get(backend, path).statusCode();
    }

    private HttpResponse<String> get(BackendProcess backend, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(backend.address() + path))
                        .header("Authorization", "Bearer " + operator)
                        .build(),
                BodyHandlers.ofString());
    }

    private static Map<String, String> environment(EventRecorder recorder, Map<String, String> server) {
        Map<String, String> environment = new HashMap<>(stack.environmentWith(
                Map.of("MAINSTAY_WEBHOOK_URL", recorder.url(), "MAINSTAY_INCIDENT_AUTOCLOSEAFTER", "3s")));
        environment.putAll(server);
        return environment;
    }
}
