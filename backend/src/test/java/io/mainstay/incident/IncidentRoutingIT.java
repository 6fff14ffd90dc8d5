// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestStackProperties;
import io.mainstay.support.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Which team a new incident gets, why, and who sees it because of that. */
@IntegrationTest
class IncidentRoutingIT {

    private static final String FIELDS = "id number version revision state teamId assigned"
            + " routing { rule team { id } configurationItem { id } organisation { id } }";

    @Autowired
    private GraphQlClient client;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Cypher cypher;

    private IncidentFixture fixture;

    private final String groupId = Ids.next();
    private final String itemTeam = Ids.next();
    private final String offeringTeam = Ids.next();
    private final String deskTeam = Ids.next();

    /** Works for the desk, in another organisation than the one of those who report. */
    private final TestTokens desk = TestTokens.as(Role.AGENT).in(Ids.next()).teams(deskTeam);

    @BeforeEach
    void createOrganisations() {
        fixture = new IncidentFixture(client, work, cypher);
        fixture.query(desk.token(), "{ viewer { id } }").withoutErrors();
        work.writeRepeatably(() -> {
            fixture.organisation(groupId, null);
            fixture.organisation(fixture.organisationId, groupId);
            List.of(itemTeam, offeringTeam).forEach(fixture::team);
            fixture.team(deskTeam, desk.personId());
        });
    }

    @Test
    void shouldTakeTheFirstRuleThatFindsAnActiveTeam() {
        Map<String, Object> everything = Map.of(
                "title",
                "Everything named",
                "serviceOfferingId",
                fixture.offeringId,
                "ciIds",
                List.of(fixture.newCi("server"), fixture.serverId));
        assertThat(report(everything).at("incidentReport.incident.routing").isNull())
                .isTrue();

        String installationTeam = installationServiceDesk();
        expect(report(everything), "INSTALLATION", installationTeam);
        setServiceDesk(groupId, deskTeam, 1).accepted("organisationSetServiceDesk");
        GraphQlAnswer inherited = report(everything);
        expect(inherited, "ORGANISATION", deskTeam);
        assertThat(inherited.text("incidentReport.incident.routing.organisation.id"))
                .isEqualTo(groupId);
        fixture.supportTeam(fixture.offeringId, offeringTeam);
        GraphQlAnswer byOffering = report(everything);
        expect(byOffering, "SERVICE_OFFERING", offeringTeam);
        assertThat(byOffering.text("incidentReport.incident.routing.configurationItem.id"))
                .isEqualTo(fixture.offeringId);
        fixture.supportTeam(fixture.serverId, itemTeam);
        GraphQlAnswer byItem = report(everything);
        expect(byItem, "CONFIGURATION_ITEM", itemTeam);
        assertThat(byItem.text("incidentReport.incident.routing.configurationItem.id"))
                .isEqualTo(fixture.serverId);
        Map<String, Object> named = new HashMap<>(everything);
        named.put("teamId", fixture.teamId);
        expect(report(named), "NAMED", fixture.teamId);

        deactivate(itemTeam);
        expect(report(everything), "SERVICE_OFFERING", offeringTeam);
        deactivate(offeringTeam);
        deactivate(deskTeam);
        expect(report(everything), "INSTALLATION", installationTeam);
    }

    @Test
    void shouldShowItToTheTeamOfAnotherOrganisationByEveryWay() {
        setServiceDesk(groupId, deskTeam, 1).accepted("organisationSetServiceDesk");
        GraphQlAnswer reported = report(Map.of("title", "Xylophone stuck", "ciIds", List.of(fixture.serverId)));
        String id = reported.text("incidentReport.incident.id");
        String number = reported.text("incidentReport.incident.number");

        assertThat(seen(desk.token(), id, number)).isTrue();
        assertThat(seen(fixture.otherAgent, id, number)).isFalse();
        await().untilAsserted(() -> {
            assertThat(searched(desk.token(), number)).isEqualTo(1);
            assertThat(searched(fixture.agent, number)).isEqualTo(1);
        });
        assertThat(searched(fixture.otherAgent, number)).isZero();

        // Whoever took the call answers for it, also when others work on it.
        fixture.act(
                        fixture.agent,
                        "Assign",
                        id,
                        Map.of("teamId", fixture.teamId, "serviceOfferingId", fixture.offeringId))
                .accepted("incidentAssign");
        assertThat(seen(desk.token(), id, number)).isTrue();
        await().untilAsserted(() -> assertThat(searched(desk.token(), number)).isEqualTo(1));
    }

