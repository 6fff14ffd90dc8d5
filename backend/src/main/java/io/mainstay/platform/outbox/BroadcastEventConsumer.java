// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

/**
 * A consumer of which every replica has its own, such as a projection in memory. It gets the events that are sequenced
 * after it has started, in the order of {@code seq}, and has no durable cursor. All of its methods but
 * {@link #wantsRestart()} are called by one thread.
 */
public non-sealed interface BroadcastEventConsumer extends EventConsumer {

    void handle(OutboxEvent event);

    /**
     * An event could not be handled in several attempts, and delivery goes on after it. A projection that must not miss
     * one rebuilds itself.
     */
    default void missed(OutboxEvent event) {}

    /**
     * Delivery begins after this number: at the start, after the database was emptied, after events were purged that this
     * consumer had still to get, and when it wants so. What it knows from before may be wrong; whatever it reads from the graph
     * now misses no event. It is called again if it fails, and events wait until it returns.
     *
     * @param epoch changes when the database was emptied
     */
    default void restart(String epoch, long seq) {}

    /** Whether delivery shall begin anew with the next event; asked every few seconds at least. */
    default boolean wantsRestart() {
        return false;
    }

    /**
     * All events up to this number have been delivered, whether they were of interest or not.
     *
     * @param last how far the sequence has got
     */
    default void reached(long seq, long last) {}
}
