// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import java.util.Set;

/**
 * A consumer of events. A bean of one of the three kinds is all that it takes.
 *
 * <table>
 * <caption>The kinds</caption>
 * <tr><th>kind</th><th>who gets an event</th><th>effect</th></tr>
 * <tr><td>{@link TransactionalEventConsumer}</td><td>one replica</td><td>in the graph, exactly once</td></tr>
 * <tr><td>{@link ExternalEventConsumer}</td><td>one replica</td><td>outside the graph, at least once</td></tr>
 * <tr><td>{@link BroadcastEventConsumer}</td><td>every replica, from its start on</td><td>in memory</td></tr>
 * </table>
 */
public sealed interface EventConsumer permits ExclusiveEventConsumer, BroadcastEventConsumer {

    /** A stable name, such as {@code search.indexer}; the cursor is kept under it, so a new name begins anew. */
    String name();

    /** Prefixes of the event types to deliver, such as {@code incident.} or {@code incident.resolved.v1}. */
    Set<String> interests();

    /** Whether an event of this type is to be delivered. */
    default boolean isInterestedIn(String type) {
        return interests().stream().anyMatch(type::startsWith);
    }
}
