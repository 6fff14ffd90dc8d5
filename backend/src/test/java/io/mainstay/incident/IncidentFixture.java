// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident;

import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.TestTokens;
import io.mainstay.ticket.TicketWorld;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The world of tickets and the mutations on incidents as a client sends them. */
final class IncidentFixture extends TicketWorld {

    static final String FIELDS =
            "id number version revision state priority holdReason resolutionCode closure reopenCount teamId assigneeId"
                    + " reportedAt resolvedAt restoredAt closedAt lastEventAt followUpAt title description";

    final String managerToken =
            TestTokens.as(Role.SERVICE_MANAGER).in(organisationId).token();

    IncidentFixture(GraphQlClient client, UnitOfWork work, Cypher cypher) {
        super(client, work, cypher);
        enter(managerToken);
    }

    GraphQlAnswer report(String token, Map<String, ?> input) {
        return query(
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
        boolean adds = List.of("LinkCis", "Comment", "AddWorkNote", "Attach").contains(action);
        String versionVariable = adds ? "" : ", $version: Int!";
        String versionArgument = adds ? "" : ", expectedVersion: $version";
        String required = List.of("Start", "Resume", "Confirm", "Close").contains(action) ? "" : "!";
        Map<String, Object> variables = new HashMap<>(Map.of("id", id, "input", input));
        if (!adds) {
            variables.put("version", expectedVersion);
        }
        return query(
                token,
                "mutation($id: ID!, $input: Incident" + action + "Input" + required + versionVariable + ") { " + name
                        + "(id: $id, input: $input" + versionArgument + ") { incident { " + FIELDS
                        + " } userErrors { code message field parameters } } }",
                variables);
    }

    int version(String id) {
        return stored(id, row -> row.integer("version")).orElse(0);
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
