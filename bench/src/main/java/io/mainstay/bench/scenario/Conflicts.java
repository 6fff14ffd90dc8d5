// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench.scenario;

import io.mainstay.bench.Api;
import io.mainstay.bench.Graph;
import io.mainstay.bench.Meter.Operation;
import io.mainstay.bench.Scenario;
import io.mainstay.bench.Template;
import io.mainstay.bench.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The conflicts of one change among ten thousand open ones, whose windows of four hours are spread over a month. */
public final class Conflicts {

    private static final int CHANGES = 10_000;
    private static final int CHUNK = 500;
    private static final String USER = "agent";
    private static final String OPEN = "MATCH (c:Change) WHERE c.number STARTS WITH 'CHGB' RETURN c.id AS id";

    private Conflicts() {}

    public static List<Scenario> all() {
        return List.of(new Scenario.Repeated(
                "change-conflicts", "p50 200 ms, 3 times the bare query", Conflicts::ours, Conflicts::bare));
    }

    private static Operation ours(World world) {
        List<String> changes = load(world);
        return _ -> world.api()
                .ask(
                        USER,
                        "query($id: ID!) { changeConflicts(id: $id) { complete hiddenConflictCount conflicts { kind change { number }"
                                + " cis { name } otherCis { name } explanation } } }",
                        Map.of("id", World.any(changes)));
    }

    /** The overlapping windows alone, each with its items. */
    private static Operation bare(World world) {
        List<String> changes = load(world);
        return _ -> world.graph().read("""
                        MATCH (mine:Change {id: $id})
                        MATCH (c:Change)
                        USING INDEX c:Change(state, plannedTo, plannedFrom)
                        WHERE c.state IN ['ASSESSMENT', 'AUTHORISATION', 'SCHEDULED', 'IMPLEMENTING']
                          AND c.plannedTo > mine.plannedFrom AND c.plannedFrom < mine.plannedTo
                        RETURN c.id AS id, COLLECT { MATCH (c)-[:AFFECTS]->(ci) RETURN ci.id } AS ciIds
                        """, Map.of("id", World.any(changes)));
    }

    static List<String> load(World world) {
        List<String> loaded = World.ids(world.graph(), OPEN);
        if (loaded.size() < CHANGES) {
            copies(world, "CHGB", loaded.size(), CHANGES);
            spread(world.graph(), "CHGB");
        }
        return World.ids(world.graph(), OPEN);
    }

    /** Plans the changes whose numbers begin so at times of a month, each for somebody else. */
    static void spread(Graph graph, String prefix) {
        graph.write("""
                        MATCH (c:Change) WHERE c.number STARTS WITH $prefix
                        SET c.plannedFrom = datetime() + duration({minutes: toInteger(rand() * 43200)})
                        SET c.plannedTo = c.plannedFrom + duration({hours: 4}),
                          c.implementerIds = ['bench-' + toString(toInteger(rand() * 500))]
                        """, Map.of("prefix", prefix));
    }

    /** Changes that were handed in, each of an item of its own, with these numbers behind the prefix. */
    static void copies(World world, String prefix, int from, int to) {
        Graph graph = world.graph();
        String item = World.any(world.items());
        String original = submitted(world.api(), item);
        Template template = Template.read(graph, original, false);
        cancel(world.api(), original);
        List<Template> chunk = new ArrayList<>();
        for (int number = from; number < to; number++) {
            chunk.add(template.copy(
                    prefix + "%06d".formatted(number),
                    "Change %d".formatted(number),
                    Map.of(item, World.any(world.items())),
                    Duration.ZERO));
            if (chunk.size() == CHUNK || number == to - 1) {
                Template.write(graph, chunk);
                chunk.clear();
            }
        }
        // What the original was in the way of when it was copied, the copies are not.
        graph.write(
                "MATCH (c:Change) WHERE c.number STARTS WITH $prefix MATCH (c)-[with:CONFLICTS_WITH]-() DELETE with",
                Map.of("prefix", prefix));
    }

    /** So that it is in nobody's way. */
    private static void cancel(Api api, String id) {
        api.ask(
                USER,
                "mutation($id: ID!) { changeCancel(id: $id, input: {reason: \"It was copied\"}, expectedVersion: 2)"
                        + " { userErrors { code message } } }",
                Map.of("id", id));
    }

    private static String submitted(Api api, String item) {
        Instant from = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(1));
        String me = api.ask(USER, "{ viewer { id } }", Map.of())
                .get("viewer")
                .get("id")
                .asString();
        JsonNode requested = api.ask(
                        USER,
                        "mutation($input: ChangeRequestInput!) { changeRequest(input: $input)"
                                + " { change { id } userErrors { code message field } } }",
                        Map.of(
                                "input",
                                Map.of(
                                        "title",
                                        "Change " + UUID.randomUUID(),
                                        "reason",
                                        "It is measured",
                                        "plan",
                                        "Ask for conflicts",
                                        "backOutPlan",
                                        "None",
                                        "window",
                                        Map.of(
                                                "from",
                                                from.toString(),
                                                "to",
                                                from.plus(Duration.ofHours(4)).toString(),
                                                "zone",
                                                "UTC"),
                                        "implementerIds",
                                        List.of(me),
                                        "ciIds",
                                        List.of(item))))
                .get("changeRequest");
        String id = requested.get("change").get("id").asString();
        api.ask(
                USER,
                "mutation($id: ID!) { changeSubmit(id: $id, expectedVersion: 1) { userErrors { code message } } }",
                Map.of("id", id));
        return id;
    }
}
