package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.CypherCalls;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Lists of incidents: what they hold, their order, their cost, and who sees what by each way to an incident. */
@IntegrationTest
class IncidentListIT {

    private static final String NESTED =
            "id category { name } affectedPerson { id } reporter { id } team { id } assignee { id }"
                    + " serviceOffering { id } routing { rule team { id } configurationItem { id } organisation { id } } affectedCis { id } suggestedServiceOfferings { id } slaClocks { state }"
                    + " workLog(first: 2) { nodes { text } } history(first: 2) { nodes { action } } viewerCan"
                    + " availableTransitions { action }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    @Autowired
    private CypherCalls calls;

    private IncidentFixture fixture;

    @BeforeEach
    void createFixture() {
        fixture = new IncidentFixture(client, work, cypher);
    }

    @Test
    void shouldPageThroughAllInTheOrderAskedFor() {
        List<String> expected = new ArrayList<>();
        for (String urgency : List.of("HIGH", "MEDIUM", "LOW", "LOW", "MEDIUM")) {
            expected.add(fixture.report(fixture.caller, Map.of("title", "T", "impact", "HIGH", "urgency", urgency))
                    .accepted("incidentReport")
                    .text("incidentReport.incident.id"));
        }
        List<String> paged = new ArrayList<>();
        String after = null;
        boolean more = true;
        while (more) {
            Map<String, Object> variables = new HashMap<>();
            variables.put("after", after);
            variables.put("org", fixture.organisationId);
            GraphQlAnswer page = fixture.query(
                            fixture.agent,
                            "query($after: String, $org: ID!) { incidents(first: 2, after: $after,"
                                    + " filter: {organisationId: {eq: $org}},"
                                    + " sort: [{field: FOLLOW_UP_AT}, {field: PRIORITY, direction: DESC},"
                                    + " {field: REPORTED_AT}]) { nodes { id } pageInfo { hasNextPage endCursor } totalCount } }",
                            variables)
                    .withoutErrors();
            page.at("incidents.nodes").forEach(node -> paged.add(node.at("/id").asString()));
            assertThat(page.at("incidents.totalCount").asInt()).isEqualTo(5);
            after = page.text("incidents.pageInfo.endCursor");
            more = page.at("incidents.pageInfo.hasNextPage").asBoolean();
        }
        assertThat(paged)
                .containsExactly(expected.get(2), expected.get(3), expected.get(1), expected.get(4), expected.get(0));
    }

    @Test
    void shouldFilter() {
        String open = fixture.reported(fixture.caller);
        String closed = fixture.inState(IncidentState.CLOSED);

        assertThat(found("{open: {eq: true}}")).containsExactly(open);
        assertThat(found("{state: {in: [CLOSED, CANCELLED]}}")).containsExactly(closed);
        assertThat(found("{not: {state: {eq: CLOSED}}}")).containsExactly(open);
        assertThat(found("{or: [{state: {eq: CLOSED}}, {resolvedAt: {isNull: true}}]}"))
                .containsExactlyInAnyOrder(open, closed);
        assertThat(found("{title: {contains: \"PRINTER\"}}")).containsExactlyInAnyOrder(open, closed);
        assertThat(found("{teamId: {ne: \"x\"}}")).containsExactlyInAnyOrder(open, closed);
        assertThat(found("{reportedAt: {lt: \"2000-01-01T00:00:00Z\"}}")).isEmpty();
    }

    @Test
    void shouldRefuseACursorOfAnotherList() {
        fixture.reported(fixture.caller);
        fixture.reported(fixture.caller);
        String cursor = fixture.query(fixture.agent, "{ incidents(first: 1) { pageInfo { endCursor } } }")
                .text("incidents.pageInfo.endCursor");

        GraphQlAnswer answer = fixture.query(
                fixture.agent,
                "query($after: String) { incidents(after: $after, sort: [{field: NUMBER}]) { nodes { id } } }",
                Map.of("after", cursor));

        assertThat(answer.errorCodes()).containsExactly("BAD_USER_INPUT");
    }

    @Test
    void shouldCallTheDatabaseNoMoreOftenForMoreIncidents() {
        for (int count = 0; count < 8; count++) {
            String id = fixture.report(fixture.caller, Map.of("title", "T", "ciIds", List.of(fixture.serverId)))
                    .accepted("incidentReport")
                    .text("incidentReport.incident.id");
            fixture.act(
                            fixture.agent,
                            "Assign",
                            id,
                            Map.of("teamId", fixture.teamId, "serviceOfferingId", fixture.offeringId))
                    .accepted("incidentAssign");
        }

        assertThat(mostRepeatedCall(2)).isBetween(1, 5);
        assertThat(mostRepeatedCall(8)).isBetween(1, 5);
    }

