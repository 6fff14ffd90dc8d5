// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.SettableClock;
import io.mainstay.support.TestTokens;
import io.mainstay.ticket.TicketWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The world of tickets with the people of a change, and the mutations on changes as a client sends them. */
final class ChangeFixture extends TicketWorld {

    private static final String FIELDS =
            "id number version revision state type priority riskLevel authorisedAt authorisedHow"
                    + " authorisedBy { id } paperworkDueAt paperworkFiledAt actualFrom actualTo outcome unauthorised rejectionReason";

    /** What adds something, whatever else has changed. */
    private static final Set<String> ADDING =
            Set.of("LinkRecords", "LinkCis", "Comment", "AddWorkNote", "Attach", "AddTask", "CompleteTask");

    private static final Set<String> PLAIN = Set.of("Submit", "Authorise", "Start", "Resume", "EndConflictExemption");

    final TestTokens implementerPerson =
            TestTokens.as(Role.AGENT).in(organisationId).teams(teamId);
    final TestTokens managerPerson =
            TestTokens.as(Role.CHANGE_MANAGER).in(organisationId).teams(teamId);
    final TestTokens deputyPerson = TestTokens.as(Role.CHANGE_MANAGER).in(organisationId);

    /** Requests changes. */
    final String requester = agent;

    final String implementer = implementerPerson.token();

    /** Assesses, authorises and closes changes. */
    final String manager = managerPerson.token();

    /** The same. */
    final String deputy = deputyPerson.token();

    /** Sees what is confidential. */
    final String leader = TestTokens.as(Role.TEAM_LEAD)
            .in(organisationId)
            .cleared(Confidentiality.CONFIDENTIAL)
            .token();

    /** A change manager of another organisation. */
    final String stranger = TestTokens.as(Role.CHANGE_MANAGER).in(Ids.next()).token();

    final SettableClock clock;

    ChangeFixture(GraphQlClient client, UnitOfWork work, Cypher cypher, SettableClock clock) {
        super(client, work, cypher);
        this.clock = clock;
        enter(implementer, manager, deputy, leader, stranger);
        work.writeRepeatably(() -> {
            for (TestTokens each : List.of(implementerPerson, managerPerson, deputyPerson)) {
                person(each.personId());
            }
            team(teamId, agentPerson.personId(), implementerPerson.personId(), managerPerson.personId());
        });
    }

    /** A window around now. */
    Map<String, Object> window() {
        return window(Duration.ofMinutes(-5), Duration.ofHours(2));
    }

    Map<String, Object> window(Duration from, Duration to) {
        Instant now = clock.now();
        return Map.of("from", now.plus(from).toString(), "to", now.plus(to).toString(), "zone", "Europe/Berlin");
    }

    GraphQlAnswer request(String token, Map<String, ?> input, @Nullable String key) {
        Map<String, Object> variables = new HashMap<>(Map.of("input", input));
        variables.put("key", key);
        return query(
                token,
                "mutation($input: ChangeRequestInput!, $key: String) { changeRequest(input: $input, idempotencyKey: $key)"
                        + " { change { " + FIELDS + " } userErrors { code message field parameters } } }",
                variables);
    }

    /** Requests a change that lacks nothing, and returns its id. */
    String requested(Map<String, ?> details) {
        Map<String, Object> input = new HashMap<>(Map.of(
                "title",
                "Replace the server",
                "reason",
                "It is old",
                "plan",
                "Put the new one beside it and move",
                "testPlan",
                "Tried on another",
                "backOutPlan",
                "Move back",
                "window",
                window(),
                "implementerIds",
                List.of(implementerPerson.personId()),
                "ciIds",
                List.of(serverId)));
        input.putAll(details);
        return request(requester, input, null).accepted("changeRequest").text("changeRequest.change.id");
    }

    /** An emergency of which nothing is known but who deals with it. */
    String emergency(Map<String, ?> details) {
        Map<String, Object> input = new HashMap<>(Map.of(
                "type",
                "EMERGENCY",
                "title",
                "Restart the server",
                "reason",
                "It hangs",
                "imminentRisk",
                "All sales stop",
                "implementerIds",
                List.of(implementerPerson.personId())));
        input.putAll(details);
        return request(requester, input, null).accepted("changeRequest").text("changeRequest.change.id");
    }

