// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench.scenario;

import static io.mainstay.bench.World.agent;
import static io.mainstay.bench.World.any;

import io.mainstay.bench.Incidents;
import io.mainstay.bench.Meter.Operation;
import io.mainstay.bench.Scenario;
import io.mainstay.bench.Scenario.Repeated;
import io.mainstay.bench.World;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lists as desks and dashboards show them, fifty records at a time. */
public final class Lists {

    private static final String GOAL = "p95 60 ms";
    private static final String ROW =
            "nodes { id number title state priority reportedAt assignee { displayName } team { name } }";

    private Lists() {}

    public static List<Scenario> all() {
        return List.of(
                new Repeated("list-newest", GOAL, incidents("", ""), Lists::bareNewest),
                new Repeated("list-my-team-by-priority", GOAL, Lists::myTeam, null),
                new Repeated("list-mine", GOAL, Lists::mine, null),
                new Repeated(
                        "list-unassigned",
                        GOAL,
                        incidents("filter: {open: {eq: true}, assigneeId: {isNull: true}}, ", ""),
                        null),
                new Repeated("list-of-person", GOAL, Lists::ofPerson, null),
                new Repeated("list-of-ci", GOAL, Lists::ofItem, null),
                new Repeated("total-count", "100 ms", incidents("", " totalCount"), null),
                new Repeated("grouped-counts", "100 ms", Lists::queues, null),
                new Repeated("ci-list", GOAL, Lists::items, null));
    }

    static Function<World, Operation> incidents(String arguments, String also) {
        return world -> client -> list(world, client, arguments, also);
    }

    static void list(World world, int client, String arguments, String also) {
        world.api()
                .ask(
                        agent(client),
                        "{ incidents(" + arguments + "first: 50) { " + ROW + also + " pageInfo { hasNextPage } } }",
                        Map.of());
    }

    private static Operation bareNewest(World world) {
        return _ -> world.graph()
                .read(
                        "MATCH (i:Incident) WHERE i.reportedAt IS NOT NULL AND i.id IS NOT NULL RETURN i"
                                + " ORDER BY i.reportedAt DESC, i.id DESC LIMIT 51",
                        Map.of());
    }

    private static Operation myTeam(World world) {
        String team = new Incidents(world.api(), agent(0)).teamId("Service Desk");
        return client -> list(
                world,
                client,
                "filter: {open: {eq: true}, teamId: {eq: \"" + team + "\"}}, sort: [{field: PRIORITY}], ",
                "");
    }

    /** How many are in each queue of a desk. */
    private static Operation queues(World world) {
        return client -> world.api()
                .ask(
                        agent(client),
                        "{ incidentCounts(filter: {open: {eq: true}}, groups: [{assigneeId: {isNull: true}},"
                                + " {priority: {in: [P1, P2]}}, {}]) { counts } }",
                        Map.of());
    }

    private static Operation mine(World world) {
        List<String> people = List.of(person(world, 0), person(world, 1), person(world, 2), person(world, 3));
        return client -> list(
                world,
                client,
                "filter: {open: {eq: true}, assigneeId: {eq: \"" + people.get(client % people.size()) + "\"}}, ",
                "");
    }

    private static Operation ofPerson(World world) {
        String reporter = person(world, 0);
        return client -> list(world, client, "filter: {affectedPersonId: {eq: \"" + reporter + "\"}}, ", "");
    }

    private static String person(World world, int client) {
        return world.api()
                .ask(agent(client), "{ viewer { id } }", Map.of())
                .get("viewer")
                .get("id")
                .asString();
    }

    private static Operation ofItem(World world) {
        return client -> world.api()
                .ask(
                        agent(client),
                        "query($id: ID!) { configurationItem(id: $id) { name incidents(first: 50) { " + ROW + " } } }",
                        Map.of("id", any(world.items())));
    }

    private static Operation items(World world) {
        return client -> world.api()
                .ask(
                        agent(client),
                        "{ configurationItems(first: 50) { nodes { id number name operationalStatus class { name } } }"
                                + " }",
                        Map.of());
    }
}