    @Test
    void shouldNotTakeRoutingForAnAssignment() {
        setServiceDesk(fixture.organisationId, deskTeam, 1).accepted("organisationSetServiceDesk");
        GraphQlAnswer reported = report(Map.of("title", "Routed", "serviceOfferingId", fixture.offeringId));
        String id = reported.text("incidentReport.incident.id");
        assertThat(reported.text("incidentReport.incident.state")).isEqualTo("NEW");
        assertThat(reported.at("incidentReport.incident.assigned").asBoolean()).isFalse();
        Map<String, Object> cleared = new HashMap<>();
        cleared.put("serviceOfferingId", null);

        fixture.act(desk.token(), "Update", id, cleared).accepted("incidentUpdate");
        assertThat(fixture.act(desk.token(), "Assign", id, Map.of("teamId", deskTeam))
                        .userErrorCodes("incidentAssign"))
                .containsExactly("REQUIRED");
        fixture.act(fixture.agent, "Assign", id, Map.of("teamId", deskTeam, "serviceOfferingId", fixture.offeringId))
                .accepted("incidentAssign");

        GraphQlAnswer assigned = fixture.query(
                fixture.agent, "query($id: ID!) { incident(id: $id) { " + FIELDS + " } }", Map.of("id", id));
        assertThat(assigned.at("incident.assigned").asBoolean()).isTrue();
        assertThat(assigned.text("incident.routing.rule")).isEqualTo("ORGANISATION");
        assertThat(fixture.act(fixture.agent, "Update", id, cleared).userErrorCodes("incidentUpdate"))
                .containsExactly("REQUIRED");
        assertThat(listed("{assigned: {eq: true}}")).isEqualTo(1);
        assertThat(listed("{assigned: {eq: false}}")).isZero();
    }

    @Test
    void shouldRefuseATeamThatIsUnknownOrNamedBySomebodyWhoDoesNotWorkOnIncidents() {
        assertThat(report(Map.of("title", "T", "teamId", Ids.next())).userErrorCodes("incidentReport"))
                .containsExactly("NOT_FOUND");
        assertThat(fixture.report(fixture.caller, Map.of("title", "T", "teamId", fixture.teamId))
                        .userErrorCodes("incidentReport"))
                .containsExactly("FORBIDDEN");
    }

    @Test
    void shouldRefuseABadServiceDeskAndKeepTheHistoryOfGoodOnes() {
        assertThat(setServiceDesk(groupId, Ids.next(), 1).userErrorCodes("organisationSetServiceDesk"))
                .containsExactly("NOT_FOUND");
        assertThat(setServiceDesk(Ids.next(), deskTeam, 1).userErrorCodes("organisationSetServiceDesk"))
                .containsExactly("NOT_FOUND");
        assertThat(setServiceDesk(fixture.agent, groupId, deskTeam, 1).userErrorCodes("organisationSetServiceDesk"))
                .containsExactly("FORBIDDEN");

        GraphQlAnswer set = setServiceDesk(groupId, deskTeam, 1).accepted("organisationSetServiceDesk");
        assertThat(set.at("organisationSetServiceDesk.organisation.version").asInt())
                .isEqualTo(2);
        assertThat(set.text("organisationSetServiceDesk.organisation.settings.serviceDesk.id"))
                .isEqualTo(deskTeam);
        assertThat(setServiceDesk(groupId, null, 1).userErrorCodes("organisationSetServiceDesk"))
                .containsExactly("STALE_VERSION");
        GraphQlAnswer inherited = fixture.query(
                        fixture.managerToken,
                        "query($id: ID!) { node(id: $id) { ... on Organisation { settings { serviceDesk { id }"
                                + " serviceDeskFrom { id } customerClass } } } }",
                        Map.of("id", fixture.organisationId))
                .withoutErrors();
        assertThat(inherited.text("node.settings.serviceDeskFrom.id")).isEqualTo(groupId);

        setServiceDesk(groupId, null, 2).accepted("organisationSetServiceDesk");
        assertThat(work.read(() -> cypher.statement("audit/chain")
                        .with("chainId", groupId)
                        .list(row -> row.row("entry").string("action"))))
                .containsExactly("organisation.set-service-desk", "organisation.set-service-desk");
    }

