// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench.scenario;

import io.mainstay.bench.Meter.Operation;
import io.mainstay.bench.Scenario;
import io.mainstay.bench.World;
import io.mainstay.bench.World.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What waits for somebody to approve, 200 of 100,000 requests, and its approval by two who may. */
public final class Approvals {

    private static final int REQUESTS = 100_000;
    private static final int WAITING = 200;

    /** More than are approved while it is measured. */
    private static final int TO_APPROVE = 6_000;

    private static final String PREFIX = "CHGA";

    /** Two people: of one alone only a few requests run at once. */
    private static final List<String> APPROVERS = List.of("change-manager", "administrator");

    private static final List<String> ROLES = List.of("CHANGE_MANAGER", "ADMINISTRATOR");

    private Approvals() {}

    public static List<Scenario> all() {
        return List.of(
                new Scenario.Repeated("my-approvals", "p50 60 ms", Approvals::mine, null),
                new Scenario.Repeated("approve", "100/s with 8 clients", Approvals::approve, null));
    }

    /** A page with what people decide by: risk, conflicts, outage, and what is new since they looked. */
    private static Operation mine(World world) {
        int waiting = waiting(world, ROLES.getFirst()).size();
        assessed(world, Math.max(0, WAITING - waiting));
        putOff(world, Math.max(0, waiting - WAITING));
        others(world);
        return _ -> world.api()
                .ask(
                        APPROVERS.getFirst(),
                        "{ myApprovals(first: 25) { nodes { id stageName dueAt viewerCanDecide record { ... on Change { number title"
                                + " riskLevel decisionSummary { riskLevel conflictCount affectedServiceCount complete changedCount } } } }"
                                + " pageInfo { hasNextPage } } }",
                        Map.of());
    }

    /** Lets so many wait for somebody else: those that were to be approved and were not. */
    private static void putOff(World world, int tooMany) {
        world.graph()
                .write(
                        "MATCH (r:ApprovalRequest {waitingKey: 'role:" + ROLES.getFirst() + "'}) WITH r LIMIT $tooMany"
                                + " SET r.waitingKey = 'person:nobody'",
                        Map.of("tooMany", tooMany));
    }

    private static Operation approve(World world) {
        assessed(
                world, Math.max(0, TO_APPROVE - waiting(world, ROLES.getFirst()).size()));
        List<Supply<String>> supplies = new ArrayList<>();
        for (int who = 0; who < APPROVERS.size(); who++) {
            supplies.add(World.each(every(waiting(world, ROLES.get(who)), APPROVERS.size(), who)));
        }
        return client -> {
            int who = client % APPROVERS.size();
            JsonNode answer = world.api()
                    .ask(
                            APPROVERS.get(who),
                            "mutation($id: ID!) { approvalDecide(requestId: $id, decision: APPROVE) { approval { state }"
                                    + " userErrors { code message } } }",
                            Map.of("id", supplies.get(who).take()))
                    .get("approvalDecide");
            if (!answer.get("userErrors").isEmpty()) {
                throw new IllegalStateException(answer.get("userErrors").toString());
            }
        };
    }

    /** Each so-manieth: the requests of the roles stand in the order of their changes, so that nobody takes what another one has. */
    private static List<String> every(List<String> all, int step, int from) {
        List<String> some = new ArrayList<>();
        for (int place = from; place < all.size(); place += step) {
            some.add(all.get(place));
        }
        return some;
    }

    private static List<String> waiting(World world, String role) {
        return World.ids(
                world.graph(),
                "MATCH (r:ApprovalRequest) WHERE r.waitingKey = 'role:" + role
                        + "' AND r.recordType = 'Change' RETURN r.id AS id ORDER BY r.recordId");
    }

    /** So many more changes with a low risk that wait for authorisation, through the API, so that their requests are real. */
    private static void assessed(World world, int more) {
        if (more == 0) {
            return;
        }
        String numbers = "MATCH (c:Change) WHERE c.number STARTS WITH '" + PREFIX + "' ";
        int there = world.graph()
                .read(numbers + "RETURN count(c) AS count", Map.of())
                .getFirst()
                .get("count")
                .asInt();
        Conflicts.copies(world, PREFIX, there, there + more);
        // In turn in a month, as people plan.
        world.graph()
                .write(
                        numbers + "AND c.state = 'ASSESSMENT' SET c.plannedFrom = datetime() + duration({minutes:"
                                + " 60 + toInteger(rand() * 43200)}) SET c.plannedTo = c.plannedFrom + duration({hours: 4}),"
                                + " c.implementerIds = ['bench-' + toString(toInteger(rand() * 500))]",
                        Map.of());
        World.ids(world.graph(), numbers + "AND c.state = 'ASSESSMENT' RETURN c.id AS id").parallelStream()
                .forEach(id -> world.api()
                        .ask(
                                APPROVERS.getFirst(),
                                "mutation($id: ID!) { changeAssess(id: $id, input: {riskLevel: LOW, reason: \"It is measured\"},"
                                        + " expectedVersion: 2) { userErrors { code message } } }",
                                Map.of("id", id)));
    }

    /** Requests that wait for others, as many as are missing; of no record that there is, so that none has more than it would have. */
    private static void others(World world) {
        world.graph().write("""
                        MATCH (r:ApprovalRequest {waitingKey: 'role:CHANGE_MANAGER'})
                        WITH r LIMIT 1
                        CALL () { MATCH (other:ApprovalRequest) RETURN count(other) AS there }
                        UNWIND range(there + 1, $requests) AS i
                        CREATE (c:ApprovalRequest)
                        SET c = r {.*, id: randomUUID(), recordId: randomUUID(), current: false,
                          waitingKey: 'person:' + toString(i % 500)}
                        """, Map.of("requests", REQUESTS));
    }
}
