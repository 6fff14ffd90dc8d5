package io.mainstay.platform.outbox;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import org.springframework.stereotype.Component;

/** The durable cursors of exclusive consumers. All but {@link #ensure} run in the unit of work that is open. */
@Component
final class Cursors {

    private final Cypher cypher;
    private final SystemClock clock;

    Cursors(Cypher cypher, SystemClock clock) {
        this.cypher = cypher;
        this.clock = clock;
    }

    /** @return the number of the last event that was delivered */
    long ensure(String consumer, long start) {
        return cypher.statement("platform/outbox/ensure-cursor")
                .with("consumer", consumer)
                .with("id", Ids.next())
                .with("start", start)
                .with("now", clock.now())
                .one(row -> row.longValue("seq"))
                .orElseThrow();
    }

    /** @return whether the cursor moved; false if it is there already, so the event has been delivered */
    boolean advance(String consumer, long seq) {
        return cypher.statement("platform/outbox/advance-cursor")
                .with("consumer", consumer)
                .with("seq", seq)
                .with("now", clock.now())
                .exists();
    }

    /** @return whether there is such a cursor */
    boolean lock(String consumer) {
        return cypher.statement("platform/outbox/lock-cursor")
                .with("consumer", consumer)
                .exists();
    }
}
