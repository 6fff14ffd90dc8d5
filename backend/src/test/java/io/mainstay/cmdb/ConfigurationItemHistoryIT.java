// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Role;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The history of a CI tells of itself, its relations, planned outages and tickets, as far as the reader may see them. */
@IntegrationTest
class ConfigurationItemHistoryIT {

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CmdbFixture fixture;

    @Autowired
    private CypherCalls calls;

    private String manager;
    private String cleared;
    private String agent;

    @BeforeEach
    void people() {
        String organisation = fixture.organisation("History");
        manager = fixture.manager(organisation);
        cleared = fixture.clearedManager(organisation);
        agent = fixture.known(Role.AGENT, organisation).token();
    }

    @Test
    void shouldTellOnBothEndsOfRelationsThatWereMadeAndEnded() {
        String web = fixture.ci(manager, "server", "web");
        String database = fixture.ci(manager, "database", "database");
        String relation = fixture.relate(manager, web, "DEPENDS_ON", database);
        Instant between = createdAt(relation);
        client.execute(manager, """
                        mutation ($id: ID!) { relationEnd(id: $id, expectedVersion: 1) { userErrors { code } } }""", Map.of("id", relation)).accepted("relationEnd");

        for (String end : List.of(web, database)) {
            assertThat(actions(manager, end)).containsExactly("ci-relation.end", "ci-relation.create", "ci.create");
            JsonNode made = history(manager, end).get(1);
            assertThat(made.get("recordId").asString()).isEqualTo(relation);
            assertThat(made.get("recordType").asString()).isEqualTo("CiRelation");
            assertThat(made.get("fields").toString()).contains(web, database, "DEPENDS_ON");
            assertThat(Instant.parse(made.get("occurredAt").asString())).isEqualTo(between);
        }
        Instant ended =
                Instant.parse(history(manager, web).get(0).get("occurredAt").asString());
        assertThat(dependsOn(web, between)).as("as of when it was made").containsExactly(database);
        assertThat(dependsOn(web, ended.minusNanos(1_000)))
                .as("as of just before it ended")
                .containsExactly(database);
        assertThat(dependsOn(web, ended)).as("as of when it ended").isEmpty();
        assertThat(dependsOn(web, between.minusNanos(1_000)))
                .as("as of just before it was made")
                .isEmpty();
    }

    @Test
    void shouldSayNothingOfRelationsToWhatTheReaderMayNotSee() {
        String web = fixture.ci(manager, "server", "web");
        String secret =
                fixture.ci(cleared, Map.of("classId", "database", "name", "secret", "confidentiality", "CONFIDENTIAL"));
        fixture.relate(cleared, web, "DEPENDS_ON", secret);

        assertThat(actions(cleared, web)).containsExactly("ci-relation.create", "ci.create");
        assertThat(actions(manager, web)).containsExactly("ci.create");
    }

    @Test
    void shouldTellOfPlannedOutagesAndOfTicketsThatWereLinked() {
        String web = fixture.ci(manager, "server", "web");
        client.execute(manager, """
                        mutation ($ci: ID!) {
                          plannedOutageCreate(input: {
                            ciId: $ci, title: "Firmware", from: "2031-03-01T22:00:00Z", to: "2031-03-02T02:00:00Z"
                          }) { userErrors { code message } }
                        }""", Map.of("ci", web)).accepted("plannedOutageCreate");
        GraphQlAnswer reported = client.execute(agent, """
                        mutation ($ci: ID!) {
                          incidentReport(input: {
                            title: "A secret of the incident", channel: PHONE, impact: LOW, urgency: LOW, ciIds: [$ci]
                          }) { incident { id version } userErrors { code message field } }
                        }""", Map.of("ci", web)).accepted("incidentReport");
        String incident = reported.text("incidentReport.incident.id");
        client.execute(agent, """
                        mutation ($id: ID!, $ci: ID!) {
                          incidentUnlinkCis(id: $id, input: {ciIds: [$ci]}, expectedVersion: 1) { userErrors { code message } }
                        }""", Map.of("id", incident, "ci", web)).accepted("incidentUnlinkCis");

        assertThat(actions(agent, web))
                .containsExactly("incident.unlink-cis", "incident.report", "planned-outage.create", "ci.create");
        List<JsonNode> entries = history(agent, web);
        assertThat(entries.get(1).get("recordId").asString()).isEqualTo(incident);
        assertThat(entries.get(1).get("fields").toString())
                .isEqualTo("[{\"field\":\"ciIds\",\"before\":null,\"after\":\"%s\"}]".formatted(web));
        assertThat(entries.getFirst().get("fields").toString())
                .isEqualTo("[{\"field\":\"ciIds\",\"before\":\"%s\",\"after\":null}]".formatted(web));
    }

