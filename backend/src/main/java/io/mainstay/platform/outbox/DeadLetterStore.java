// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.cypher.Cypher;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Events that are put aside for a consumer. Whoever writes holds the lock of the consumer's cursor. */
@Component
final class DeadLetterStore {

    private static final int REPLAY_BATCH = 100;

    private final Cypher cypher;
    private final SystemClock clock;

    DeadLetterStore(Cypher cypher, SystemClock clock) {
        this.cypher = cypher;
        this.clock = clock;
    }

    /** An aggregate of which events are put aside. */
    record Aside(String aggregateId, boolean replayRequested) {}

    List<Aside> aside(String consumer) {
        return cypher.statement("platform/outbox/parked-aggregates")
                .with("consumer", consumer)
                .list(row -> new Aside(row.string("aggregateId"), row.bool("replayRequested")));
    }

    List<OutboxEvent> of(String consumer, String aggregateId) {
        return cypher.statement("platform/outbox/letters-of-aggregate")
                .with("consumer", consumer)
                .with("aggregateId", aggregateId)
                .with("limit", REPLAY_BATCH)
                .list(row -> OutboxEvent.of(row.row("event")));
    }

    void addDead(String consumer, OutboxEvent event, Throwable failure, int attempts) {
        add(consumer, event, false, FailureText.of(failure), attempts);
    }

    /** Puts an event behind the dead letter of its aggregate. */
    void park(String consumer, OutboxEvent event) {
        add(consumer, event, true, "Waits behind an earlier event of the same record.", 0);
    }

    /** @return whether it was there */
    boolean remove(String consumer, OutboxEvent event) {
        return cypher.statement("platform/outbox/remove-dead-letter")
                .with("key", key(consumer, event))
                .exists();
    }

    void removeSuperseded(String consumer, Collection<String> aggregateIds) {
        cypher.statement("platform/outbox/remove-superseded-letters")
                .with("consumer", consumer)
                .with("aggregateIds", aggregateIds)
                .run();
    }

    void failReplay(String consumer, OutboxEvent event, Throwable failure) {
        cypher.statement("platform/outbox/fail-replay")
                .with("consumer", consumer)
                .with("aggregateId", event.aggregateId())
                .with("key", key(consumer, event))
                .with("error", FailureText.of(failure))
                .with("now", clock.now())
                .run();
    }

    private void add(String consumer, OutboxEvent event, boolean parked, String error, int attempts) {
        cypher.statement("platform/outbox/add-dead-letter")
                .with("key", key(consumer, event))
                .with("id", Ids.next())
                .with("consumer", consumer)
                .with("seq", event.seq())
                .with("aggregateId", event.aggregateId())
                .with("parked", parked)
                .with("error", error)
                .with("attempts", attempts)
                .with("now", clock.now())
                .run();
    }

    private static String key(String consumer, OutboxEvent event) {
        return consumer + ':' + event.id();
    }
}
