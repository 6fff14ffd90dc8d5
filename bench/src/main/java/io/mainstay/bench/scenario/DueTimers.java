// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench.scenario;

import io.mainstay.bench.Meter.Outcome;
import io.mainstay.bench.ProcessorTime;
import io.mainstay.bench.Scenario;
import io.mainstay.bench.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Twenty thousand timers of incidents on hold that are due at one instant. */
public final class DueTimers implements Scenario {

    private static final int TIMERS = 20_000;
    private static final Duration AHEAD = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String LEFT =
            "MATCH (t:Timer) WHERE t.sweepAt IS NOT NULL AND t.name = 'bench' RETURN count(t) AS left";

    @Override
    public String name() {
        return "due-timers";
    }

    @Override
    public List<Result> measure(World world) {
        world.graph().write("""
            MATCH (i:Incident) WHERE i.number >= 'INC1'
            WITH i LIMIT $count
            MERGE (t:Timer {key: 'bench|' + i.id})
            ON CREATE SET t:Entity, t.id = randomUUID()
            SET t.kind = 'incident.follow-up', t.aggregateId = i.id, t.name = 'bench', t.payload = '{}',
                t.dueAt = datetime() + duration({seconds: $ahead}), t.sweepAt = datetime() + duration({seconds: $ahead}),
                t.armedAt = datetime(), t.armedLate = false, t.attempts = 0
            """, Map.of("count", TIMERS, "ahead", AHEAD.toSeconds()));
        long due = System.nanoTime() + AHEAD.toNanos();
        ProcessorTime before = ProcessorTime.now(world.stack().processes());
        int armed = left(world);
        sleep(AHEAD);
        int left = armed;
        while (left > 0 && System.nanoTime() - due < PATIENCE.toNanos()) {
            sleep(Duration.ofMillis(200));
            left = left(world);
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - due);
        String failure = left == 0 ? null : left + " are still there";
        return List.of(new Result(
                name(),
                "2,000/s",
                new Outcome(
                        wall,
                        armed - left,
                        new long[0],
                        left,
                        failure,
                        ProcessorTime.now(world.stack().processes()).since(before)),
                null));
    }

    private static int left(World world) {
        return world.graph().read(LEFT, Map.of()).getFirst().get("left").asInt();
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
