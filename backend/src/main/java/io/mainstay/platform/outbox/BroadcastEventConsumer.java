package io.mainstay.platform.outbox;

/**
 * A consumer of which every replica has its own, such as a projection in memory. It gets the events that are sequenced
 * after it has started, in the order of {@code seq}, and has no durable cursor.
 */
public non-sealed interface BroadcastEventConsumer extends EventConsumer {

    void handle(OutboxEvent event);

    /**
     * An event could not be handled in several attempts, and delivery goes on after it. A projection that must not miss
     * one rebuilds itself.
     */
    default void missed(OutboxEvent event) {}
}
