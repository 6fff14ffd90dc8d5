// SPDX-License-Identifier: Apache-2.0
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What incidents cost the database, and what they do not tell of configuration items that the reader may not see. */
@IntegrationTest
class IncidentListIT {

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
                .containsExactly("identity/place", "platform/lock", "sla/stamped-timeline", "platform/write");
    }

    @Test
    void shouldWriteEverythingThatAMutationWritesByOneStatement() {
        // Nothing depends on it; what the impact costs of something that others need is in IncidentImpactIT.
        String server = fixture.newCi("server");
        calls.reset();
        String id = fixture.report(
                        fixture.agent, Map.of("title", "Hums", "ciIds", List.of(server), "teamId", fixture.teamId))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
        assertThat(calls.since(""))
                // One in twenty reports reserves a block of numbers.
                .filteredOn(statement -> !statement.equals("record/reserve-numbers"))
                .containsExactly(
                        "identity/place",
                        "cmdb/items-by-id",
                        "identity/teams-by-id",
                        "identity/people-in-reach",
                        "identity/organisation-settings",
                        "ticket/matrix",
                        "sla/stamped-timeline",
                        "platform/write");

        calls.reset();
        fixture.act(
                        fixture.agent,
                        "Assign",
                        id,
                        1,
                        Map.of(
                                "teamId", fixture.teamId,
                                "assigneeId", fixture.agentPerson.personId(),
                                "serviceOfferingId", fixture.offeringId))
                .accepted("incidentAssign");
        assertThat(calls.since(""))
                .containsExactly(
                        "identity/place",
                        "platform/lock",
                        "cmdb/items-by-id",
                        "identity/teams-by-id",
                        "identity/people-in-reach",
                        "identity/is-member",
                        "sla/stamped-timeline",
                        "platform/write");

        calls.reset();
        fixture.act(fixture.agent, "Resolve", id, 2, Map.of("code", "SOLVED", "resolution", "Oiled"))
                .accepted("incidentResolve");
        assertThat(calls.since(""))
                .containsExactly(
                        "identity/place", "platform/lock", "ticket/choice", "sla/stamped-timeline", "platform/write");
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
        assertThat(titles(fixture.agent, "{serviceOfferingId: {isNull: true}}")).contains("Hums", "Buzzes");
        assertThat(titles(fixture.agent, "{serviceOfferingId: {isNull: false}}"))
                .doesNotContain("Hums", "Buzzes");
        assertThat(titles(fixture.agent, "{not: {serviceOfferingId: {isNull: true}}}"))
                .doesNotContain("Hums", "Buzzes");
        assertThat(titles(leader, "{serviceOfferingId: {isNull: false}}"))
                .contains("Hums")
                .doesNotContain("Buzzes");
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

    private List<String> titles(String token, String filter) {
        return fixture.query(token, "{ incidents(first: 50, filter: " + filter + ") { nodes { title } } }")
                .withoutErrors()
                .at("incidents.nodes")
                .valueStream()
                .map(node -> node.path("title").asString())
                .toList();
    }

    private String secretCi(String classKey) {
        String id = fixture.newCi(classKey);
        work.writeRepeatably(
                () -> cypher.composed("test/make-secret", "MATCH (c:Entity {id: $id}) SET c.confidentialityLevel = 1")
                        .with("id", id)
                        .run());
        return id;
    }
}
