// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.demo.internal.Company;
import io.mainstay.demo.internal.CompanyGenerator;
import io.mainstay.demo.internal.DemoSize;
import io.mainstay.support.TestStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Record;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The backend killed with signal 9 in the midst of work that it does by itself: the next one ends it, once. */
@Tag("full")
@Order(FaultStack.LAST)
class BackgroundWorkKillIT {

    private static final long SEED = 20_260_101;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** How long after the request for a rebuild the backend is killed: before, during and after its chunks. */
    private static final List<Duration> AFTER_REQUEST = List.of(
            Duration.ZERO,
            Duration.ofMillis(40),
            Duration.ofMillis(120),
            Duration.ofMillis(300),
            Duration.ofMillis(700));

    private static final String STATUS =
            "{ searchStatus { available liveIndex rebuild { phase index written } } search(query: \"prod\") { source } }";

    private final HttpClient http = HttpClient.newHttpClient();
    private FaultStack stack;

    @BeforeEach
    void prepare() {
        stack = FaultStack.prepare();
    }

    @Test
    void shouldLoadTheDemoDataOnceWhenItsLoadIsKilledAgainAndAgain() {
        try (BackendProcess backend = BackendProcess.start("demo", demo());
                Driver graph = FaultStack.graph()) {
            for (String begun : List.of("ConfigurationItem", "CiRelation", "Incident")) {
                Awaitility.await("the load to reach " + begun)
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> count(graph, begun) > 0);
                backend.kill();
                backend.restart();
            }
            Company company = awaitLoaded(graph);

            assertThat(count(graph, "ConfigurationItem"))
                    .isEqualTo(company.cis().size());
            assertThat(count(graph, "CiRelation")).isEqualTo(company.relations().size());
            assertThat(count(graph, "Incident")).isEqualTo(company.incidents().size());
            assertThat(graph.executableQuery("MATCH (i:Incident) RETURN i.title AS title")
                            .execute()
                            .records())
                    .extracting(row -> row.get("title").asString())
                    .containsExactlyInAnyOrderElementsOf(company.incidents().stream()
                            .map(incident -> incident.title())
                            .toList());
        }
    }

    @Test
    void shouldAnswerFromTheOldIndexAndLeaveOneWhenARebuildIsKilled() throws Exception {
        try (BackendProcess backend = BackendProcess.start("rebuild", demo());
                Driver graph = FaultStack.graph()) {
            awaitLoaded(graph);
            PersistentClient administrator = new FaultFixture(http, backend.graphql()).as("administrator");
            awaitQuiet(administrator);
            for (Duration delay : AFTER_REQUEST) {
                String before =
                        status(administrator).at("/searchStatus/liveIndex").stringValue();
                assertThat(administrator
                                .execute("mutation { searchRebuild { userErrors { code } } }", Map.of())
                                .at("/searchRebuild/userErrors"))
                        .isEmpty();
                Awaitility.await().pollDelay(delay).until(() -> true);
                backend.kill();
                assertThat(indexesOf("_alias/" + prefix() + "-search"))
                        .as("indexes that answer while no backend runs")
                        .hasSize(1);
                backend.restart();
                backend.awaitReady();
                assertThat(status(administrator).at("/search/source").stringValue())
                        .isEqualTo("INDEX");
                awaitQuiet(administrator);
                assertThat(status(administrator).at("/searchStatus/liveIndex").stringValue())
                        .as("live index after a kill " + delay + " after the request")
                        .isNotEqualTo(before);
                assertThat(indexesOf(prefix() + "-search-*/_alias"))
                        .as("indexes that are left")
                        .hasSize(1);
            }
            assertThat(administrator
                            .execute("mutation { searchRepair { userErrors { code } } }", Map.of())
                            .at("/searchRepair/userErrors"))
                    .isEmpty();
            JsonNode drift = awaitDrift(administrator);
            assertThat(drift.get("checked").intValue()).isPositive();
            assertThat(List.of("missing", "stale", "orphaned"))
                    .allSatisfy(kind ->
                            assertThat(drift.get(kind).intValue()).as(kind).isZero());
        }
    }

    private Map<String, String> demo() {
        return stack.environmentWith(Map.of("MAINSTAY_DEMO_ENABLED", "true", "MAINSTAY_DEMO_SIZE", "SMALL"));
    }

    private String prefix() {
        return stack.environment().get("MAINSTAY_ELASTICSEARCH_INDEXPREFIX");
    }

    /** Waits for the one load that there may be, and makes the company that it was to make. */
    private static Company awaitLoaded(Driver graph) {
        Awaitility.await("the load to end")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> loads(graph).stream()
                        .anyMatch(job -> job.get("state").asString().equals("SUCCEEDED")));
        assertThat(loads(graph)).hasSize(1);
        Record load = loads(graph).getFirst();
        assertThat(load.get("done").asLong()).isEqualTo(load.get("total").asLong());
        Instant now = Instant.parse(JsonMapper.shared()
                .readTree(load.get("parameters").asString())
                .get("now")
                .stringValue());
        return new CompanyGenerator(SEED, DemoSize.SMALL.company()).generate(now);
    }

    private static List<Record> loads(Driver graph) {
        return graph.executableQuery("MATCH (j:Job {kind: 'demo.load'}) "
                        + "RETURN j.state AS state, j.done AS done, j.total AS total, j.parameters AS parameters")
                .execute()
                .records();
    }

    private static long count(Driver graph, String label) {
        return graph.executableQuery("MATCH (n:$($label)) RETURN count(n) AS count")
                .withParameters(Map.of("label", label))
                .execute()
                .records()
                .getFirst()
                .get("count")
                .asLong();
    }

    private static void awaitQuiet(PersistentClient administrator) {
        Awaitility.await("the rebuild to end").atMost(PATIENCE).until(() -> {
            JsonNode search = status(administrator).get("searchStatus");
            return search.at("/rebuild/phase").stringValue().equals("IDLE")
                    && search.get("liveIndex").isString();
        });
    }

    private static JsonNode awaitDrift(PersistentClient administrator) {
        return Awaitility.await("the comparison of index and records")
                .atMost(PATIENCE)
                .until(
                        () -> administrator
                                .execute("{ searchStatus { drift { checked missing stale orphaned } } }", Map.of())
                                .at("/searchStatus/drift"),
                        JsonNode::isObject);
    }

    private static JsonNode status(PersistentClient administrator) {
        return administrator.execute(STATUS, Map.of());
    }

    private List<String> indexesOf(String path) throws Exception {
        String address = TestStack.address("MAINSTAY_ELASTICSEARCH_URI") + "/" + path;
        return List.copyOf(JsonMapper.shared()
                .readTree(http.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                        .body())
                .propertyNames());
    }
}
