// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What scenarios have to work with.
 *
 * @param clients how many work side by side
 * @param warmUp how long nothing is counted
 * @param measured how long everything is
 * @param items ids of configuration items
 * @param offeringId a service offering
 */
public record World(
        StackAddresses stack,
        Api api,
        Graph graph,
        int clients,
        Duration warmUp,
        Duration measured,
        List<String> items,
        String offeringId) {

    /** People who all see the same incidents, so that clients are not one person's. */
    private static final List<String> AGENTS = List.of("agent", "agent-network", "agent-database", "team-lead");

    private static final int SAMPLE = 20_000;

    /** @throws IllegalStateException if nothing is loaded */
    public static World of(
            StackAddresses stack, Api api, Graph graph, int clients, Duration warmUp, Duration measured) {
        String offeringId =
                ids(graph, "MATCH (c:ConfigurationItem {classKey: 'service-offering'}) RETURN c.id AS id LIMIT 1")
                        .stream()
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("Nothing is loaded: bench/run load comes first"));
        return new World(
                stack,
                api,
                graph,
                clients,
                warmUp,
                measured,
                ids(
                        graph,
                        "MATCH (c:ConfigurationItem) WHERE c.classKey <> 'service-offering' RETURN c.id AS id LIMIT "
                                + SAMPLE),
                offeringId);
    }

    /** Lets as many clients repeat something as the world has. */
    public Meter.Outcome measure(Meter.Operation operation) {
        return measure(clients, operation);
    }

    public Meter.Outcome measure(int atOnce, Meter.Operation operation) {
        return Meter.run(atOnce, warmUp, measured, () -> ProcessorTime.now(stack.processes()), operation);
    }

    public static List<String> ids(Graph graph, String statement) {
        return graph.read(statement, Map.of()).stream()
                .map(row -> row.get("id").asString())
                .toList();
    }

    public static String agent(int client) {
        return AGENTS.get(client % AGENTS.size());
    }

    public static <T> T any(List<T> values) {
        return values.get(ThreadLocalRandom.current().nextInt(values.size()));
    }

    /** Each value once, whichever client asks. */
    public static <T> Supply<T> each(List<T> values) {
        if (values.isEmpty()) {
            throw new IllegalStateException("Nothing is left to work on: load more");
        }
        return new Supply<>(values, new AtomicInteger());
    }

    /** Hands out each of some values once. */
    public record Supply<T>(List<T> values, AtomicInteger next) {
        public T take() {
            int index = next.getAndIncrement();
            if (index >= values.size()) {
                throw new IllegalStateException(
                        "All " + values.size() + " were used: load more, or measure for less long");
            }
            return values.get(index);
        }
    }
}