    private String installationServiceDesk() {
        String id = TestStackProperties.INSTALLATION_SERVICE_DESK.substring("/teams/".length());
        work.writeRepeatably(() -> fixture.team(id));
        return id;
    }

    private void deactivate(String teamId) {
        work.writeRepeatably(() -> cypher.statement("test/set-active")
                .with("id", teamId)
                .with("active", false)
                .run());
    }

    private GraphQlAnswer report(Map<String, ?> input) {
        return client.execute(
                fixture.agent,
                "mutation($input: IncidentReportInput!) { incidentReport(input: $input) { incident { " + FIELDS
                        + " } userErrors { code message field } } }",
                Map.of("input", input));
    }

    private static void expect(GraphQlAnswer reported, String rule, String teamId) {
        assertThat(reported.accepted("incidentReport").text("incidentReport.incident.routing.rule"))
                .isEqualTo(rule);
        assertThat(reported.text("incidentReport.incident.teamId")).isEqualTo(teamId);
        assertThat(reported.text("incidentReport.incident.routing.team.id")).isEqualTo(teamId);
    }

    private GraphQlAnswer setServiceDesk(String organisationId, @Nullable String teamId, int expectedVersion) {
        return setServiceDesk(fixture.managerToken, organisationId, teamId, expectedVersion);
    }

    private GraphQlAnswer setServiceDesk(
            String token, String organisationId, @Nullable String teamId, int expectedVersion) {
        Map<String, Object> variables = new HashMap<>(Map.of("id", organisationId, "version", expectedVersion));
        variables.put("team", teamId);
        return client.execute(
                token,
                "mutation($id: ID!, $team: ID, $version: Int!) { organisationSetServiceDesk(id: $id, teamId: $team,"
                        + " expectedVersion: $version) { organisation { version settings { serviceDesk { id } } }"
                        + " userErrors { code message field } } }",
                variables);
    }

    /** Whether each way but search shows it; fails if the ways differ. */
    private boolean seen(String token, String id, String number) {
        GraphQlAnswer answer = fixture.query(
                        token,
                        "query($id: ID!, $number: String!) { byId: incident(id: $id) { id }"
                                + " byNumber: incident(number: $number) { id } node(id: $id) { id }"
                                + " incidents(filter: {number: {eq: $number}}) { nodes { id } totalCount } }",
                        Map.of("id", id, "number", number))
                .withoutErrors();
        boolean seen = !answer.at("byId").isNull();
        assertThat(answer.at("byNumber").isNull()).isEqualTo(!seen);
        assertThat(answer.at("node").isNull()).isEqualTo(!seen);
        assertThat(answer.at("incidents.nodes").isEmpty()).isEqualTo(!seen);
        assertThat(answer.at("incidents.totalCount").asInt()).isEqualTo(seen ? 1 : 0);
        return seen;
    }

    private int searched(String token, String number) {
        return fixture.query(
                        token,
                        "query($number: String!) { search(query: $number, types: [INCIDENT]) { nodes { number } } }",
                        Map.of("number", number))
                .withoutErrors()
                .at("search.nodes")
                .size();
    }

    private int listed(String filter) {
        return fixture.query(
                        fixture.agent,
                        "query($org: ID!) { incidents(filter: {and: [{organisationId: {eq: $org}}, " + filter
                                + "]}) { totalCount } }",
                        Map.of("org", fixture.organisationId))
                .withoutErrors()
                .at("incidents.totalCount")
                .asInt();
    }
}
