package io.mainstay.platform.outbox;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.work.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads sequenced events. */
@Component
final class EventLog {

    private final UnitOfWork work;
    private final Cypher cypher;

    EventLog(UnitOfWork work, Cypher cypher) {
        this.work = work;
        this.cypher = cypher;
    }

    /**
     * How far the sequence has got.
     *
     * @param epoch changes when the database was emptied, so numbers from before mean nothing
     */
    record State(String epoch, long last, long purgedThrough) {}

    /** Empty before the first event. */
    Optional<State> state() {
        return work.read(() -> cypher.statement("platform/outbox/sequence-state")
                .one(row -> new State(row.string("epoch"), row.longValue("last"), row.longValue("purgedThrough"))));
    }

    /**
     * The events that follow a number, without a gap. Fewer than there are while the transaction that numbers them is
     * being committed: an event that is not visible yet ends the list, so that none is ever passed over.
     */
    List<OutboxEvent> after(long seq, int limit) {
        List<OutboxEvent> visible = work.read(() -> cypher.statement("platform/outbox/events-after")
                .with("after", seq)
                .with("through", seq + limit)
                .list(row -> OutboxEvent.of(row.row("event"))));
        return withoutGap(seq, visible);
    }

    static List<OutboxEvent> withoutGap(long seq, List<OutboxEvent> visible) {
        List<OutboxEvent> following = new ArrayList<>(visible.size());
        long expected = seq + 1;
        for (OutboxEvent event : visible) {
            if (event.seq() != expected) {
                break;
            }
            following.add(event);
            expected++;
        }
        return following;
    }
}