    GraphQlAnswer act(String token, String action, String id, Map<String, ?> input) {
        return act(token, action, id, version(id), input);
    }

    GraphQlAnswer act(String token, String action, String id, int expectedVersion, Map<String, ?> input) {
        boolean adds = ADDING.contains(action);
        Map<String, Object> variables = new HashMap<>(Map.of("id", id, "input", input));
        if (!adds) {
            variables.put("version", expectedVersion);
        }
        return query(
                token,
                "mutation($id: ID!, $input: Change" + action + "Input" + (PLAIN.contains(action) ? "" : "!")
                        + (adds ? "" : ", $version: Int!") + ") { change" + action + "(id: $id, input: $input"
                        + (adds ? "" : ", expectedVersion: $version") + ") { change { " + FIELDS
                        + " } userErrors { code message field parameters } } }",
                variables);
    }

    /** As {@link #act}, and it must be accepted. */
    JsonNode done(String token, String action, String id, Map<String, ?> input) {
        return act(token, action, id, input).accepted("change" + action).at("change" + action + ".change");
    }

    List<String> refused(String token, String action, String id, Map<String, ?> input) {
        return act(token, action, id, input).withoutErrors().userErrorCodes("change" + action);
    }

    JsonNode read(String token, String id, String fields) {
        return query(token, "query($id: ID!) { change(id: $id) { " + fields + " } }", Map.of("id", id))
                .withoutErrors()
                .at("change");
    }

    int version(String id) {
        return stored(id, row -> row.integer("version")).orElseThrow();
    }

    String state(String id) {
        return stored(id, row -> row.string("state")).orElseThrow();
    }

    /** Moves a new change to the state, by the shortest way. */
    void move(String id, ChangeState state) {
        boolean emergency = stored(id, row -> row.string("type")).orElseThrow().equals("EMERGENCY");
        switch (state) {
            case DRAFT -> {}
            case ASSESSMENT -> done(requester, "Submit", id, Map.of());
            case AUTHORISATION -> {
                done(requester, "Submit", id, Map.of());
                if (!emergency) {
                    done(manager, "Assess", id, Map.of("riskLevel", "LOW", "reason", "Done often"));
                }
            }
            case SCHEDULED -> {
                move(id, ChangeState.AUTHORISATION);
                done(manager, "Authorise", id, Map.of());
            }
            case IMPLEMENTING -> {
                move(id, ChangeState.SCHEDULED);
                done(implementer, "Start", id, Map.of());
            }
            case REVIEW -> {
                move(id, ChangeState.IMPLEMENTING);
                done(implementer, "Complete", id, Map.of("outcome", "SUCCESSFUL"));
            }
            case CLOSED -> {
                move(id, ChangeState.REVIEW);
                done(manager, "Close", id, Map.of("review", "As planned"));
            }
            case CANCELLED -> done(requester, "Cancel", id, Map.of("reason", "Not needed"));
        }
    }

    String incident(Map<String, ?> details) {
        Map<String, Object> input = new HashMap<>(Map.of("title", "Shop is down"));
        input.putAll(details);
        return query(
                        agent,
                        "mutation($input: IncidentReportInput!) { incidentReport(input: $input) { incident { id }"
                                + " userErrors { code message field } } }",
                        Map.of("input", input))
                .accepted("incidentReport")
                .text("incidentReport.incident.id");
    }

    String problem() {
        return query(
                        agent,
                        "mutation { problemReport(input: {title: \"Shop is down often\"}) { problem { id }"
                                + " userErrors { code message field } } }")
                .accepted("problemReport")
                .text("problemReport.problem.id");
    }

    /** What is asked of an incident or a problem. */
    JsonNode of(String kind, String token, String id, String fields) {
        return query(token, "query($id: ID!) { " + kind + "(id: $id) { " + fields + " } }", Map.of("id", id))
                .withoutErrors()
                .at(kind);
    }

    static List<String> texts(JsonNode list, String pointer) {
        List<String> texts = new ArrayList<>();
        list.forEach(node -> texts.add(node.at(pointer).asString()));
        return texts;
    }
}
