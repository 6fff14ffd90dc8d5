// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench.scenario;

import static io.mainstay.bench.World.agent;
import static io.mainstay.bench.World.any;

import io.mainstay.bench.Meter.Operation;
import io.mainstay.bench.Scenario;
import io.mainstay.bench.Scenario.Repeated;
import io.mainstay.bench.World;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One record at a time, and what belongs to it. */
public final class Reads {

    private static final String GOAL = "p95 60 ms";

    private Reads() {}

    public static List<Scenario> all() {
        return List.of(
                new Repeated(
                        "read-incident-small",
                        "800/s",
                        incident("number title state priority affectedCis { id name }"),
                        null),
                new Repeated("read-incident-full", "500/s", incident("""
                    number title description state priority team { name } assignee { displayName }
                    affectedPerson { displayName } reporter { displayName } affectedCis { name }
                    slaClocks { metric state outcome dueAt remaining }
                    workLog(first: 20) { nodes { kind text author { displayName } } }
                    """), null),
                new Repeated(
                        "work-log",
                        GOAL,
                        incident("workLog(first: 50) { nodes { kind text author { displayName } } }"),
                        null),
                new Repeated(
                        "history",
                        GOAL,
                        incident("history(first: 50) { nodes { revision action fields { field before after } } }"),
                        null),
                new Repeated(
                        "people",
                        GOAL,
                        world -> client -> world.api()
                                .ask(agent(client), "{ people(first: 50) { nodes { id displayName } } }", Map.of()),
                        null),
                new Repeated("search-rare-word", "800/s", Reads::search, Reads::bareSearch));
    }

    static Function<World, Operation> incident(String fields) {
        return world -> {
            List<String> ids = World.ids(
                    world.graph(), "MATCH (i:Incident) WHERE i.number >= 'INC1' RETURN i.id AS id LIMIT 20000");
            return client -> world.api()
                    .ask(
                            agent(client),
                            "query($id: ID!) { incident(id: $id) { id " + fields + " } }",
                            Map.of("id", any(ids)));
        };
    }

    static Operation search(World world) {
        List<String> titles = titles(world);
        return client -> world.api()
                .ask(
                        agent(client),
                        "query($text: String!) { search(query: $text, first: 10) { source nodes { id title } } }",
                        Map.of("text", rare(any(titles))));
    }

    private static Operation bareSearch(World world) {
        List<String> titles = titles(world);
        return _ -> world.api()
                .post(
                        world.stack().elasticsearchUri() + "/mainstay*/_search",
                        "{\"size\": 10, \"query\": {\"multi_match\": {\"query\": \"" + rare(any(titles)) + "\"}}}");
    }

    private static List<String> titles(World world) {
        return World.ids(
                world.graph(),
                "MATCH (i:Incident) WHERE i.number >= 'INC1' AND i.title =~ '.* [0-9]+' RETURN i.title AS id LIMIT"
                        + " 5000");
    }

    /** Titles that were loaded end with a number of their own. */
    private static String rare(String title) {
        return title.substring(title.lastIndexOf(' ') + 1);
    }
}
