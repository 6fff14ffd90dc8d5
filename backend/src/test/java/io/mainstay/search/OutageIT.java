// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Role;
import io.mainstay.platform.jobs.JobState;
import io.mainstay.platform.jobs.Jobs;
import io.mainstay.support.BackgroundJobs;
import io.mainstay.support.Gate;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestStack;
import io.mainstay.support.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * The application starts while Keycloak and Elasticsearch are away, says so, works, and makes up for it when they are back;
 * and once more for Elasticsearch.
 */
@IntegrationTest
@DirtiesContext
class OutageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Gate KEYCLOAK = new Gate(TestStack.address("MAINSTAY_KEYCLOAK_URL"));
    private static final Gate NEO4J = new Gate(TestStack.address("MAINSTAY_NEO4J_URI"));
    private static final Gate ELASTICSEARCH = new Gate(TestStack.address("MAINSTAY_ELASTICSEARCH_URI"));

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CmdbFixture fixture;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private Jobs jobs;

    private final String administrator = TestTokens.as(Role.ADMINISTRATOR).token();

    @DynamicPropertySource
    static void behindGates(DynamicPropertyRegistry properties) {
        NEO4J.open();
        properties.add("spring.neo4j.uri", () -> NEO4J.address().replace("http:", "bolt:"));
        properties.add("mainstay.keycloak.url", KEYCLOAK::address);
        properties.add("mainstay.identity.synchronisation.retry-after", () -> "500ms");
        properties.add("mainstay.elasticsearch.uris", ELASTICSEARCH::address);
    }

    /** But for the graph's: the application is closed only after this, and would wait for it to give its leases back. */
    @AfterAll
    static void shut() {
        KEYCLOAK.close();
        ELASTICSEARCH.close();
    }

    @Test
    void shouldNotBeReadyWithoutTheGraph() {
        assertThat(status("/actuator/health/readiness")).isEqualTo(200);

        NEO4J.shut();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(status("/actuator/health/readiness")).isEqualTo(503));
        assertThat(status("/actuator/health/liveness"))
                .as("a restart would not bring the graph back")
                .isEqualTo(200);

        NEO4J.open();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(status("/actuator/health/readiness")).isEqualTo(200));
    }

    private int status(String path) {
        return client.exchange(client.request(path).GET().build()).statusCode();
    }

    @Test
    void shouldStartWorkAndConvergeAroundOutages() {
        Lifecycle synchronising = application.getBean("synchronisationLoop", Lifecycle.class);
        synchronising.start();
        assertThat(status("/actuator/health/readiness"))
                .as("Keycloak and Elasticsearch are away")
                .isEqualTo(200);
        String synchronisation = client.execute(
                        administrator, "mutation { identitySynchronise { job { id } userErrors { code } } }")
                .accepted("identitySynchronise")
                .text("identitySynchronise.job.id");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.execute(administrator, "{ identity { current failedAt } }")
                                .at("identity.failedAt")
                                .isNull())
                        .isFalse());
        // Known here a moment after it is written down.
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(health("identitySynchronisation")).isEqualTo(new Status("DEGRADED")));
        assertThat(health("search")).isEqualTo(new Status("DEGRADED"));
        assertThat(client.execute(administrator, "mutation { searchRepair { userErrors { code } } }")
                        .userErrorCodes("searchRepair"))
                .containsExactly("CONFLICT");

        KEYCLOAK.open();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(health("identitySynchronisation")).isEqualTo(Status.UP));
        assertThat(BackgroundJobs.awaitEnd(jobs, synchronisation).state())
                .as("a synchronisation that was asked for while Keycloak was away")
                .isEqualTo(JobState.SUCCEEDED);
        synchronising.stop(); // it would deactivate the people that are made now

        String organisation = fixture.organisation("Outage");
        TestTokens manager = fixture.person(Role.CONFIGURATION_MANAGER, organisation);
        String token = manager.token();
        String stranger = TestTokens.as(Role.CONFIGURATION_MANAGER)
                .in(fixture.organisation("Elsewhere"))
                .token();
        String first = fixture.ci(
                token, Map.of("classId", "server", "name", "db-prod-77 主数据库服务器", "description", "Of the shop"));

        for (String query : List.of("db-prod-77", "db-pro", "prod", "数据库")) {
            awaitAnswer(token, query, "DEGRADED_FULLTEXT", first);
        }
        assertAnswer(token, "shop", "DEGRADED_FULLTEXT");
        assertAnswer(stranger, "db-prod-77", "DEGRADED_FULLTEXT");
        String incident = reported(token, first);
        String similar = reported(token, first);
        assertSimilar(token, incident, similar, "SAME_ITEM");

        ELASTICSEARCH.open();
        awaitAnswer(token, "db-prod-77", "INDEX", first);
        for (String query : List.of("db-pro", "prod", "数据库", "shop")) {
            assertAnswer(token, query, "INDEX", first);
        }
        assertAnswer(stranger, "db-prod-77", "INDEX");
        assertThat(health("search")).isEqualTo(Status.UP);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertSimilar(token, incident, similar, "SAME_ITEM", "LIKE_WORDS"));
        assertThat(client.execute(
                                token,
                                "{ search(query: \"db-prod-77\") { degraded nodes { titleParts { text match } node { id __typename } } } }")
                        .withoutErrors()
                        .text("search.nodes.0.node.id"))
                .isEqualTo(first);

        ELASTICSEARCH.shut();
        String second = fixture.ci(token, Map.of("classId", "server", "name", "db-spare-78"));
        rename(token, first, "ledger-main-77");
        awaitAnswer(token, "db-spare", "DEGRADED_FULLTEXT", second);
        awaitAnswer(token, "ledger", "DEGRADED_FULLTEXT", first);
        awaitAnswer(token, "db-prod", "DEGRADED_FULLTEXT");

        ELASTICSEARCH.open();
        awaitAnswer(token, "ledger", "INDEX", first);
        awaitAnswer(token, "db-spare", "INDEX", second);
        awaitAnswer(token, "db-prod", "INDEX");
    }

    private Status health(String name) {
        return application.getBean(name, HealthIndicator.class).health().getStatus();
    }

    private void awaitAnswer(String token, String query, String source, String... ids) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertAnswer(token, query, source, ids));
    }

    private void assertAnswer(String token, String query, String source, String... ids) {
        GraphQlAnswer answer = client.execute(
                        token,
                        "query ($query: String!) { search(query: $query) { source degraded totalCount nodes { id } } }",
                        Map.of("query", query))
                .withoutErrors();
        assertThat(answer.text("search.source")).as("source for %s", query).isEqualTo(source);
        assertThat(answer.at("search.degraded").asBoolean()).isEqualTo(source.equals("DEGRADED_FULLTEXT"));
        assertThat(answer.at("search.nodes")
                        .valueStream()
                        .map(node -> node.path("id").asString()))
                .as("hits for %s", query)
                .containsExactly(ids);
        assertThat(answer.at("search.totalCount").asInt()).isEqualTo(ids.length);
    }

    private String reported(String token, String ciId) {
        return client.execute(
                        token,
                        "mutation ($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id } userErrors { code message } } }",
                        Map.of("input", Map.of("title", "Till rings twice", "ciIds", List.of(ciId))))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
    }

    /** Complete if words count among the reasons. */
    private void assertSimilar(String token, String incident, String similar, String... reasons) {
        GraphQlAnswer answer = client.execute(
                        token,
                        "query ($id: ID!) { incident(id: $id) { similar { complete incompleteReason hits { reasons record { id } } } } }",
                        Map.of("id", incident))
                .withoutErrors();
        assertThat(answer.at("incident.similar.hits")
                        .valueStream()
                        .map(hit -> hit.at("/record/id").asString()))
                .containsExactly(similar);
        assertThat(answer.at("incident.similar.hits.0.reasons").valueStream().map(JsonNode::asString))
                .containsExactly(reasons);
        boolean complete = List.of(reasons).contains("LIKE_WORDS");
        assertThat(answer.at("incident.similar.complete").asBoolean()).isEqualTo(complete);
        assertThat(answer.at("incident.similar.incompleteReason").isNull()).isEqualTo(complete);
    }

    private void rename(String token, String id, String name) {
        client.execute(token, """
                        mutation ($id: ID!, $input: ConfigurationItemUpdateInput!) {
                          configurationItemUpdate(id: $id, expectedVersion: 1, input: $input) { userErrors { code message } }
                        }""", Map.of("id", id, "input", Map.of("name", name)))
                .accepted("configurationItemUpdate");
    }
}
