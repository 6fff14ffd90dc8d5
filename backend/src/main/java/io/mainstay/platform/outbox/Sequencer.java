// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.lease.Lease;
import io.mainstay.platform.lease.LeasedWorker;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.outbox.SequenceOrder.Pending;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/**
 * Gives committed events their numbers, without gaps.
 *
 * <p>Reading what is pending is no snapshot: it can meet an event of revision 6 after having passed the place where the
 * event of revision 5 is being committed. So the events found only say which aggregates have something; their
 * transactions are waited for, and then the aggregates are read again up to the revisions found. Every earlier revision
 * was committed before, because each mutation holds its aggregate's lock until it ends.
 */
@Component
final class Sequencer implements LeasedWorker.Work {

    static final String LEASE = "outbox.sequencer";

    private static final int BATCH = 500;

    // What another replica has appended is found by looking; what this one has wakes the worker.
    private static final Duration POLL = Duration.ofMillis(250);

    private final UnitOfWork work;
    private final Cypher cypher;
    private final Leases leases;
    private final OutboxSignal signal;
    private final SystemClock clock;
    private final Duration spacing;

    /** Before when no further round begins, by {@link SystemClock#nanoTime()}. */
    private long notBefore;

    Sequencer(
            UnitOfWork work,
            Cypher cypher,
            Leases leases,
            OutboxSignal signal,
            SystemClock clock,
            OutboxSettings settings) {
        this.work = work;
        this.cypher = cypher;
        this.leases = leases;
        this.signal = signal;
        this.clock = clock;
        this.spacing = settings.spacing();
        this.notBefore = clock.nanoTime();
    }

    /** Every commit asks for one. Those that come soon after each other share it, and so do all consumers that it wakes. */
    @Override
    public Duration round(Lease lease) {
        LockSupport.parkNanos(notBefore - clock.nanoTime());
        notBefore = clock.nanoTime() + spacing.toNanos();
        return sequence(lease, BATCH) < BATCH ? POLL : Duration.ZERO;
    }

    /** @return how many events got a number */
    int sequence(Lease lease, int limit) {
        List<String> found = work.read(() ->
                cypher.statement("platform/outbox/pending").with("limit", limit).list(row -> row.string("id")));
        if (found.isEmpty()) {
            return 0;
        }
        String epoch = Ids.next();
        Stamped stamped = work.writeRepeatably(() -> {
            leases.requireHeld(lease);
            return stamp(SequenceOrder.of(complete(found)), epoch);
        });
        stamped.place().ifPresent(signal::sequenced);
        return stamped.events();
    }

    /** @param place that of the last event; empty if there was none */
    private record Stamped(int events, Optional<OutboxProgress.Place> place) {}

    private List<Pending> complete(List<String> found) {
        return cypher.statement("platform/outbox/settle-pending")
                .with("ids", found)
                .list(row -> new Pending(row.string("id"), row.string("aggregateId"), row.longValue("revision")));
    }

    private Stamped stamp(List<Pending> events, String epoch) {
        if (events.isEmpty()) {
            return new Stamped(0, Optional.empty());
        }
        Optional<OutboxProgress.Place> last = cypher.statement("platform/outbox/stamp")
                .with("ids", events.stream().map(Pending::id).toList())
                .with("epoch", epoch)
                .one(row -> new OutboxProgress.Place(row.string("epoch"), row.longValue("last")));
        return new Stamped(events.size(), last);
    }
}
