// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.jobs.Job;
import io.mainstay.platform.jobs.JobHandler;
import io.mainstay.platform.jobs.JobStep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Has many dead letters of a consumer delivered again, a chunk at a time: the next is asked for when the consumer has come
 * to the end of the one before, so what is done says what was tried. A paused consumer keeps the job waiting.
 */
@Component
final class ReplayJob implements JobHandler {

    static final String KIND = "outbox.replay";

    private static final int CHUNK = 100;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Cypher cypher;
    private final ConsumerCursors cursors;

    ReplayJob(Cypher cypher, ConsumerCursors cursors) {
        this.cypher = cypher;
        this.cursors = cursors;
    }

    @Override
    public String kind() {
        return KIND;
    }

    private record Chunk(long letters, @Nullable String last) {}

    @Override
    public JobStep step(Job job) {
        LetterSelection selection = LetterSelection.read(job.parameters());
        boolean first = job.checkpoint().isEmpty();
        if (!first && isWaiting(selection.consumer())) {
            return JobStep.later(job, LOOK_AGAIN);
        }
        Long total = first ? Long.valueOf(count(selection)) : job.total();
        cursors.lock(selection.consumer());
        Chunk chunk = replay(selection, first ? selection.consumer() + ':' : job.checkpoint());
        return chunk.last() == null
                ? JobStep.last(job.done())
                : JobStep.next(chunk.last(), job.done() + chunk.letters(), total);
    }

    private boolean isWaiting(String consumer) {
        return cypher.statement("platform/outbox/replays-waiting")
                .with("consumer", consumer)
                .exists();
    }

    private long count(LetterSelection selection) {
        return statement("platform/outbox/count-letters", selection)
                .one(row -> row.longValue("count"))
                .orElseThrow();
    }

    private Chunk replay(LetterSelection selection, String after) {
        return statement("platform/outbox/replay-letters", selection)
                .with("after", after)
                .with("limit", CHUNK)
                .one(row -> new Chunk(row.longValue("letters"), row.stringOrNull("last")))
                .orElseThrow();
    }

    private Cypher.Statement statement(String name, LetterSelection selection) {
        return cypher.statement(name)
                .with("consumer", selection.consumer())
                .with("prefix", selection.eventType())
                .with("from", selection.from())
                .with("before", selection.before());
    }
}
