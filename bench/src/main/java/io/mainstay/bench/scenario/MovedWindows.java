// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench.scenario;

import io.mainstay.bench.Graph;
import io.mainstay.bench.Meter.Outcome;
import io.mainstay.bench.Scenario;
import io.mainstay.bench.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.neo4j.driver.Record;
import tools.jackson.databind.JsonNode;

/**
 * The window of one change is moved among ten thousand open ones, until the owners of all that it has come into the way of, or out of, are
 * told: that is measured. Some moves before it are not measured but counted: which others were locked or told meanwhile, and whether one of them was
 * planned neither at the old nor at the new time, which fails.
 */
public final class MovedWindows implements Scenario {

    /** Of twenty items: ten of each, of which some are in each other's way wherever they are moved to. */
    private static final int CHANGES = 200;

    private static final int ITEMS = 20;
    private static final int COUNTED = 20;
    private static final String PREFIX = "CHGM";
    private static final String USER = "agent";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger moves = new AtomicInteger();

    @Override
    public String name() {
        return "moved-window";
    }

    @Override
    public List<Result> measure(World world) {
        Conflicts.load(world);
        List<String> changes = load(world);
        Graph graph = world.graph();
        Map<String, Integer> versions = new ConcurrentHashMap<>();
        changes.forEach(id -> versions.put(id, plan(graph, id).version()));
        int overlapped = 0;
        int touched = 0;
        for (int n = 0; n < COUNTED; n++) {
            String id = World.any(changes);
            Map<String, String> before = traces(graph);
            Set<String> both = new HashSet<>(plan(graph, id).others());
            move(world, versions, id);
            both.addAll(plan(graph, id).others());
            Set<String> changed = traces(graph).entrySet().stream()
                    .filter(one -> !one.getValue().equals(before.get(one.getKey())))
                    .map(Map.Entry::getKey)
                    .filter(changedId -> !changedId.equals(id))
                    .collect(Collectors.toSet());
            if (!both.containsAll(changed)) {
                changed.removeAll(both);
                throw new IllegalStateException("Touched at another time: " + changed);
            }
            overlapped += both.size();
            touched += changed.size();
        }
        if (touched == 0) {
            throw new IllegalStateException("Nothing was touched by " + COUNTED + " moves");
        }
        // One after the other, as a user moves them.
        Outcome outcome = world.measure(1, _ -> move(world, versions, World.any(changes)));
        return List.of(new Result(
                String.format(
                        Locale.ROOT,
                        "%s (of 10,000 changes at the same time %.1f, touched %.2f, of these at another time 0)",
                        name(),
                        (double) overlapped / COUNTED,
                        (double) touched / COUNTED),
                "none at another time",
                outcome,
                null));
    }

    /** The version of a change, and which others are planned at the same time. */
    private record Plan(int version, Set<String> others) {}

    /** Each move is to another time than the one before. */
    private void move(World world, Map<String, Integer> versions, String id) {
        Instant from = Instant.now()
                .truncatedTo(ChronoUnit.HOURS)
                .plus(Duration.ofHours((moves.getAndIncrement() % 600) + 24L));
        JsonNode updated = world.api()
                .ask(
                        USER,
                        "mutation($id: ID!, $input: ChangeUpdateInput!, $version: Int!) { changeUpdate(id: $id, input: $input,"
                                + " expectedVersion: $version) { change { version } userErrors { code message } } }",
                        Map.of(
                                "id",
                                id,
                                "version",
                                Objects.requireNonNull(versions.get(id)),
                                "input",
                                Map.of(
                                        "window",
                                        Map.of(
                                                "from",
                                                from.toString(),
                                                "to",
                                                from.plus(Duration.ofHours(4)).toString(),
                                                "zone",
                                                "UTC"))))
                .get("changeUpdate");
        if (updated.get("change").isNull()) {
            throw new IllegalStateException(updated.toString());
        }
        versions.put(id, updated.get("change").get("version").asInt());
        awaitTold(world.graph(), id);
    }

    /** What is left at each change by whoever locks or edits it. */
    private static Map<String, String> traces(Graph graph) {
        return graph
                .read(
                        "MATCH (c:Change) WHERE c.number STARTS WITH 'CHG'"
                                + " RETURN c.id AS id, coalesce(c.lockedBy, '') + ' ' + c.revision AS trace",
                        Map.of())
                .stream()
                .collect(Collectors.toMap(
                        row -> row.get("id").asString(), row -> row.get("trace").asString()));
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
