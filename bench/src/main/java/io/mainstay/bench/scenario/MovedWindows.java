// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench.scenario;

import io.mainstay.bench.Graph;
import io.mainstay.bench.Meter.Outcome;
import io.mainstay.bench.Scenario;
import io.mainstay.bench.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.neo4j.driver.Record;
import tools.jackson.databind.JsonNode;

/**
 * The window of one change is moved among ten thousand open ones, until the owners of all that it has come into the way of, or out of, are
 * told. Counts who was touched meanwhile, and who of them was planned neither at the old nor at the new time: nobody is to be.
 */
public final class MovedWindows implements Scenario {

    /** Of twenty items: ten of each, of which some are in each other's way wherever they are moved to. */
    private static final int CHANGES = 200;

    private static final int ITEMS = 20;
    private static final String PREFIX = "CHGM";
    private static final String USER = "agent";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger moves = new AtomicInteger();
    private final AtomicInteger touched = new AtomicInteger();
    private final AtomicInteger overlapped = new AtomicInteger();
    private final AtomicInteger outside = new AtomicInteger();

    @Override
    public String name() {
        return "moved-window";
    }

    @Override
    public List<Result> measure(World world) {
        Conflicts.load(world);
        List<String> changes = load(world);
        // One after the other: what is touched by two moves at once could be told of neither.
        Outcome outcome = world.measure(1, _ -> move(world, World.any(changes)));
        return List.of(new Result(
                String.format(
                        Locale.ROOT,
                        "%s (%d moves, of 10,000 changes at the same time %.1f, touched %.2f, of these at another time %d)",
                        name(),
                        moves.get(),
                        (double) overlapped.get() / moves.get(),
                        (double) touched.get() / moves.get(),
                        outside.get()),
                "none at another time",
                outcome,
                null));
    }

    /** The version of a change, and which others are planned at the same time. */
    private record Plan(int version, Set<String> others) {}

    private void move(World world, String id) {
        Graph graph = world.graph();
        Map<String, Long> before = revisions(graph);
        Plan old = plan(graph, id);
        int hours = (moves.get() % 600) + 24;
        JsonNode updated = world.api()
                .ask(
                        USER,
                        "mutation($id: ID!, $input: ChangeUpdateInput!, $version: Int!) { changeUpdate(id: $id, input: $input,"
                                + " expectedVersion: $version) { change { version } userErrors { code message } } }",
                        Map.of(
                                "id",
                                id,
                                "version",
                                old.version(),
                                "input",
                                Map.of(
                                        "window",
                                        Map.of(
                                                "from",
                                                later(graph, hours),
                                                "to",
                                                later(graph, hours + 4),
                                                "zone",
                                                "UTC"))))
                .get("changeUpdate");
        if (updated.get("change").isNull()) {
            throw new IllegalStateException(updated.toString());
        }
        awaitTold(graph, id);
        Plan moved = plan(graph, id);
        Set<String> both = new HashSet<>(old.others());
        both.addAll(moved.others());
        Set<String> changed = revisions(graph).entrySet().stream()
                .filter(one -> !one.getValue().equals(before.get(one.getKey())))
                .map(Map.Entry::getKey)
                .filter(changedId -> !changedId.equals(id))
                .collect(Collectors.toSet());
        moves.incrementAndGet();
        overlapped.addAndGet(both.size());
        touched.addAndGet(changed.size());
        outside.addAndGet(
                (int) changed.stream().filter(one -> !both.contains(one)).count());
    }

    private static String later(Graph graph, int hours) {
        return graph.read(
                        "RETURN toString(datetime.truncate('hour') + duration({hours: $hours})) AS at",
                        Map.of("hours", hours))
                .getFirst()
                .get("at")
                .asString();
    }

    private static Map<String, Long> revisions(Graph graph) {
        return graph
                .read(
                        "MATCH (c:Change) WHERE c.number STARTS WITH 'CHG' RETURN c.id AS id, c.revision AS revision",
                        Map.of())
                .stream()
                .collect(Collectors.toMap(
                        row -> row.get("id").asString(),
                        row -> row.get("revision").asLong()));
    }

    private static Plan plan(Graph graph, String id) {
        Record row = graph.read("""
                        MATCH (mine:Change {id: $id})
                        RETURN mine.version AS version, COLLECT {
                          MATCH (c:Change)
                          USING INDEX c:Change(state, plannedTo, plannedFrom)
                          WHERE c.state IN ['ASSESSMENT', 'AUTHORISATION', 'SCHEDULED', 'IMPLEMENTING']
                            AND c.plannedTo > mine.plannedFrom AND c.plannedFrom < mine.plannedTo AND c.id <> mine.id
                          RETURN c.id
                        } AS others
                        """, Map.of("id", id)).getFirst();
        return new Plan(row.get("version").asInt(), Set.copyOf(row.get("others").asList(value -> value.asString())));
    }

    /** Waits until the consumer that tells has come to the last event of the change. */
    private static void awaitTold(Graph graph, String id) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            boolean told =
                    graph.read("""
                            MATCH (k:OutboxCursor {consumer: 'change.conflicts'})
                            RETURN NOT EXISTS {
                              MATCH (e:OutboxEvent {aggregateId: $id})
                              WHERE e.seq IS NULL OR (e.seq > k.seq AND e.type = 'change.updated.v1')
                            } AS told
                            """, Map.of("id", id)).getFirst().get("told").asBoolean();
            if (told) {
                return;
            }
            pause();
        }
        throw new IllegalStateException("Nobody was told within " + PATIENCE);
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static List<String> load(World world) {
        String there = "MATCH (c:Change) WHERE c.number STARTS WITH '" + PREFIX + "' RETURN c.id AS id";
        int loaded = World.ids(world.graph(), there).size();
        if (loaded < CHANGES) {
            World few = new World(
                    world.stack(),
                    world.api(),
                    world.graph(),
                    world.clients(),
                    world.warmUp(),
                    world.measured(),
                    world.items().subList(0, ITEMS),
                    world.offeringId());
            Conflicts.copies(few, PREFIX, loaded, CHANGES);
            Conflicts.spread(world.graph(), PREFIX);
        }
        return World.ids(world.graph(), there);
    }
}
