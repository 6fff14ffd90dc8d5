// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.KnownPeople;
import io.mainstay.support.TestTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An organisation with people, a service on an application on a server, and the mutations on problems as a client sends them. */
final class ProblemFixture {

    static final String SOFTWARE_INCIDENT = "01900000-0000-7000-8000-000000000221";
    static final String HARDWARE_INCIDENT = "01900000-0000-7000-8000-000000000222";

    private static final String FIELDS =
            "id number version revision state priority holdReason followUpAt title description reopenCount teamId assigneeId"
                    + " knownErrorSince resolutionCode resolution resolvedAt closedAt reason reviewAt duplicateOf { id }"
                    + " effectiveSince";

    final String organisationId = Ids.next();
    final String teamId = Ids.next();
    final String offeringId = Ids.next();
    final String applicationId = Ids.next();
    final String serverId = Ids.next();

    final TestTokens agentPerson = TestTokens.as(Role.AGENT).in(organisationId).teams(teamId);
    final TestTokens callerPerson = TestTokens.as(Role.REQUESTER).in(organisationId);
    final TestTokens managerPerson =
            TestTokens.as(Role.PROBLEM_MANAGER).in(organisationId).teams(teamId);
    final String agent = agentPerson.token();
    final String caller = callerPerson.token();

    /** Works on problems. */
    final String manager = managerPerson.token();

    /** Works on problems and sees what is confidential. */
    final String leader = TestTokens.as(Role.TEAM_LEAD)
            .in(organisationId)
            .cleared(Confidentiality.CONFIDENTIAL)
            .token();

    final String serviceManager =
            TestTokens.as(Role.SERVICE_MANAGER).in(organisationId).token();
    final String auditor = TestTokens.as(Role.AUDITOR)
            .in(organisationId)
            .cleared(Confidentiality.CONFIDENTIAL)
            .token();
    final String stranger = TestTokens.as(Role.PROBLEM_MANAGER).in(Ids.next()).token();

    private final GraphQlClient client;
    private final UnitOfWork work;
    private final Cypher cypher;

    ProblemFixture(GraphQlClient client, UnitOfWork work, Cypher cypher) {
        this.client = client;
        this.work = work;
        this.cypher = cypher;
        KnownPeople.enter(work, cypher, agent, caller, manager, leader, serviceManager, auditor, stranger);
        work.writeRepeatably(() -> {
            for (TestTokens person : List.of(agentPerson, callerPerson, managerPerson)) {
                cypher.statement("test/create-person")
                        .with("id", person.personId())
                        .with("organisationId", organisationId)
                        .run();
            }
            cypher.statement("test/create-team")
                    .with("id", teamId)
                    .with("organisationId", organisationId)
                    .with("memberIds", List.of(agentPerson.personId(), managerPerson.personId()))
                    .run();
            ci(offeringId, "service-offering");
            ci(applicationId, "application");
            ci(serverId, "server");
            fails(offeringId, applicationId);
            fails(applicationId, serverId);
        });
    }

    String newCi(String classKey) {
        String id = Ids.next();
        work.writeRepeatably(() -> ci(id, classKey));
        return id;
    }

    /** Lets one item fail with another. */
    void depends(String dependentId, String providerId) {
        work.writeRepeatably(() -> fails(dependentId, providerId));
    }

    private void ci(String id, String classKey) {
        cypher.statement("test/create-ci")
                .with("id", id)
                .with("classKey", classKey)
                .with("lifecycle", "LIVE")
                .with("organisationId", organisationId)
                .run();
    }

    private void fails(String dependentId, String providerId) {
        cypher.statement("test/relate-cis")
                .with("dependentId", dependentId)
                .with("providerId", providerId)
                .run();
    }

    GraphQlAnswer query(String token, String document) {
        return client.execute(token, document);
    }

    GraphQlAnswer query(String token, String document, Map<String, ?> variables) {
        return client.execute(token, document, variables);
    }

    /** What is asked of one problem. */
    JsonNode read(String token, String id, String fields) {
        return client.execute(token, "query($id: ID!) { problem(id: $id) { " + fields + " } }", Map.of("id", id))
                .withoutErrors()
                .at("problem");
    }

    /** What is asked of one incident. */
    JsonNode incident(String token, String id, String fields) {
        return client.execute(token, "query($id: ID!) { incident(id: $id) { " + fields + " } }", Map.of("id", id))
                .withoutErrors()
                .at("incident");
    }

    /** Reports an incident of software on configuration items. */
    String incidentOn(String... ciIds) {
        return incidentOf(SOFTWARE_INCIDENT, ciIds);
    }

    String incidentOf(String categoryId, String... ciIds) {
        return client.execute(
                        caller,
                        "mutation($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id }"
                                + " userErrors { code message field } } }",
                        Map.of(
                                "input",
                                Map.of("title", "Shop is slow", "categoryId", categoryId, "ciIds", List.of(ciIds))))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
    }

    /** Many incidents by few requests. */
    List<String> incidents(int count) {
        List<String> ids = new ArrayList<>();
        for (int from = 0; from < count; from += 25) {
            int size = Math.min(25, count - from);
            GraphQlAnswer answer = client.execute(
                            caller,
                            "mutation { "
                                    + IntStream.range(0, size)
                                            .mapToObj(
                                                    number -> "i" + number
                                                            + ": incidentReport(input: {title: \"One of many\"}) { incident { id } userErrors { code } }")
                                            .collect(Collectors.joining(" "))
                                    + " }")
                    .withoutErrors();
            IntStream.range(0, size).forEach(number -> ids.add(answer.text("i" + number + ".incident.id")));
        }
        return ids;
    }

