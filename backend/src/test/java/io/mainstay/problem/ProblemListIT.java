// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import static io.mainstay.problem.ProblemFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.GraphQlSocket;
import io.mainstay.support.IntegrationTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Who sees what of problems, how one follows them, and what reading and linking cost. */
@IntegrationTest
class ProblemListIT {

    private static final String NESTED =
            "id category { name } reporter { id } team { id } serviceOffering { id } affectedCis { id }"
                    + " suggestedServiceOfferings { id } slaClocks { state } workLog(first: 2) { nodes { text } }"
                    + " history(first: 2) { nodes { action } } viewerCan availableTransitions { action }"
                    + " rootCause { text contributingCis { id } } workaround { text helped didNotHelp }"
                    + " incidents(first: 2) { nodes { id problems { id } } } incidentCount duplicateOf { id }"
                    + " effect { before after }";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private CypherCalls calls;

    private ProblemFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new ProblemFixture(client, work, cypher);
    }

    @Test
    void shouldCallTheDatabaseNoMoreOftenForMoreProblems() {
        for (int count = 0; count < 20; count++) {
            fixture.reported(Map.of(
                    "ciIds",
                    List.of(fixture.serverId),
                    "serviceOfferingId",
                    fixture.offeringId,
                    "teamId",
                    fixture.teamId,
                    "incidentIds",
                    fixture.incidents(2)));
        }

        assertThat(mostRepeatedRead(1)).isBetween(1, 5);
        assertThat(mostRepeatedRead(20)).isBetween(1, 5);
    }

    private int mostRepeatedRead(int first) {
        calls.reset();
        GraphQlAnswer answer = fixture.query(
                        fixture.manager,
                        "query($first: Int!) { problems(first: $first) { nodes { " + NESTED + " } totalCount } }",
                        Map.of("first", first))
                .withoutErrors();
        assertThat(answer.at("problems.nodes").size()).isEqualTo(first);
        return calls.mostRepeated("problem/", "incident/", "record/", "audit/newest", "identity/", "cmdb/", "sla/");
    }

    @Test
    void shouldCallTheDatabaseNoMoreOftenForMoreIncidents() {
        List<String> incidents = fixture.incidents(51);
        String id = fixture.reported(Map.of());

        int one = statementsOf(() ->
                fixture.act(fixture.manager, "LinkIncidents", id, 1, Map.of("incidentIds", incidents.subList(0, 1))));
        int fifty = statementsOf(() ->
                fixture.act(fixture.manager, "LinkIncidents", id, 1, Map.of("incidentIds", incidents.subList(1, 51))));
        int off = statementsOf(() -> fixture.act(
                fixture.manager, "UnlinkIncidents", id, 1, Map.of("incidentIds", incidents.subList(1, 51))));
        int reported =
                statementsOf(() -> fixture.report(fixture.manager, Map.of("title", "T", "incidentIds", incidents)));

        assertThat(fifty).isEqualTo(one);
        assertThat(one).isLessThan(15);
        assertThat(off).isLessThan(15);
        assertThat(reported).isLessThan(25);
        String problems =
                "{ incidents(first: 50) { nodes { problems { id } knownErrors { id } workarounds { text } } } }";
        assertThat(statementsOf(() -> fixture.query(fixture.agent, problems).withoutErrors()))
                .isLessThan(15);
    }

    private int statementsOf(Supplier<GraphQlAnswer> request) {
        calls.reset();
        GraphQlAnswer answer = request.get().withoutErrors();
        assertThat(answer.body().toString()).doesNotContain("\"code\"");
        return calls.since("").size();
    }

    @Test
    void shouldNotShowOrCountHiddenIncidents() {
        String open = fixture.incidentOn(fixture.serverId);
        String hidden = fixture.incidentOn(fixture.serverId);
        fixture.actOnIncident(fixture.leader, "Classify", hidden, Map.of("confidentiality", "CONFIDENTIAL"))
                .accepted("incidentClassify");
        String id = fixture.report(
                        fixture.leader,
                        Map.of(
                                "title", "T",
                                "ciIds", List.of(fixture.serverId),
                                "incidentIds", List.of(open, hidden)))
                .accepted("problemReport")
                .text("problemReport.problem.id");
        fixture.done("SetWorkaround", id, Map.of("text", "Restart"));
        fixture.act(fixture.leader, "PublishWorkaround", id, Map.of("incidentIds", List.of(open, hidden)))
                .accepted("problemPublishWorkaround");
        fixture.rate(fixture.leader, hidden, id, true).accepted("incidentRateWorkaround");
        String fields = "incidentCount incidents { totalCount nodes { id } } workaround { helped }"
                + " workaroundFits { incident { id } } commonCauses { causes { explainedCount explained { incident { id } } } }"
                + " history { nodes { fields { field before after hidden } } }";

        String asManager = fixture.read(fixture.manager, id, fields).toString();
        JsonNode asLeader = fixture.read(fixture.leader, id, fields);

        assertThat(asLeader.at("/incidentCount").asInt()).isEqualTo(2);
        assertThat(asLeader.at("/workaround/helped").asInt()).isEqualTo(1);
        assertThat(asLeader.toString()).contains(hidden);
        assertThat(asManager)
                .contains(open, "\"incidentCount\":1", "\"helped\":0", "\"explainedCount\":1")
                .doesNotContain(hidden);
        assertThat(fixture.act(fixture.manager, "LinkIncidents", id, Map.of("incidentIds", List.of(hidden)))
                        .userErrorCodes("problemLinkIncidents"))
                .containsExactly("NOT_FOUND");
        assertThat(fixture.act(fixture.manager, "UnlinkIncidents", id, Map.of("incidentIds", List.of(hidden)))
                        .userErrorCodes("problemUnlinkIncidents"))
                .containsExactly("NOT_FOUND");
        assertThat(fixture.rate(fixture.agent, hidden, id, true).userErrorCodes("incidentRateWorkaround"))
                .containsExactly("NOT_FOUND");
    }

    @Test
    void shouldHideAProblemByEveryWay() {
        String incidentId = fixture.incidentOn(fixture.serverId);
        String id = fixture.reported(Map.of("ciIds", List.of(fixture.serverId), "incidentIds", List.of(incidentId)));
        fixture.markKnownError(id);
        fixture.done("SetWorkaround", id, Map.of("text", "Restart"));
        fixture.done("PublishWorkaround", id, Map.of("incidentIds", List.of(incidentId)));
        String number =
                fixture.read(fixture.manager, id, "number").at("/number").asString();
        assertThat(nothing(fixture.agent, id, number, incidentId)).isFalse();
        assertThat(nothing(fixture.stranger, id, number, incidentId)).isTrue();

        fixture.act(fixture.leader, "Classify", id, Map.of("confidentiality", "CONFIDENTIAL"))
                .accepted("problemClassify");

        assertThat(nothing(fixture.agent, id, number, incidentId)).isTrue();
        assertThat(nothing(fixture.leader, id, number, incidentId)).isFalse();
        assertThat(fixture.incident(fixture.agent, incidentId, "history { nodes { fields { before after } } }")
                        .toString())
                .doesNotContain(id);
        assertThat(fixture.rate(fixture.agent, incidentId, id, true).userErrorCodes("incidentRateWorkaround"))
                .containsExactly("NOT_FOUND");
    }

    private boolean nothing(String token, String id, String number, String incidentId) {
        GraphQlAnswer answer = fixture.query(
                        token,
                        "query($id: ID!, $number: String!, $incident: ID!, $ci: ID!) { problem(id: $id) { id }"
                                + " byNumber: problem(number: $number) { id } node(id: $id) { id }"
                                + " problems { nodes { id } totalCount } knownErrors(ciId: $ci) { nodes { id } totalCount }"
                                + " problemsByCause { problems } incident(id: $incident) { problems { id } knownErrors { id }"
                                + " workarounds { text } } configurationItem(id: $ci) { problems { nodes { id } } } }",
                        Map.of("id", id, "number", number, "incident", incidentId, "ci", fixture.serverId))
                .withoutErrors();
        boolean byIncident = answer.at("incident.problems").size() > 0
                || answer.at("incident.knownErrors").size() > 0
                || answer.at("incident.workarounds").size() > 0;
        return answer.at("problem").isNull()
                && answer.at("byNumber").isNull()
                && answer.at("node").isNull()
                && answer.at("problems.totalCount").asInt() == 0
                && answer.at("knownErrors.totalCount").asInt() == 0
                && answer.at("problemsByCause").size() == 0
                && answer.at("configurationItem.problems.nodes").isEmpty()
                && !byIncident;
    }

    @Test
    void shouldFindNothingByAnItemThatIsHidden() {
        String id = fixture.reported(Map.of("ciIds", List.of(fixture.serverId)));
        fixture.markKnownError(id);
        work.writeRepeatably(
                () -> cypher.composed("test/make-secret", "MATCH (c:Entity {id: $id}) SET c.confidentialityLevel = 1")
                        .with("id", fixture.serverId)
                        .run());
        String document = "query($ci: ID!) { knownErrors(ciId: $ci) { nodes { id } } }";

        assertThat(texts(
                        fixture.query(fixture.leader, document, Map.of("ci", fixture.serverId))
                                .withoutErrors()
                                .at("knownErrors.nodes"),
                        "/id"))
                .containsExactly(id);
        assertThat(fixture.query(fixture.agent, document, Map.of("ci", fixture.serverId))
                        .withoutErrors()
                        .at("knownErrors.nodes")
                        .size())
                .as("as by an id that nothing has")
                .isZero();
    }

    @Test
    void shouldShowCallersNothingOfProblems() {
        String incidentId = fixture.incidentOn(fixture.serverId);
        String id = fixture.reported(Map.of("ciIds", List.of(fixture.serverId), "incidentIds", List.of(incidentId)));
        fixture.markKnownError(id);
        fixture.done("SetWorkaround", id, Map.of("text", "Restart"));
        fixture.done("PublishWorkaround", id, Map.of("incidentIds", List.of(incidentId)));

        assertThat(fixture.incident(
                                fixture.caller, incidentId, "problems { id } knownErrors { id } workarounds { text }")
                        .toString())
                .isEqualTo("{\"problems\":[],\"knownErrors\":[],\"workarounds\":[]}");
        for (String question : List.of(
                "problem(id: \"" + id + "\") { id }",
                "problems { totalCount }",
                "knownErrors { totalCount }",
                "problemsByCause { problems }")) {
            assertThat(fixture.query(fixture.caller, "{ " + question + " }").errorCodes())
                    .as(question)
                    .containsExactly("FORBIDDEN");
        }
    }

    @Test
    void shouldBeFoundBySearchUntilItIsHidden() {
        String word = "xylophone" + Ids.next().replace("-", "");
        String id = fixture.reported(Map.of("title", "The " + word + " is out of tune"));
        await().atMost(PATIENCE).until(() -> found(fixture.agent, word).contains(id));
        assertThat(found(fixture.caller, word)).isEmpty();

        String cause = "marimba" + Ids.next().replace("-", "");
        fixture.move(id, ProblemState.INVESTIGATING);
        fixture.done("SetRootCause", id, Map.of("category", "HARDWARE", "text", "A " + cause));
        await().atMost(PATIENCE).until(() -> found(fixture.agent, cause).contains(id));
        fixture.act(fixture.leader, "Classify", id, Map.of("confidentiality", "CONFIDENTIAL"))
                .accepted("problemClassify");

        await().atMost(PATIENCE).until(() -> found(fixture.agent, word).isEmpty());
        assertThat(found(fixture.leader, word)).containsExactly(id);
    }

    private List<String> found(String token, String word) {
        return texts(
                fixture.query(
                                token,
                                "query($word: String!) { search(query: $word, first: 10) { nodes { id } } }",
                                Map.of("word", word))
                        .withoutErrors()
                        .at("search.nodes"),
                "/id");
    }

    @Test
    void shouldTellOfEachChange() {
        String id = fixture.reported(Map.of("teamId", fixture.teamId));
        // The graph was emptied before: whoever follows is interrupted once, when the delivery of events notices it.
        await().atMost(PATIENCE).until(() -> isFollowed(id));
        try (GraphQlSocket one = follow(fixture.agent, "problemChanged(id: \"" + id + "\")");
                GraphQlSocket team = follow(fixture.agent, "problemsChanged(teamIds: [\"" + fixture.teamId + "\"])")) {
            assertThat(change(one, "problemChanged").at("/problem/state").asString())
                    .isEqualTo("NEW");
            assertThat(change(team, "problemsChanged").at("/problemId").isNull())
                    .isTrue();

            fixture.assess(id);

            for (JsonNode told : List.of(change(one, "problemChanged"), change(team, "problemsChanged"))) {
                assertThat(told.at("/type").asString()).isEqualTo("problem.moved.v1");
                assertThat(told.at("/problem/state").asString()).isEqualTo("ASSESSED");
            }
            fixture.act(fixture.leader, "Classify", id, Map.of("confidentiality", "CONFIDENTIAL"))
                    .accepted("problemClassify");
            assertThat(one.next().path("type").asString())
                    .as("the agent sees it no more")
                    .isEqualTo("complete");
        }
        try (GraphQlSocket stranger = follow(fixture.stranger, "problemChanged(id: \"" + id + "\")")) {
            assertThat(stranger.next().toString()).contains("NOT_FOUND");
        }
    }

    private boolean isFollowed(String id) {
        try (GraphQlSocket socket = follow(fixture.agent, "problemChanged(id: \"" + id + "\")")) {
            if (!socket.next().path("type").asString().equals("next")) {
                return false;
            }
            fixture.done("Comment", id, Map.of("text", "Hello"));
            return socket.next().path("type").asString().equals("next");
        }
    }

    private GraphQlSocket follow(String token, String field) {
        GraphQlSocket socket = GraphQlSocket.open(client.uri("/graphql/ws")).init(token);
        socket.next();
        socket.subscribe("1", "subscription { " + field + " { type revision problemId problem { id state } } }");
        return socket;
    }

    private static JsonNode change(GraphQlSocket socket, String field) {
        JsonNode message = socket.next();
        assertThat(message.path("type").asString()).as("%s", message).isEqualTo("next");
        return message.at("/payload/data/" + field);
    }
}