    @Test
    void shouldGoThroughTheWholeHistoryInPartsByAsManyCallsForManyItems() {
        String hub = fixture.ci(manager, "server", "hub");
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            String other = fixture.ci(manager, "server", "spoke-" + i);
            others.add(other);
            fixture.relate(manager, other, "DEPENDS_ON", hub);
        }
        List<String> whole = history(manager, hub).stream()
                .map(entry -> entry.get("id").asString())
                .toList();
        assertThat(whole).hasSize(8).doesNotHaveDuplicates();

        List<String> parts = new ArrayList<>();
        @Nullable String after = null;
        do {
            GraphQlAnswer part = part(manager, hub, 3, after);
            part.at("configurationItem.history.nodes")
                    .forEach(entry -> parts.add(entry.get("id").asString()));
            after = part.at("configurationItem.history.pageInfo.hasNextPage").asBoolean()
                    ? part.text("configurationItem.history.pageInfo.endCursor")
                    : null;
        } while (after != null);
        assertThat(parts).isEqualTo(whole);

        String query = "query ($ids: [ID!]!, $n: Int!) { configurationItems(filter: {id: {in: $ids}}, first: $n) {"
                + " nodes { history(first: 5) { nodes { action } } } } }";
        calls.reset();
        client.execute(manager, query, Map.of("ids", others.subList(0, 1), "n", 1))
                .withoutErrors();
        List<String> one = calls.since("cmdb/history", "audit/", "cmdb/items-by-id");
        calls.reset();
        client.execute(manager, query, Map.of("ids", others, "n", 7)).withoutErrors();
        assertThat(calls.since("cmdb/history", "audit/", "cmdb/items-by-id")).isEqualTo(one);
    }

    private Instant createdAt(String relation) {
        return Instant.parse(client.execute(
                        manager,
                        "query ($id: ID!) { node(id: $id) { ... on Relation { from } } }",
                        Map.of("id", relation))
                .text("node.from"));
    }

    private List<String> dependsOn(String ciId, Instant asOf) {
        List<String> ids = new ArrayList<>();
        client.execute(manager, """
                        query ($id: ID!, $asOf: DateTime) {
                          dependencies(ciId: $id, asOf: $asOf, depth: 1) { dependsOn { nodes { ci { id } } } }
                        }""", Map.of("id", ciId, "asOf", asOf.toString()))
                .withoutErrors()
                .at("dependencies.dependsOn.nodes")
                .forEach(link -> ids.add(link.get("ci").get("id").asString()));
        return ids;
    }

    private List<String> actions(String token, String ciId) {
        return history(token, ciId).stream()
                .map(entry -> entry.get("action").asString())
                .toList();
    }

    private List<JsonNode> history(String token, String ciId) {
        List<JsonNode> entries = new ArrayList<>();
        part(token, ciId, 100, null).at("configurationItem.history.nodes").forEach(entries::add);
        return entries;
    }

    private GraphQlAnswer part(String token, String ciId, int first, @Nullable String after) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("id", ciId);
        variables.put("first", first);
        variables.put("after", after);
        return client.execute(token, """
                        query ($id: ID!, $first: Int!, $after: String) {
                          configurationItem(id: $id) {
                            history(first: $first, after: $after) {
                              nodes { id recordId recordType action occurredAt fields { field before after } }
                              pageInfo { hasNextPage endCursor }
                            }
                          }
                        }""", variables).withoutErrors();
    }
}
