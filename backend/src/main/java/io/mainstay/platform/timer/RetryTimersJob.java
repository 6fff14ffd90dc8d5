// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.timer;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.JobHandler;
import io.mainstay.platform.jobs.JobStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets many dead timers of a kind be tried again, a chunk at a time. One that fails again and again is dead again. */
@Component
final class RetryTimersJob implements JobHandler {

    static final String KIND = "timer.retry";

    private static final int CHUNK = 500;

    private final Cypher cypher;

    RetryTimersJob(Cypher cypher) {
        this.cypher = cypher;
    }

    @Override
    public String kind() {
        return KIND;
    }

    private record Chunk(long timers, @Nullable String last) {}

    @Override
    public JobStep step(Job job) {
        TimerSelection selection = TimerSelection.read(job.parameters());
        Long total = job.checkpoint().isEmpty() ? Long.valueOf(count(selection)) : job.total();
        Chunk chunk = statement("platform/timer/retry-many", selection)
                .with("after", job.checkpoint())
                .with("limit", CHUNK)
                .with("lock", job.id())
                .one(row -> new Chunk(row.longValue("timers"), row.stringOrNull("last")))
                .orElseThrow();
        return chunk.last() == null
                ? JobStep.last(job.done())
                : JobStep.next(chunk.last(), job.done() + chunk.timers(), total);
    }

    private long count(TimerSelection selection) {
        return statement("platform/timer/count-dead", selection)
                .one(row -> row.longValue("count"))
                .orElseThrow();
    }

    private Cypher.Statement statement(String name, TimerSelection selection) {
        return cypher.statement(name)
                .with("kind", selection.kind())
                .with("from", selection.from())
                .with("before", selection.before());
    }
}
