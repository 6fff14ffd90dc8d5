// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The durable cursors of exclusive consumers. Everything runs in the unit of work that is open. */
@Component
final class ConsumerCursors {

    private final Cypher cypher;
    private final SystemClock clock;

    ConsumerCursors(Cypher cypher, SystemClock clock) {
        this.cypher = cypher;
        this.clock = clock;
    }

    /** All of them, with what waits for their consumers and what is put aside for them. */
    List<ConsumerState> all() {
        return cypher.statement("platform/outbox/cursors")
                .with("ahead", ConsumerState.AHEAD)
                .list(ConsumerState::of);
    }

    /**
     * @param interests prefixes of the types that the consumer wants
     * @return the number of the last event that was delivered
     */
    long ensure(String consumer, long start, Set<String> interests) {
        return cypher.statement("platform/outbox/ensure-cursor")
                .with("consumer", consumer)
                .with("id", Ids.next())
                .with("start", start)
                .with("prefixes", interests)
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

    /** Notes that a consumer is paused. */
    void pause(String consumer, Throwable failure) {
        cypher.statement("platform/outbox/pause-cursor")
                .with("consumer", consumer)
                .with("reason", FailureText.of(failure))
                .with("now", clock.now())
                .run();
    }

    /** @return whether it was paused */
    boolean resume(String consumer) {
        return cypher.statement("platform/outbox/resume-cursor")
                .with("consumer", consumer)
                .exists();
    }

    /** @return whether there is such a cursor */
    boolean lock(String consumer) {
        return cypher.statement("platform/outbox/lock-cursor")
                .with("consumer", consumer)
                .exists();
    }
}
