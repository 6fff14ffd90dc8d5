// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.search.SearchSource;
import io.mainstay.record.TicketKind;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestStack;
import io.mainstay.support.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;

/** Search over HTTP: what is written is found soon after, by those who may see it. */
@IntegrationTest
class SearchGraphQlIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SEARCH = """
            query ($query: String!, $types: [SearchType!], $facets: [SearchFacetInput!], $first: Int, $after: String) {
              search(query: $query, types: $types, facets: $facets, first: $first, after: $after) {
                source totalCount facets { key values { value count } } pageInfo { hasNextPage endCursor }
                nodes { id type number title state score titleParts { text match } snippet { text match } node { id __typename } }
              }
            }""";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CmdbFixture fixture;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private Driver driver;

    @Autowired
    private List<SearchSource> sources;

    private final String word = "w" + Ids.next().substring(24);
    private final String operator = TestTokens.as(Role.ADMINISTRATOR)
            .cleared(Confidentiality.TOP_SECRET)
            .token();

    @Test
    void shouldFindItemsAndIncidentsSoonAfterTheyWereWritten() {
        String organisation = fixture.organisation("Search");
        String manager =
                TestTokens.as(Role.CONFIGURATION_MANAGER).in(organisation).token();
        String ci = fixture.ci(manager, Map.of("classId", "server", "name", word + "-prod-01"));
        TestTokens caller = TestTokens.as(Role.REQUESTER).in(organisation);
        String incident = client.execute(
                        caller.token(),
                        "mutation ($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id } userErrors { code message } } }",
                        Map.of("input", Map.of("title", word + " 数据库很慢", "description", "the till waits")))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");

        awaitHits(manager, word, ci, incident);

        GraphQlAnswer answer = search(manager, Map.of("query", word + " 数据库"));
        assertThat(answer.text("search.source")).isEqualTo("INDEX");
        assertThat(answer.text("search.nodes.0.node.__typename")).isEqualTo("Incident");
        assertThat(answer.at("search.nodes.0.titleParts.0.match").asBoolean()).isTrue();
        assertThat(ids(search(manager, Map.of("query", word, "types", List.of("CONFIGURATION_ITEM")))))
                .containsExactly(ci);
        assertThat(ids(search(
                        manager,
                        Map.of("query", word, "facets", List.of(Map.of("key", "class", "values", List.of("server")))))))
                .containsExactly(ci);
        assertThat(ids(search(caller.token(), Map.of("query", word))))
                .as("a requester: the own incident, and no item that is not for self-service")
                .containsExactly(incident);
        String note = "n" + word;
        client.execute(
                        manager,
                        "mutation ($id: ID!, $text: String!) { incidentAddWorkNote(id: $id, input: {text: $text}) { incident { id } userErrors { code } } }",
                        Map.of("id", incident, "text", note))
                .accepted("incidentAddWorkNote");
        awaitHits(manager, note, incident);
        String adviser = TestTokens.as(Role.CAB_MEMBER).in(organisation).token();
        assertThat(ids(search(adviser, Map.of("query", word))))
                .as("staff, but nobody who works on incidents")
                .contains(incident);
        assertThat(search(adviser, Map.of("query", note))
                        .at("search.totalCount")
                        .asInt())
                .as("work notes are for those who work on incidents")
                .isZero();
        String stranger = TestTokens.as(Role.AGENT)
                .in(fixture.organisation("Elsewhere"))
                .cleared(Confidentiality.TOP_SECRET)
                .token();
        assertThat(search(stranger, Map.of("query", word))
                        .at("search.totalCount")
                        .asInt())
                .isZero();
    }

    @Test
    void shouldPageAndAskTheDatabaseNoMoreOftenForMoreHits() {
        String manager = TestTokens.as(Role.CONFIGURATION_MANAGER)
                .in(fixture.organisation("Paging"))
                .token();
        List<String> items = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            items.add(fixture.ci(manager, Map.of("classId", "server", "name", word + "-" + number)));
        }
        awaitHits(manager, word, items.toArray(String[]::new));

        List<String> paged = new ArrayList<>();
        @Nullable String after = null;
        do {
            GraphQlAnswer part = search(
                    manager,
                    after == null
                            ? Map.of("query", word, "first", 3)
                            : Map.of("query", word, "first", 3, "after", after));
            paged.addAll(ids(part));
            after = part.at("search.pageInfo.hasNextPage").asBoolean() ? part.text("search.pageInfo.endCursor") : null;
        } while (after != null);

        assertThat(paged).containsExactlyInAnyOrderElementsOf(items);
        assertThat(mostRepeated(manager, 1)).isBetween(1, 4);
        assertThat(mostRepeated(manager, 7)).isBetween(1, 4);
    }

    /** They move its revision; an index that does not hear of them seems to be stale. */
    @Test
    void shouldFollowWhatServiceLevelsDoToATicket() {
        String id = Ids.next();
        for (TicketKind kind : TicketKind.values()) {
            SearchSource source = sources.stream()
                    .filter(candidate -> candidate.type().equals(kind.name()))
                    .findFirst()
                    .orElseThrow();
            for (String type :
                    List.of("sla.warning.v1", "sla.breached.v1", "sla.breach-withdrawn.v1", "sla.terms-changed.v1")) {
                assertThat(source.interests()).as(type).anyMatch(type::startsWith);
                assertThat(source.affected(event(type, kind.label(), id)))
                        .as(type)
                        .containsExactly(id);
                assertThat(source.affected(event(type, "Another", id))).as(type).isEmpty();
            }
        }
    }

    private static OutboxEvent event(String type, String aggregateType, String id) {
        Instant now = Instant.now();
        return new OutboxEvent(1, Ids.next(), type, aggregateType, id, 2, now, now, "{}", null);
    }

    @Test
    void shouldGoOnAfterAPageOfWhatCanNoLongerBeSeen() {
        String manager = TestTokens.as(Role.CONFIGURATION_MANAGER)
                .in(fixture.organisation("Hidden"))
                .token();
        List<String> items = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            items.add(fixture.ci(manager, Map.of("classId", "server", "name", word + "-" + number)));
        }
        awaitHits(manager, word, items.toArray(String[]::new));
        List<String> found = ids(search(manager, Map.of("query", word)));
        // Past the outbox, as it is in the second before the index hears of it.
        try (Session session = driver.session()) {
            session.run(
                            "MATCH (c:ConfigurationItem) WHERE c.id IN $ids SET c.confidentialityLevel = 3",
                            Map.of("ids", found.subList(0, 3)))
                    .consume();
        }

        GraphQlAnswer first = search(manager, Map.of("query", word, "first", 2));
        assertThat(ids(first)).isEmpty();
        assertThat(first.at("search.pageInfo.hasNextPage").asBoolean()).isTrue();
        GraphQlAnswer second =
                search(manager, Map.of("query", word, "first", 2, "after", first.text("search.pageInfo.endCursor")));
        assertThat(ids(second)).containsExactly(found.get(3));
        GraphQlAnswer third =
                search(manager, Map.of("query", word, "first", 2, "after", second.text("search.pageInfo.endCursor")));
        assertThat(ids(third)).containsExactly(found.get(4));
        assertThat(third.at("search.pageInfo.hasNextPage").asBoolean()).isFalse();
    }

    @Test
    void shouldAskTheGraphOnceWhatMayBeSeen() {
        String manager = TestTokens.as(Role.CONFIGURATION_MANAGER)
                .in(fixture.organisation("Sight"))
                .token();
        String item = fixture.ci(manager, Map.of("classId", "server", "name", word + "-sight"));
        awaitHits(manager, word, item);

        calls.reset();
        client.execute(manager, "query ($q: String!) { search(query: $q) { nodes { id title } } }", Map.of("q", word))
                .withoutErrors();

        assertThat(calls.since(
                        "platform/visibility", "cmdb/", "incident/", "problem/", "change/", "record/", "ticket/"))
                .containsExactly("platform/visibility-of-entities");
    }

    @Test
    void shouldFindWhatIsSpelledNearlySoOnlyIfNothingIsSpelledAsGiven() {
        String manager = TestTokens.as(Role.CONFIGURATION_MANAGER)
                .in(fixture.organisation("Spelling"))
                .token();
        String name = "zanzibar" + word.replaceAll("[^a-z]", "");
        List<String> items = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            items.add(fixture.ci(manager, Map.of("classId", "server", "name", name + "-" + number)));
        }
        String similar = fixture.ci(manager, Map.of("classId", "server", "name", name.replace("zanz", "zans") + "-9"));
        awaitHits(manager, name, items.toArray(String[]::new));
        String wrong = name.replace("zanzi", "zanxi");
        awaitHits(manager, wrong, items.get(0), items.get(1), items.get(2), similar);

        GraphQlAnswer first = search(manager, Map.of("query", wrong, "first", 3));
        assertThat(ids(first)).hasSize(3);
        GraphQlAnswer second =
                search(manager, Map.of("query", wrong, "first", 3, "after", first.text("search.pageInfo.endCursor")));
        assertThat(ids(second)).as("the rest, spelled no better").hasSize(1).doesNotContainAnyElementsOf(ids(first));
    }

    @Test
    void shouldRebuildWhileServingAndRepairNothingAfterwards() {
        String manager = TestTokens.as(Role.CONFIGURATION_MANAGER)
                .in(fixture.organisation("Rebuild"))
                .token();
        String before = fixture.ci(manager, Map.of("classId", "server", "name", word + "-before"));
        awaitHits(manager, word, before);
        String old = client.execute(operator, "{ searchStatus { liveIndex } }").text("searchStatus.liveIndex");

        client.execute(operator, "mutation { searchRebuild { search { rebuild { phase } } userErrors { code } } }")
                .accepted("searchRebuild");
        String meanwhile = fixture.ci(manager, Map.of("classId", "server", "name", word + "-meanwhile"));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            assertThat(ids(search(manager, Map.of("query", word)))).contains(before);
            GraphQlAnswer status = client.execute(
                    operator, "{ searchStatus { available liveIndex rebuild { phase written finishedAt } } }");
            assertThat(status.text("searchStatus.rebuild.phase")).isEqualTo("IDLE");
            assertThat(status.text("searchStatus.liveIndex")).isNotEqualTo(old);
        });
        awaitHits(manager, word, before, meanwhile);

        GraphQlAnswer status = repaired();
        assertThat(status.at("searchStatus.drift.checked").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(status.at("searchStatus.drift.missing").asInt()).isZero();
        assertThat(status.at("searchStatus.drift.stale").asInt()).isZero();
        assertThat(status.text("searchStatus.drift.finishedAt")).isNotEmpty();
    }

    @Test
    void shouldMendAnIndexThatDiffersFromTheRecords() throws Exception {
        String manager = TestTokens.as(Role.CONFIGURATION_MANAGER)
                .in(fixture.organisation("Drift"))
                .token();
        String lost = fixture.ci(manager, Map.of("classId", "server", "name", word + "-lost"));
        awaitHits(manager, word, lost);
        String live = client.execute(operator, "{ searchStatus { liveIndex } }").text("searchStatus.liveIndex");
        elasticsearch("DELETE", live + "/_doc/" + lost + "?version=1&version_type=external_gte&refresh=true", "");
        String orphan = Ids.next();
        elasticsearch(
                "PUT",
                live + "/_doc/" + orphan + "?version=1&version_type=external&refresh=true",
                "{\"id\": \"%s\", \"type\": \"CONFIGURATION_ITEM\"}".formatted(orphan));
        assertThat(ids(search(manager, Map.of("query", word)))).isEmpty();

        GraphQlAnswer status = repaired();

        assertThat(status.at("searchStatus.drift.missing").asInt()).isEqualTo(1);
        assertThat(status.at("searchStatus.drift.orphaned").asInt())
                .as("this one, and what earlier test classes have left in the index")
                .isGreaterThanOrEqualTo(1);
        assertThat(status.at("searchStatus.drift.repaired").asInt()).isGreaterThanOrEqualTo(2);
        awaitHits(manager, word, lost);
        assertThat(elasticsearch("GET", live + "/_doc/" + orphan, "")).isEqualTo(404);
    }

    private GraphQlAnswer repaired() {
        String job = client.execute(operator, "mutation { searchRepair { job { id state } userErrors { code } } }")
                .accepted("searchRepair")
                .text("searchRepair.job.id");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(client.execute(
                                        operator, "query($id: ID!) { job(id: $id) { state } }", Map.of("id", job))
                                .text("job.state"))
                        .isEqualTo("SUCCEEDED"));
        return client.execute(
                operator, "{ searchStatus { drift { checked missing stale orphaned repaired finishedAt } } }");
    }

    /** @return the status of the answer */
    private static int elasticsearch(String method, String path, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(TestStack.address("MAINSTAY_ELASTICSEARCH_URI") + "/" + path))
                                    .header("Content-Type", "application/json")
                                    .method(method, BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void shouldRefuseBadArgumentsAndThoseWithoutThePermission() {
        assertThat(search(operator, Map.of("query", "   ")).errorCodes()).containsExactly("BAD_USER_INPUT");
        assertThat(search(operator, Map.of("query", "x".repeat(501))).errorCodes())
                .containsExactly("BAD_USER_INPUT");
        assertThat(search(operator, Map.of("query", word, "first", 101)).errorCodes())
                .containsExactly("BAD_USER_INPUT");
        assertThat(search(operator, Map.of("query", word, "after", "nonsense")).errorCodes())
                .containsExactly("BAD_USER_INPUT");
        assertThat(search(
                                operator,
                                Map.of("query", word, "facets", List.of(Map.of("key", "a.b", "values", List.of("x")))))
                        .errorCodes())
                .containsExactly("BAD_USER_INPUT");
        String agent = TestTokens.as(Role.AGENT).token();
        assertThat(client.execute(agent, "{ searchStatus { available } }").errorCodes())
                .containsExactly("FORBIDDEN");
        assertThat(client.execute(agent, "mutation { searchRebuild { userErrors { code } } }")
                        .userErrorCodes("searchRebuild"))
                .containsExactly("FORBIDDEN");
        assertThat(client.execute(agent, "mutation { searchRepair { userErrors { code } } }")
                        .userErrorCodes("searchRepair"))
                .containsExactly("FORBIDDEN");
        assertThat(search(TestTokens.as().token(), Map.of("query", word)).errorCodes())
                .containsExactly("FORBIDDEN");
    }

    private int mostRepeated(String token, int first) {
        calls.reset();
        search(token, Map.of("query", word, "first", first)).withoutErrors();
        return calls.mostRepeated("cmdb/", "incident/items", "identity/people", "identity/teams");
    }

    private void awaitHits(String token, String query, String... expected) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            GraphQlAnswer answer = search(token, Map.of("query", query));
            assertThat(answer.text("search.source")).isEqualTo("INDEX");
            assertThat(ids(answer)).containsExactlyInAnyOrder(expected);
        });
    }

    private GraphQlAnswer search(String token, Map<String, ?> variables) {
        return client.execute(token, SEARCH, variables);
    }

    private static List<String> ids(GraphQlAnswer answer) {
        return answer.withoutErrors()
                .at("search.nodes")
                .valueStream()
                .map(node -> node.path("id").asString())
                .toList();
    }
}
