// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

/**
 * A consumer whose effect is in the graph: it runs in the transaction that moves its cursor, so the effect happens exactly
 * once. One replica at a time delivers to it, in the order of {@code seq}.
 *
 * <p>An event that fails is retried with growing pauses and then becomes a dead letter. Later events of its aggregate
 * wait behind it until the letter is replayed or discarded.
 */
public non-sealed interface TransactionalEventConsumer extends ExclusiveEventConsumer {

    /** Runs inside an open unit of work and may run again if that is rolled back: no side effects outside the graph. */
    void handle(OutboxEvent event);
}
