// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import java.util.List;

/**
 * A consumer whose effect is outside the graph, such as an index or a mail. One replica at a time delivers to it, in the
 * order of {@code seq}. Its cursor moves after it has returned, so after a crash a batch is delivered again: the effect
 * must be harmless to repeat, or be told apart by {@link OutboxEvent#id()}.
 */
public non-sealed interface ExternalEventConsumer extends ExclusiveEventConsumer {

    int DEFAULT_BATCH = 100;

    /**
     * Handles events in the order of {@code seq}. A batch that fails is delivered again event by event, to find the one
     * that is at fault.
     *
     * @throws ConsumerUnavailableException if what it writes to is away; the batch is tried again without end, and no
     *     event becomes a dead letter
     */
    void handle(List<OutboxEvent> events);

    /**
     * Whether events are handed over one by one and the cursor moves with each, because each is an effect of its own: what
     * was taken before the receiver went away is not sent again.
     */
    default boolean oneByOne() {
        return false;
    }

    /** How many events to hand over at once. */
    default int batchSize() {
        return DEFAULT_BATCH;
    }
}
