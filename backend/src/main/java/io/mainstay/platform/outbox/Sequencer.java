package io.mainstay.platform.outbox;

import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.lease.Lease;
import io.mainstay.platform.lease.LeasedWorker;
import io.mainstay.platform.lease.Leases;
import io.mainstay.platform.outbox.SequenceOrder.Pending;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    Sequencer(UnitOfWork work, Cypher cypher, Leases leases, OutboxSignal signal) {
        this.work = work;
        this.cypher = cypher;
        this.leases = leases;
        this.signal = signal;
    }

    @Override
    public Duration round(Lease lease) {
        if (sequence(lease, BATCH) == 0) {
            return POLL;
        }
        signal.sequenced();
        return Duration.ZERO;
    }

    /** @return how many events got a number */
    int sequence(Lease lease, int limit) {
        List<String> found = work.read(() ->
                cypher.statement("platform/outbox/pending").with("limit", limit).list(row -> row.string("id")));
        if (found.isEmpty()) {
            return 0;
        }
        String epoch = Ids.next();
        return work.writeRepeatably(() -> {
            leases.requireHeld(lease);
            return stamp(SequenceOrder.of(complete(found)), epoch);
        });
    }

    private List<Pending> complete(List<String> found) {
        List<Map<String, Object>> aggregates = cypher.statement("platform/outbox/settle-pending")
                .with("ids", found)
                .list(row -> Map.of("aggregateId", row.string("aggregateId"), "revision", row.longValue("revision")));
        return cypher.statement("platform/outbox/pending-of-aggregates")
                .withRows(aggregates)
                .list(row -> new Pending(row.string("id"), row.string("aggregateId"), row.longValue("revision")));
    }

    private int stamp(List<Pending> events, String epoch) {
        long seq = cypher.statement("platform/outbox/lock-sequence")
                .with("epoch", epoch)
                .one(row -> row.longValue("last"))
                .orElseThrow();
        List<Map<String, Object>> rows = new ArrayList<>(events.size());
        for (Pending event : events) {
            seq++;
            rows.add(Map.of("id", event.id(), "seq", seq));
        }
        cypher.statement("platform/outbox/stamp")
                .withRows(rows)
                .with("last", seq)
                .run();
        return rows.size();
    }
}