    @Test
    void shouldReadTheTermsInForceOnlyWhenTheyHaveChanged() {
        fixture.act(fixture.agent, "Start", fixture.reported(fixture.caller), Map.of())
                .accepted("incidentStart");
        calls.reset();

        fixture.act(fixture.agent, "Start", fixture.reported(fixture.caller), Map.of())
                .accepted("incidentStart");

        assertThat(calls.since("sla/stamped-timeline")).hasSize(2);
        assertThat(calls.since("sla/active-definitions", "calendar/revisions")).isEmpty();
    }

    /** Each statement costs; one more for every mutation is a reason to look twice. */
    @Test
    void shouldChangeAnIncidentByFewStatements() {
        String id = fixture.reported(fixture.caller);
        calls.reset();

        fixture.act(fixture.agent, "Comment", id, 1, Map.of("text", "We are on it"))
                .accepted("incidentComment");

        assertThat(calls.since(""))
                .containsExactly(
                        "identity/place",
                        "platform/lock",
                        "incident/save",
                        "sla/stamped-timeline",
                        "sla/save-timeline",
                        "platform/timer/disarm-kind",
                        "platform/timer/arm",
                        "platform/add-entities");
    }

    @Test
    void shouldHideIncidentsByEveryWay() {
        String id = fixture.report(fixture.caller, Map.of("title", "Unseen", "ciIds", List.of(fixture.serverId)))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
        String number = fixture.query(
                        fixture.agent, "query($id: ID!) { incident(id: $id) { number } }", Map.of("id", id))
                .text("incident.number");

        for (String token : List.of(fixture.otherAgent, fixture.strangerCaller)) {
            assertThat(nothing(token, id, number)).isTrue();
        }
        assertThat(nothing(fixture.agent, id, number)).isFalse();
        assertThat(nothing(fixture.caller, id, number)).isFalse();
    }