    /** Sends {@code incident<Action>} of the version that the incident has. */
    GraphQlAnswer actOnIncident(String token, String action, String id, Map<String, ?> input) {
        int version = incident(auditor, id, "version").at("/version").asInt();
        return client.execute(
                token,
                "mutation($id: ID!, $input: Incident" + action + "Input!, $version: Int!) { incident" + action
                        + "(id: $id, input: $input, expectedVersion: $version) { incident { id state }"
                        + " userErrors { code message field } } }",
                Map.of("id", id, "input", input, "version", version));
    }

    void resolveIncident(String id) {
        actOnIncident(agent, "Resolve", id, Map.of("code", "SOLVED", "resolution", "Restarted"))
                .accepted("incidentResolve");
    }

    GraphQlAnswer rate(String token, String incidentId, String problemId, boolean helped) {
        return client.execute(
                token,
                "mutation($id: ID!, $input: IncidentRateWorkaroundInput!) { incidentRateWorkaround(id: $id, input: $input)"
                        + " { incident { id revision workarounds { helped } } userErrors { code message field } } }",
                Map.of("id", incidentId, "input", Map.of("problemId", problemId, "helped", helped)));
    }

    GraphQlAnswer report(String token, Map<String, ?> input) {
        return report(token, input, null);
    }

    GraphQlAnswer report(String token, Map<String, ?> input, @Nullable String key) {
        Map<String, Object> variables = new HashMap<>(Map.of("input", input));
        variables.put("key", key);
        return client.execute(
                token,
                "mutation($input: ProblemReportInput!, $key: String) { problemReport(input: $input, idempotencyKey: $key)"
                        + " { problem { " + FIELDS + " } userErrors { code message field parameters } } }",
                variables);
    }

    /** Reports a problem and returns its id. */
    String reported(Map<String, ?> details) {
        Map<String, Object> input = new HashMap<>(Map.of("title", "Memory of the shop runs full"));
        input.putAll(details);
        return report(manager, input).accepted("problemReport").text("problemReport.problem.id");
    }

    /** Sends {@code problem<Action>} of the version that the problem has. */
    GraphQlAnswer act(String token, String action, String id, Map<String, ?> input) {
        return act(token, action, id, version(id), input);
    }

    GraphQlAnswer act(String token, String action, String id, int expectedVersion, Map<String, ?> input) {
        boolean adds = List.of("LinkIncidents", "TellCallers", "LinkCis", "Comment", "AddWorkNote", "Attach")
                .contains(action);
        boolean plain = List.of("Investigate", "MarkKnownError", "Fix", "Close", "Resume")
                .contains(action);
        Map<String, Object> variables = new HashMap<>(Map.of("id", id, "input", input));
        if (!adds) {
            variables.put("version", expectedVersion);
        }
        return client.execute(
                token,
                "mutation($id: ID!, $input: Problem" + action + "Input" + (plain ? "" : "!")
                        + (adds ? "" : ", $version: Int!") + ") { problem" + action + "(id: $id, input: $input"
                        + (adds ? "" : ", expectedVersion: $version") + ") { problem { " + FIELDS
                        + " } userErrors { code message field parameters } } }",
                variables);
    }

    /** As {@link #act}, and it must be accepted. */
    JsonNode done(String action, String id, Map<String, ?> input) {
        return act(manager, action, id, input).accepted("problem" + action).at("problem" + action + ".problem");
    }

    int version(String id) {
        return read(auditor, id, "version").at("/version").asInt(0);
    }

    String state(String id) {
        return read(auditor, id, "state").at("/state").asString();
    }

    void assess(String id) {
        done("Assess", id, Map.of("impact", "HIGH", "urgency", "MEDIUM"));
    }

    void analyse(String id) {
        done("SetRootCause", id, Map.of("category", "SOFTWARE", "text", "The cache is never emptied"));
    }

    /** Moves a new problem to the state, by the shortest way. */
    void move(String id, ProblemState state) {
        switch (state) {
            case NEW -> {}
            case ASSESSED -> assess(id);
            case INVESTIGATING -> {
                assess(id);
                done("Investigate", id, Map.of());
            }
            case FIXING -> {
                move(id, ProblemState.INVESTIGATING);
                analyse(id);
                done("Fix", id, Map.of());
            }
            case RESOLVED -> {
                assess(id);
                done("Resolve", id, Map.of("code", "FIXED_WITHOUT_CHANGE", "resolution", "Emptied the cache"));
            }
            case CLOSED -> {
                move(id, ProblemState.RESOLVED);
                done("Close", id, Map.of());
            }
            case RISK_ACCEPTED -> {
                assess(id);
                done("AcceptRisk", id, Map.of("reason", "Goes out of use", "reviewAt", "2099-01-01T00:00:00Z"));
            }
            case DUPLICATE -> done("MarkDuplicate", id, Map.of("duplicateOfId", reported(Map.of())));
            case CANCELLED -> done("Cancel", id, Map.of("reason", "None after all"));
        }
    }

    /** Makes a new problem a known error. */
    void markKnownError(String id) {
        move(id, ProblemState.INVESTIGATING);
        analyse(id);
        done("MarkKnownError", id, Map.of());
    }

    static List<String> texts(JsonNode list, String pointer) {
        List<String> texts = new ArrayList<>();
        list.forEach(node -> texts.add(node.at(pointer).asString()));
        return texts;
    }
}
