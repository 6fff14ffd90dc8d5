// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Where the impact of an incident comes from: from the desk, from the graph, or from nowhere. */
@IntegrationTest
class IncidentImpactIT {

    private static final String EXPLAINED =
            "priority priorityExplanation { impact impactOrigin impactDecidedBy { id } } history { nodes { action"
                    + " fields { field before after hidden } } }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private CmdbFixture cmdb;

    private IncidentFixture fixture;
    private String manager = "";
    private String leader = "";

    @BeforeEach
    void createFixture() {
        fixture = new IncidentFixture(client, work, cypher);
        work.writeRepeatably(() -> fixture.organisation(fixture.organisationId, null));
        manager = cmdb.clearedManager(fixture.organisationId);
        leader = TestTokens.as(Role.TEAM_LEAD)
                .in(fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
    }

    @Test
    void shouldRateTheReportOfASwitchByTheServiceThatItTakesDown() {
        String network = item("switch");
        String host = dependent("server", null, network);
        String shop = dependent("business-service", "CRITICAL", host);
        dependent("business-service", "LOW", network);
        awaitProjection(network);

        String id = reported(fixture.agent, Map.of("ciIds", List.of(network)));

        GraphQlAnswer asAgent = explained(fixture.agent, id);
        assertExplained(asAgent, "P2", "HIGH", "GRAPH", shop);
        assertThat(asAgent.at("incident.history.nodes.0.fields").toString())
                .contains(
                        field("impact", null, "HIGH"),
                        field("impactOrigin", null, "GRAPH"),
                        field("impactDecidedById", null, shop));
    }

    @Test
    void shouldLetNobodyMakeAP1WhoMayNotStateAnImpact() {
        String core = item("switch");
        String network = dependent("business-service", "HIGH", core);
        awaitProjection(core);

        String jammed = reported(fixture.caller, Map.of("ciIds", List.of(core), "urgency", "HIGH"));
        String lost = reported(fixture.agent, Map.of("ciIds", List.of(core), "urgency", "HIGH"));

        assertExplained(explained(fixture.agent, jammed), "P2", "MEDIUM", "GRAPH", network);
        assertExplained(explained(fixture.agent, lost), "P1", "HIGH", "GRAPH", network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"region", "site", "rack"})
    void shouldNotTakeAPlaceThatIsNamedForLost(String classId) {
        String place = item(classId);
        String network = dependent("business-service", "CRITICAL", place);
        String printer = item("client-device");
        cmdb.relate(manager, printer, "LOCATED_IN", place);
        awaitProjection(place);

        String jammed = reported(fixture.agent, Map.of("ciIds", List.of(printer, place)));
        String slow = reported(fixture.agent, Map.of("ciIds", List.of(place, network)));

        assertExplained(explained(fixture.agent, jammed), "P3", "MEDIUM", "DEFAULT", null);
        assertExplained(explained(fixture.agent, slow), "P3", "MEDIUM", "GRAPH", network);
    }

    /** As an impact has it: somebody in use relies on what is in between, whatever its lifecycle says. */
    @Test
    void shouldFollowFailureOverWhatIsNotInUse() {
        String network = item("switch");
        String host = cmdb.ci(
                manager, Map.of("classId", "server", "name", "server", "selfService", true, "lifecycle", "IN_BUILD"));
        cmdb.relate(manager, host, "DEPENDS_ON", network);
        String shop = dependent("business-service", "CRITICAL", host);
        awaitProjection(network);

        String id = reported(fixture.agent, Map.of("ciIds", List.of(network)));
        String onHost = reported(fixture.agent, Map.of("ciIds", List.of(host)));

        assertExplained(explained(fixture.agent, id), "P2", "HIGH", "GRAPH", shop);
        assertExplained(explained(fixture.agent, onHost), "P3", "MEDIUM", "DEFAULT", null);
    }

    @Test
    void shouldNotTakeTheLossOfARedundantMemberForTheLossOfTheService() {
        String one = item("server");
        String other = item("server");
        String shop = service("CRITICAL", null);
        for (String member : List.of(one, other)) {
            cmdb.relate(
                    manager,
                    Map.of(
                            "sourceId",
                            shop,
                            "type",
                            "DEPENDS_ON",
                            "targetId",
                            member,
                            "group",
                            Map.of("name", "nodes", "minUp", 1)));
        }
        awaitProjection(one);

        String id = reported(fixture.caller, Map.of("ciIds", List.of(one)));
        String both = reported(fixture.agent, Map.of("ciIds", List.of(one, other)));

        assertExplained(explained(fixture.agent, id), "P3", "MEDIUM", "GRAPH", shop);
        assertExplained(explained(fixture.agent, both), "P2", "HIGH", "GRAPH", shop);
    }

    @Test
    void shouldNotMakeMoreOfAJammedPrinterThanBefore() {
        String printer = item("client-device");
        awaitProjection(printer);

        String jammed = reported(fixture.caller, Map.of("ciIds", List.of(printer), "urgency", "HIGH"));
        String unnamed = reported(fixture.caller, Map.of());

        assertExplained(explained(fixture.agent, jammed), "P2", "MEDIUM", "DEFAULT", null);
        assertExplained(explained(fixture.agent, unnamed), "P3", "MEDIUM", "DEFAULT", null);
    }

    @Test
    void shouldRateWhatHitsLittleLow() {
        String server = item("server");
        String canteen = dependent("business-service", "LOW", server);
        awaitProjection(server);

        String id = reported(fixture.caller, Map.of("ciIds", List.of(server)));

        assertExplained(explained(fixture.agent, id), "P4", "LOW", "GRAPH", canteen);
    }

    @Test
    void shouldCountTheServicesThatTheReportNames() {
        String shop = service("HIGH", null);
        String offering = cmdb.ci(
                manager,
                Map.of(
                        "classId",
                        "service-offering",
                        "name",
                        "Orders",
                        "criticality",
                        "CRITICAL",
                        "selfService",
                        true));
        awaitProjection(shop);

        String onService = reported(fixture.caller, Map.of("ciIds", List.of(shop)));
        String onOffering = reported(fixture.caller, Map.of("serviceOfferingId", offering, "urgency", "HIGH"));

        // Trouble with a service is no proof that it is down: nobody makes a P1 by naming one.
        assertExplained(explained(fixture.agent, onService), "P3", "MEDIUM", "GRAPH", shop);
        assertExplained(explained(fixture.agent, onOffering), "P2", "MEDIUM", "GRAPH", offering);
    }

    @Test
    void shouldLetTheDeskSayOtherwise() {
        String server = item("server");
        String shop = dependent("business-service", "CRITICAL", server);
        awaitProjection(server);

        String stated = reported(fixture.agent, Map.of("ciIds", List.of(server), "impact", "LOW"));
        String rated = reported(fixture.agent, Map.of("ciIds", List.of(server)));
        fixture.act(fixture.agent, "Prioritise", rated, Map.of("impact", "HIGH", "urgency", "MEDIUM"))
                .accepted("incidentPrioritise");

        assertExplained(explained(fixture.agent, stated), "P4", "LOW", "STATED", null);
        GraphQlAnswer confirmed = explained(fixture.agent, rated);
        assertExplained(confirmed, "P2", "HIGH", "STATED", null);
        assertThat(confirmed.at("incident.history.nodes.0.fields").toString())
                .contains(field("impactOrigin", "GRAPH", "STATED"), field("impactDecidedById", shop, null));
    }

    @Test
    void shouldTellTheImpactButNotTheServiceToThoseWhoMayNotSeeIt() {
        String server = item("server");
        String secret = service("CRITICAL", "CONFIDENTIAL");
        cmdb.relate(manager, secret, "DEPENDS_ON", server);
        awaitProjection(server);

        String unseen = reported(fixture.caller, Map.of("ciIds", List.of(server)));
        String id = reported(leader, Map.of("ciIds", List.of(server)));

        // What the reporter does not see does not count, lest the impact tells of it.
        assertExplained(explained(leader, unseen), "P3", "MEDIUM", "DEFAULT", null);
        assertExplained(explained(leader, id), "P2", "HIGH", "GRAPH", secret);
        GraphQlAnswer asAgent = explained(fixture.agent, id);
        assertExplained(asAgent, "P2", "HIGH", "GRAPH", null);
        assertThat(asAgent.body().toString())
                .doesNotContain(secret)
                .contains("{\"field\":\"impactDecidedById\",\"before\":null,\"after\":null,\"hidden\":true}");
    }

    @Test
    void shouldTellSubscribersOfTheServiceOnlyIfTheySeeIt() {
        String server = item("server");
        String secret = service("CRITICAL", "CONFIDENTIAL");
        cmdb.relate(manager, secret, "DEPENDS_ON", server);
        awaitProjection(server);
        String id = reported(leader, Map.of("ciIds", List.of(server)));

        assertThat(told(leader, id))
                .containsOnly("{\"impactOrigin\":\"GRAPH\",\"impactDecidedBy\":{\"id\":\"" + secret + "\"}}");
        assertThat(told(fixture.agent, id)).containsOnly("{\"impactOrigin\":\"GRAPH\",\"impactDecidedBy\":null}");
    }

    /** What a subscriber is told of the incident at once, and again when it changes. */
    private List<String> told(String token, String id) {
        List<String> told = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            told.clear();
            try (GraphQlSocket socket =
                    GraphQlSocket.open(client.uri("/graphql/ws")).init(token)) {
                socket.next();
                socket.subscribe("1", """
                        subscription {
                          incidentChanged(id: "%s") {
                            incident { priorityExplanation { impactOrigin impactDecidedBy { id } } }
                          }
                        }""".formatted(id));
                explanation(socket).ifPresent(told::add);
                fixture.act(fixture.agent, "Comment", id, Map.of("text", "Hello"))
                        .accepted("incidentComment");
                explanation(socket).ifPresent(told::add);
            }
            // Whoever follows is interrupted once, when the delivery of events notices that the graph was emptied.
            return told.size() == 2;
        });
        return told;
    }

    private static Optional<String> explanation(GraphQlSocket socket) {
        return socket.next(Duration.ofSeconds(5))
                .filter(message -> message.path("type").asString().equals("next"))
                .map(message -> message.at("/payload/data/incidentChanged/incident/priorityExplanation")
                        .toString());
    }

    /** While releases are exchanged, a backend that knows of no origins may rate an incident. */
    @Test
    void shouldCallAnImpactStatedThatAnEarlierReleaseHasRatedAnew() {
        String server = item("server");
        dependent("business-service", "CRITICAL", server);
        awaitProjection(server);
        String id = reported(fixture.agent, Map.of("ciIds", List.of(server)));
        work.writeRepeatably(() -> cypher.composed(
                        "test/rate-as-before-origins",
                        "MATCH (i:Entity {id: $id}) SET i.impact = 'LOW', i.priority = 'P4'")
                .with("id", id)
                .run());

        assertExplained(explained(fixture.agent, id), "P4", "LOW", "STATED", null);
        fixture.act(fixture.agent, "Prioritise", id, Map.of("impact", "HIGH", "urgency", "MEDIUM"))
                .accepted("incidentPrioritise");
        assertExplained(explained(fixture.agent, id), "P2", "HIGH", "STATED", null);
    }

    @Test
    void shouldNotClaimToKnowWhereAnImpactOfAnEarlierReleaseComesFrom() {
        String id = reported(fixture.caller, Map.of());
        work.writeRepeatably(() -> cypher.composed(
                        "test/forget-origin",
                        "MATCH (i:Entity {id: $id}) REMOVE i.impactOrigin, i.impactDecidedById, i.impactThen")
                .with("id", id)
                .run());

        GraphQlAnswer read = explained(fixture.agent, id);

        assertThat(read.text("incident.priorityExplanation.impact")).isEqualTo("MEDIUM");
        assertThat(read.at("incident.priorityExplanation.impactOrigin").isNull())
                .isTrue();
    }

    /** One for the services, however many items and services are reached, and none if nothing is. */
    @Test
    void shouldAskTheDatabaseOnceHoweverMuchIsReached() {
        String printer = item("client-device");
        String small = item("server");
        dependent("business-service", "CRITICAL", small);
        String large = item("server");
        for (int i = 0; i < 12; i++) {
            dependent("business-service", "CRITICAL", dependent("server", null, large));
        }
        awaitProjection(large);
        // The terms for both priorities are read once and kept.
        List.of(printer, small).forEach(this::statements);

        List<String> reachesNothing = statements(printer);
        List<String> reachesOne = statements(small);
        List<String> reachesMany = statements(large);

        assertThat(reachesNothing).doesNotContain("cmdb/impact-facts");
        assertThat(reachesOne).hasSize(reachesNothing.size() + 1).containsOnlyOnce("cmdb/impact-facts");
        assertThat(reachesMany).isEqualTo(reachesOne);
    }

    private List<String> statements(String ciId) {
        calls.reset();
        fixture.report(fixture.caller, Map.of("title", "It does not work", "ciIds", List.of(ciId)))
                .accepted("incidentReport");
        return calls.since("");
    }

    private String reported(String token, Map<String, ?> input) {
        Map<String, Object> titled = new HashMap<>(input);
        titled.put("title", "It does not work");
        return fixture.report(token, titled).accepted("incidentReport").text("incidentReport.incident.id");
    }

    private GraphQlAnswer explained(String token, String id) {
        return fixture.query(token, "query($id: ID!) { incident(id: $id) { " + EXPLAINED + " } }", Map.of("id", id))
                .withoutErrors();
    }

    private static void assertExplained(
            GraphQlAnswer read, String priority, String impact, String origin, @Nullable String decidedBy) {
        assertThat(read.text("incident.priority")).isEqualTo(priority);
        assertThat(read.text("incident.priorityExplanation.impact")).isEqualTo(impact);
        assertThat(read.text("incident.priorityExplanation.impactOrigin")).isEqualTo(origin);
        if (decidedBy == null) {
            assertThat(read.at("incident.priorityExplanation.impactDecidedBy").isNull())
                    .isTrue();
        } else {
            assertThat(read.text("incident.priorityExplanation.impactDecidedBy.id"))
                    .isEqualTo(decidedBy);
        }
    }

    private static String field(String name, @Nullable String before, @Nullable String after) {
        return "{\"field\":\"" + name + "\",\"before\":" + quoted(before) + ",\"after\":" + quoted(after)
                + ",\"hidden\":false}";
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }

    /** Something that people who only use services may name, too. */
    private String item(String classId) {
        return cmdb.ci(manager, Map.of("classId", classId, "name", classId, "selfService", true));
    }

    private String service(String criticality, @Nullable String confidentiality) {
        Map<String, Object> input = new HashMap<>(Map.of(
                "classId", "business-service", "name", "A service", "criticality", criticality, "selfService", true));
        if (confidentiality != null) {
            input.put("confidentiality", confidentiality);
        }
        return cmdb.ci(manager, input);
    }

    private String dependent(String classId, @Nullable String criticality, String providerId) {
        String id = criticality == null ? item(classId) : service(criticality, null);
        cmdb.relate(manager, id, "DEPENDS_ON", providerId);
        return id;
    }

    /** A report reads the graph as far as this replica has heard of it, so what was just related has to arrive. */
    private void awaitProjection(String ciId) {
        await().untilAsserted(() -> assertThat(fixture.query(
                                manager,
                                "query($id: ID!) { impact(input: {failed: [$id]}) { source } }",
                                Map.of("id", ciId))
                        .withoutErrors()
                        .text("impact.source"))
                .isEqualTo("PROJECTION"));
    }
}
