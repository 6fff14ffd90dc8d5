// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import static io.mainstay.change.ChangeFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Who sees what of changes, how lists of them are filtered and sorted, and what reading and linking cost. */
@IntegrationTest
class ChangeListIT {

    private static final String NESTED =
            "id category { name } reporter { id } team { id } affectedCis { id } workLog(first: 2) { nodes { text } }"
                    + " history(first: 2) { nodes { action } } viewerCan availableTransitions { action }"
                    + " implementers { id } excludedCis { ci { id } } authorisedBy { id } assessedBy { id }"
                    + " unauthorisedBy { id } incidents(first: 2) { nodes { id changes { id } } }"
                    + " problems(first: 2) { nodes { id changes { id } } } overrun";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private CypherCalls calls;

    @Autowired
    private SettableClock clock;

    private ChangeFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new ChangeFixture(client, work, cypher, clock);
    }

    @Test
    void shouldFilterAndSort() {
        String other = fixture.newCi("server");
        String first = fixture.requested(Map.of("window", fixture.window(Duration.ofHours(1), Duration.ofHours(2))));
        String second = fixture.requested(Map.of(
                "window", fixture.window(Duration.ofHours(3), Duration.ofHours(4)),
                "ciIds", List.of(other),
                "implementerIds", List.of(fixture.implementerPerson.personId(), fixture.managerPerson.personId())));
        String emergency = fixture.emergency(Map.of("implementerIds", List.of(fixture.managerPerson.personId())));
        fixture.move(second, ChangeState.AUTHORISATION);

        assertThat(listed("filter: {type: {eq: EMERGENCY}}")).containsExactly(emergency);
        assertThat(listed("filter: {state: {in: [AUTHORISATION, SCHEDULED]}}")).containsExactly(second);
        assertThat(listed("filter: {riskLevel: {eq: LOW}}")).containsExactly(second);
        assertThat(listed("filter: {riskLevel: {ne: LOW}}")).containsExactlyInAnyOrder(first, emergency);
        assertThat(listed("filter: {ciIds: {eq: \"" + other + "\"}}")).containsExactly(second);
        assertThat(listed("filter: {ciIds: {in: [\"" + other + "\", \"" + fixture.serverId + "\"]}}"))
                .containsExactlyInAnyOrder(first, second);
        assertThat(listed("filter: {ciIds: {ne: \"" + other + "\"}}")).containsExactlyInAnyOrder(first, emergency);
        assertThat(listed("filter: {ciIds: {isNull: true}}")).containsExactly(emergency);
        assertThat(listed("filter: {not: {ciIds: {isNull: true}}}")).containsExactlyInAnyOrder(first, second);
        assertThat(listed("filter: {implementerIds: {eq: \"" + fixture.managerPerson.personId() + "\"}}"))
                .containsExactlyInAnyOrder(second, emergency);
        assertThat(listed("filter: {implementerIds: {ne: \"" + fixture.managerPerson.personId() + "\"}}"))
                .containsExactly(first);
        assertThat(listed("filter: {implementerIds: {isNull: false}}")).hasSize(3);
        assertThat(listed("filter: {plannedFrom: {gte: \"" + clock.now().plus(Duration.ofHours(2)) + "\"}}"))
                .containsExactly(second);
        assertThat(listed("filter: {plannedFrom: {isNull: true}}")).containsExactly(emergency);
        assertThat(listed("filter: {unauthorised: {eq: false}}")).hasSize(3);
        assertThat(listed("filter: {teamId: {eq: \"" + fixture.teamId + "\"}}")).isEmpty();
        assertThat(listed("sort: [{field: PLANNED_FROM}]")).containsExactly(first, second, emergency);
        assertThat(listed("sort: [{field: PLANNED_FROM, direction: DESC}]")).containsExactly(second, first, emergency);
        assertThat(texts(
                        fixture.query(
                                        fixture.requester,
                                        "query($ci: ID!) { configurationItem(id: $ci) { changes { nodes { id } } } }",
                                        Map.of("ci", other))
                                .withoutErrors()
                                .at("configurationItem.changes.nodes"),
                        "/id"))
                .containsExactly(second);
    }

    private List<String> listed(String arguments) {
        GraphQlAnswer answer = fixture.query(
                        fixture.requester, "{ changes(" + arguments + ") { totalCount nodes { id } } }")
                .withoutErrors();
        assertThat(answer.at("changes.totalCount").asInt())
                .isEqualTo(answer.at("changes.nodes").size());
        return texts(answer.at("changes.nodes"), "/id");
    }

    @Test
    void shouldFindNothingByAnItemThatIsHidden() {
        String id = fixture.requested(Map.of());
        work.writeRepeatably(
                () -> cypher.composed("test/make-secret", "MATCH (c:Entity {id: $id}) SET c.confidentialityLevel = 1")
                        .with("id", fixture.serverId)
                        .run());

        assertThat(listed("filter: {ciIds: {eq: \"" + fixture.serverId + "\"}}"))
                .isEmpty();
        assertThat(listed("filter: {ciIds: {isNull: true}}"))
                .as("none that one sees")
                .containsExactly(id);
        assertThat(fixture.read(fixture.requester, id, "ciIds impactAnalysis { complete }")
                        .toString())
                .isEqualTo("{\"ciIds\":[],\"impactAnalysis\":null}");
        assertThat(texts(
                        fixture.query(
                                        fixture.leader,
                                        "{ changes(filter: {ciIds: {eq: \"" + fixture.serverId
                                                + "\"}}) { nodes { id } } }")
                                .withoutErrors()
                                .at("changes.nodes"),
                        "/id"))
                .containsExactly(id);
    }

    @Test
    void shouldHideAChangeByEveryWay() {
        String incidentId = fixture.incident(Map.of());
        String problemId = fixture.problem();
        String id = fixture.requested(Map.of("incidentIds", List.of(incidentId), "problemIds", List.of(problemId)));
        String number =
                fixture.read(fixture.manager, id, "number").at("/number").asString();
        assertThat(nothing(fixture.manager, id, number, incidentId, problemId)).isFalse();
        assertThat(nothing(fixture.stranger, id, number, incidentId, problemId)).isTrue();

        fixture.done(fixture.leader, "Classify", id, Map.of("confidentiality", "CONFIDENTIAL"));

        assertThat(nothing(fixture.manager, id, number, incidentId, problemId)).isTrue();
        assertThat(nothing(fixture.leader, id, number, incidentId, problemId)).isFalse();
        assertThat(nothing(fixture.implementer, id, number, incidentId, problemId))
                .as("who implements it sees it")
                .isFalse();
        assertThat(fixture.of("incident", fixture.manager, incidentId, "history { nodes { fields { before after } } }")
                        .toString())
                .doesNotContain(id);
        assertThat(fixture.act(fixture.manager, "Authorise", id, 1, Map.of()).userErrorCodes("changeAuthorise"))
                .containsExactly("NOT_FOUND");
    }

    private boolean nothing(String token, String id, String number, String incidentId, String problemId) {
        GraphQlAnswer answer = fixture.query(
                        token,
                        "query($id: ID!, $number: String!, $incident: ID!, $problem: ID!, $ci: ID!) { change(id: $id) { id }"
                                + " byNumber: change(number: $number) { id } node(id: $id) { id }"
                                + " changes { nodes { id } totalCount } incident(id: $incident) { changes { id } }"
                                + " problem(id: $problem) { changes { id } }"
                                + " configurationItem(id: $ci) { changes { nodes { id } } } }",
                        Map.of(
                                "id",
                                id,
                                "number",
                                number,
                                "incident",
                                incidentId,
                                "problem",
                                problemId,
                                "ci",
                                fixture.serverId))
                .withoutErrors();
        return answer.at("change").isNull()
                && answer.at("byNumber").isNull()
                && answer.at("node").isNull()
                && answer.at("changes.totalCount").asInt() == 0
                && answer.at("incident.changes").isEmpty()
                && answer.at("problem.changes").isEmpty()
                && answer.at("configurationItem.changes.nodes").isEmpty();
    }

    @Test
    void shouldNotShowOrNameHiddenRecords() {
        String hidden = fixture.incident(Map.of());
        String open = fixture.incident(Map.of());
        String id = fixture.requested(Map.of("incidentIds", List.of(open, hidden)));
        fixture.query(
                        fixture.leader,
                        "mutation($id: ID!, $version: Int!) { incidentClassify(id: $id, input: {confidentiality: CONFIDENTIAL},"
                                + " expectedVersion: $version) { userErrors { code message } } }",
                        Map.of("id", hidden, "version", 1))
                .accepted("incidentClassify");

        JsonNode seen = fixture.read(
                fixture.manager, id, "incidents { nodes { id } } history { nodes { fields { before after hidden } } }");

        assertThat(seen.toString()).contains(open).doesNotContain(hidden);
        for (String action : List.of("LinkRecords", "UnlinkRecords")) {
            assertThat(fixture.refused(fixture.manager, action, id, Map.of("incidentIds", List.of(hidden))))
                    .containsExactly("NOT_FOUND");
        }
    }

    @Test
    void shouldCallTheDatabaseNoMoreOftenForMoreChanges() {
        for (int count = 0; count < 20; count++) {
            String id = fixture.requested(Map.of(
                    "teamId",
                    fixture.teamId,
                    "incidentIds",
                    List.of(fixture.incident(Map.of()), fixture.incident(Map.of())),
                    "problemIds",
                    List.of(fixture.problem())));
            if (count % 2 == 0) {
                fixture.move(id, ChangeState.SCHEDULED);
            }
        }

        assertThat(mostRepeatedRead(1)).isBetween(1, 5);
        assertThat(mostRepeatedRead(20)).isBetween(1, 5);
    }

    private int mostRepeatedRead(int first) {
        calls.reset();
        GraphQlAnswer answer = fixture.query(
                        fixture.manager,
                        "query($first: Int!) { changes(first: $first) { nodes { " + NESTED + " } totalCount } }",
                        Map.of("first", first))
                .withoutErrors();
        assertThat(answer.at("changes.nodes").size()).isEqualTo(first);
        return calls.mostRepeated("change/", "problem/", "incident/", "record/", "audit/newest", "identity/", "cmdb/");
    }

    @Test
    void shouldCallTheDatabaseNoMoreOftenForMoreRecords() {
        List<String> incidents =
                IntStream.range(0, 51).mapToObj(_ -> fixture.incident(Map.of())).toList();
        String id = fixture.requested(Map.of());

        int one = statementsOf(() ->
                fixture.act(fixture.requester, "LinkRecords", id, 1, Map.of("incidentIds", incidents.subList(0, 1))));
        int fifty = statementsOf(() ->
                fixture.act(fixture.requester, "LinkRecords", id, 1, Map.of("incidentIds", incidents.subList(1, 51))));

        assertThat(fifty).isEqualTo(one);
        assertThat(one).isLessThan(15);
    }

    private int statementsOf(Supplier<GraphQlAnswer> request) {
        calls.reset();
        GraphQlAnswer answer = request.get().withoutErrors();
        assertThat(answer.body().toString()).doesNotContain("\"code\"");
        return calls.since("").size();
    }
}
