// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

/** A consumer with one durable cursor: every event is delivered to it on one replica, in the order of {@code seq}. */
public sealed interface ExclusiveEventConsumer extends EventConsumer
        permits TransactionalEventConsumer, ExternalEventConsumer {

    /**
     * Whether a dead letter holds back later events of its aggregate. A consumer that reads the record's present state,
     * whatever the event says, answers false: the next event of the record makes up for the lost one.
     */
    default boolean parksAggregates() {
        return true;
    }

    /**
     * Whether a consumer that is new to this installation begins with the oldest event that is kept, rather than with
     * the next one.
     */
    default boolean startsWithOldEvents() {
        return true;
    }
}
