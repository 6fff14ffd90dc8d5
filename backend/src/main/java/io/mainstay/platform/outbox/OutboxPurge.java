// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.schedule.Cadence;
import io.mainstay.platform.schedule.PeriodicJob;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Deletes events that are older than the retention, that every exclusive consumer has passed, and that are not put aside
 * as dead letters. A consumer that lags and has given no sign of life for long no longer counts.
 */
@Component
final class OutboxPurge implements PeriodicJob {

    private static final int BATCH = 1_000;

    private final UnitOfWork work;
    private final Cypher cypher;
    private final ConsumerCursors cursors;
    private final SystemClock clock;
    private final OutboxSettings settings;

    OutboxPurge(UnitOfWork work, Cypher cypher, ConsumerCursors cursors, SystemClock clock, OutboxSettings settings) {
        this.work = work;
        this.cypher = cypher;
        this.cursors = cursors;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "outbox.purge";
    }

    @Override
    public Cadence cadence() {
        return new Cadence.Every(Duration.ofMinutes(10));
    }

    @Override
    public void run() {
        long through = passedByAll();
        Instant before = clock.now().minus(settings.retention());
        int purged;
        do {
            purged = purgeBatch(through, before);
        } while (purged == BATCH);
    }

    private long passedByAll() {
        Instant abandoned = clock.now().minus(settings.abandonedAfter());
        return work.read(cursors::all).stream()
                .filter(consumer ->
                        consumer.seq() >= consumer.last() || consumer.seenAt().isAfter(abandoned))
                .mapToLong(ConsumerState::seq)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private int purgeBatch(long through, Instant before) {
        List<Candidate> candidates = work.read(() -> cypher.statement("platform/outbox/purge-candidates")
                .with("through", through)
                .with("before", before)
                .with("limit", BATCH)
                .list(row -> new Candidate(row.string("id"), row.longValue("seq"))));
        if (!candidates.isEmpty()) {
            work.writeRepeatably(() -> cypher.statement("platform/outbox/purge")
                    .with("ids", candidates.stream().map(Candidate::id).toList())
                    .with("through", candidates.getLast().seq())
                    .run());
        }
        return candidates.size();
    }

    private record Candidate(String id, long seq) {}
}
