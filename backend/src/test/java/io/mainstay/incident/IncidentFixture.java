package io.mainstay.incident;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An organisation with people, a team, a service and a server, and the mutations on incidents as a client sends them. */
final class IncidentFixture {

    static final String FIELDS =
            "id number version revision state priority holdReason resolutionCode closure reopenCount teamId assigneeId"
                    + " reportedAt resolvedAt restoredAt closedAt lastEventAt followUpAt title description";

    final String organisationId = Ids.next();
    final String teamId = Ids.next();
    final String offeringId = Ids.next();
    final String serverId = Ids.next();
    final String retiredId = Ids.next();

    final TestTokens agentPerson = TestTokens.as(Role.AGENT).in(organisationId).teams(teamId);
    final TestTokens callerPerson = TestTokens.as(Role.REQUESTER).in(organisationId);
    final TestTokens integrationPerson = TestTokens.as(Role.INTEGRATION).in(organisationId);
    final String agent = agentPerson.token();
    final String caller = callerPerson.token();
    final String integration = integrationPerson.token();
    final String managerToken =
            TestTokens.as(Role.SERVICE_MANAGER).in(organisationId).token();
    final String auditor = TestTokens.as(Role.AUDITOR).in(organisationId).token();
    final String strangerCaller =
            TestTokens.as(Role.REQUESTER).in(organisationId).token();
    final TestTokens otherAgentPerson = TestTokens.as(Role.AGENT).in(Ids.next());
    final String otherAgent = otherAgentPerson.token();

    private final GraphQlClient client;
    private final UnitOfWork work;
    private final Cypher cypher;

    IncidentFixture(GraphQlClient client, UnitOfWork work, Cypher cypher) {
        this.client = client;
        this.work = work;
        this.cypher = cypher;
        for (String token : List.of(agent, caller, integration, managerToken, auditor, strangerCaller, otherAgent)) {
            client.execute(token, "{ viewer { id } }").withoutErrors();
        }
        work.writeRepeatably(() -> {
            List.of(agentPerson, callerPerson, integrationPerson).forEach(person -> person(person.personId()));
            team(teamId, agentPerson.personId());
            ci(offeringId, "service-offering", "LIVE");
            ci(serverId, "server", "LIVE");
            ci(retiredId, "server", "RETIRED");
            cypher.statement("test/relate-cis")
                    .with("dependentId", offeringId)
                    .with("providerId", serverId)
                    .run();
        });
    }

    void team(String id, String... memberIds) {
        cypher.statement("test/create-team")
                .with("id", id)
                .with("organisationId", organisationId)
                .with("memberIds", List.of(memberIds))
                .run();
    }

    void organisation(String id, @Nullable String parentId) {
        cypher.statement("test/create-organisation")
                .with("id", id)
                .with("parentId", parentId)
                .run();
    }

    void supportTeam(String ciId, @Nullable String team) {
        work.writeRepeatably(() -> cypher.statement("test/set-support-team")
                .with("id", ciId)
                .with("teamId", team)
                .run());
    }

    void person(String id) {
        cypher.statement("test/create-person")
                .with("id", id)
                .with("organisationId", organisationId)
                .run();
    }

    String newCi(String classKey) {
        String id = Ids.next();
        work.writeRepeatably(() -> ci(id, classKey, "LIVE"));
        return id;
    }

    private void ci(String id, String classKey, String lifecycle) {
        cypher.statement("test/create-ci")
                .with("id", id)
                .with("classKey", classKey)
                .with("lifecycle", lifecycle)
                .with("organisationId", organisationId)
                .run();
    }

    GraphQlAnswer query(String token, String document) {
        return client.execute(token, document);
    }

    GraphQlAnswer query(String token, String document, Map<String, ?> variables) {
        return client.execute(token, document, variables);
    }

    GraphQlAnswer report(String token, Map<String, ?> input) {
        return client.execute(
                token,
                "mutation($input: IncidentReportInput!) { incidentReport(input: $input) { incident { " + FIELDS
                        + " } userErrors { code message field parameters } } }",
                Map.of("input", input));
    }

    /** Reports an incident for oneself and returns its id. */
    String reported(String token) {
        return report(token, Map.of("title", "Printer on fire"))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
    }

    /** Sends {@code incident<Action>} of the version that the incident has. */
    GraphQlAnswer act(String token, String action, String id, Map<String, ?> input) {
        return act(token, action, id, version(id), input);
    }

    GraphQlAnswer act(String token, String action, String id, int expectedVersion, Map<String, ?> input) {
        String name = "incident" + action;
        boolean adds = List.of("LinkCis", "Comment", "AddWorkNote").contains(action);
        String versionVariable = adds ? "" : ", $version: Int!";
        String versionArgument = adds ? "" : ", expectedVersion: $version";
        String required = List.of("Start", "Resume", "Confirm", "Close").contains(action) ? "" : "!";
        Map<String, Object> variables = new HashMap<>(Map.of("id", id, "input", input));
        if (!adds) {
            variables.put("version", expectedVersion);
        }
        return client.execute(
                token,
                "mutation($id: ID!, $input: Incident" + action + "Input" + required + versionVariable + ") { " + name
                        + "(id: $id, input: $input" + versionArgument + ") { incident { " + FIELDS
                        + " } userErrors { code message field parameters } } }",
                variables);
    }

    int version(String id) {
        return client.execute(auditor, "query($id: ID!) { incident(id: $id) { version } }", Map.of("id", id))
                .at("incident.version")
                .asInt(0);
    }

    /** The incident assigned to the team, in the state that these actions lead to. */
    String inState(IncidentState state) {
        String id = reported(caller);
        switch (state) {
            case NEW -> {}
            case IN_PROGRESS -> act(agent, "Start", id, Map.of()).accepted("incidentStart");
            case ON_HOLD ->
                act(agent, "Hold", id, Map.of("reason", "AWAITING_CUSTOMER")).accepted("incidentHold");
            case RESOLVED -> resolve(id);
            case CLOSED -> {
                resolve(id);
                act(agent, "Close", id, Map.of()).accepted("incidentClose");
            }
            case CANCELLED ->
                act(agent, "Cancel", id, Map.of("reason", "Reported twice")).accepted("incidentCancel");
        }
        return id;
    }

    GraphQlAnswer resolve(String id) {
        return act(agent, "Resolve", id, Map.of("code", "SOLVED", "resolution", "Extinguished"))
                .accepted("incidentResolve");
    }
}