    @Test
    void shouldHideConfidentialIncidentsFromThoseWithoutClearance() {
        String leader = TestTokens.as(Role.TEAM_LEAD)
                .in(fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        String id = fixture.report(fixture.caller, Map.of("title", "Secret", "ciIds", List.of(fixture.serverId)))
                .text("incidentReport.incident.id");
        String number = fixture.query(
                        fixture.agent, "query($id: ID!) { incident(id: $id) { number } }", Map.of("id", id))
                .text("incident.number");
        fixture.act(leader, "Classify", id, Map.of("confidentiality", "CONFIDENTIAL"))
                .accepted("incidentClassify");

        assertThat(nothing(fixture.agent, id, number)).isTrue();
        assertThat(nothing(leader, id, number)).isFalse();
        assertThat(nothing(fixture.caller, id, number)).isFalse();
    }

    @Test
    void shouldNotNameConfigurationItemsThatTheReaderMayNotSee() {
        String leader = TestTokens.as(Role.TEAM_LEAD)
                .in(fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        String server = secretCi("server");
        String offering = secretCi("service-offering");
        String id = fixture.report(
                        leader,
                        Map.of(
                                "title",
                                "Hums",
                                "serviceOfferingId",
                                offering,
                                "ciIds",
                                List.of(fixture.serverId, server)))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
        String document =
                "query($id: ID!) { incident(id: $id) { number serviceOfferingId ciIds routing { configurationItem { id } }"
                        + " history { nodes { fields { field before after hidden } } } } }";

        GraphQlAnswer asLeader =
                fixture.query(leader, document, Map.of("id", id)).withoutErrors();
        GraphQlAnswer asAgent =
                fixture.query(fixture.agent, document, Map.of("id", id)).withoutErrors();

        assertThat(asLeader.text("incident.serviceOfferingId")).isEqualTo(offering);
        assertThat(asLeader.at("incident.history").toString()).contains(server, offering);
        assertThat(asAgent.text("incident.number")).startsWith("INC");
        assertThat(asAgent.body().toString())
                .doesNotContain(server, offering)
                .contains("{\"field\":\"ciIds\",\"before\":null,\"after\":null,\"hidden\":true}");
    }

    @Test
    void shouldAnswerConditionsOnAHiddenOfferingAsOnOneThatIsNone() {
        String leader = TestTokens.as(Role.TEAM_LEAD)
                .in(fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        String offering = secretCi("service-offering");
        fixture.report(leader, Map.of("title", "Hums", "serviceOfferingId", offering))
                .accepted("incidentReport");
        fixture.report(leader, Map.of("title", "Buzzes")).accepted("incidentReport");
        String manager = TestTokens.as(Role.SERVICE_MANAGER)
                .in(fixture.organisationId)
                .cleared(Confidentiality.CONFIDENTIAL)
                .token();
        fixture.query(
                        manager,
                        "mutation($input: SlaDefinitionInput!) { slaDefinitionCreate(input: $input) { userErrors { code field } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "name",
                                        "Of what is hidden",
                                        "kind",
                                        "INCIDENT",
                                        "metric",
                                        "RESPONSE",
                                        "serviceOfferingId",
                                        offering,
                                        "target",
                                        "PT1H",
                                        "calendarId",
                                        "00000000-0000-7000-8051-000000000051")))
                .accepted("slaDefinitionCreate");

        for (String condition : List.of("{eq: $id}", "{ne: $id}", "{in: [$id]}")) {
            for (String filter : List.of("{serviceOfferingId: %s}", "{not: {serviceOfferingId: %s}}")) {
                String document = "query($id: ID!) { incidents(first: 50, filter: " + filter.formatted(condition)
                        + ") { totalCount nodes { number } } }";
                assertThat(fixture.query(fixture.agent, document, Map.of("id", offering))
                                .withoutErrors()
                                .body())
                        .as(filter.formatted(condition))
                        .isEqualTo(fixture.query(fixture.agent, document, Map.of("id", Ids.next()))
                                .body());
            }
        }
        String found = "query($id: ID!) { incidents(filter: {serviceOfferingId: {eq: $id}}) { totalCount } }";
        assertThat(fixture.query(leader, found, Map.of("id", offering))
                        .at("incidents.totalCount")
                        .asInt())
                .isEqualTo(1);
        String definitions = "{ slaDefinitions(first: 100) { nodes { name serviceOfferingId } } }";
        assertThat(fixture.query(fixture.agent, definitions)
                        .withoutErrors()
                        .body()
                        .toString())
                .contains("Of what is hidden")
                .doesNotContain(offering);
        assertThat(fixture.query(manager, definitions).withoutErrors().body().toString())
                .contains(offering);
    }

    private String secretCi(String classKey) {
        String id = fixture.newCi(classKey);
        work.writeRepeatably(
                () -> cypher.composed("test/make-secret", "MATCH (c:Entity {id: $id}) SET c.confidentialityLevel = 1")
                        .with("id", id)
                        .run());
        return id;
    }

    /** Whether every way to the incident answers as if it did not exist; fails the test if the ways differ. */
    private boolean nothing(String token, String id, String number) {
        GraphQlAnswer answer = fixture.query(
                        token,
                        "query($id: ID!, $number: String!, $typed: String!, $ci: ID!) { byId: incident(id: $id) { id }"
                                + " byNumber: incident(number: $typed) { id } node(id: $id) { id }"
                                + " incidents(filter: {number: {eq: $number}}) { nodes { id } totalCount }"
                                + " configurationItem(id: $ci) { incidents { nodes { id } } } }",
                        Map.of(
                                "id",
                                id,
                                "number",
                                number,
                                "typed",
                                number.toLowerCase(Locale.ROOT),
                                "ci",
                                fixture.serverId))
                .withoutErrors();
        boolean hidden = answer.at("byId").isNull();
        assertThat(answer.at("byNumber").isNull()).isEqualTo(hidden);
        assertThat(answer.at("node").isNull()).isEqualTo(hidden);
        assertThat(answer.at("incidents.nodes").isEmpty()).isEqualTo(hidden);
        assertThat(answer.at("incidents.totalCount").asInt() == 0).isEqualTo(hidden);
        if (!answer.at("configurationItem").isNull()) {
            assertThat(answer.at("configurationItem.incidents.nodes").isEmpty()).isEqualTo(hidden);
        }
        return hidden;
    }

    private int mostRepeatedCall(int first) {
        calls.reset();
        GraphQlAnswer answer = fixture.query(
                        fixture.agent,
                        "query($first: Int!) { incidents(first: $first, filter: {state: {eq: NEW}}) { nodes { " + NESTED
                                + " } totalCount } }",
                        Map.of("first", first))
                .withoutErrors();
        assertThat(answer.at("incidents.nodes").size()).isEqualTo(first);
        return calls.mostRepeated("incident/", "record/", "audit/newest", "identity/", "cmdb/", "sla/");
    }

    private List<String> found(String filter) {
        GraphQlAnswer answer = fixture.query(
                        fixture.agent,
                        "query($org: ID!) { incidents(filter: {and: [{organisationId: {eq: $org}}, " + filter
                                + "]}) { nodes { id } } }",
                        Map.of("org", fixture.organisationId))
                .withoutErrors();
        List<String> ids = new ArrayList<>();
        answer.at("incidents.nodes").forEach(node -> ids.add(node.at("/id").asString()));
        return ids;
    }
}
