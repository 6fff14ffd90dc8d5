// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command on a ticket. Commands that overwrite or transition name the version that they expect. */
public interface TicketCommand {

    /** The ticket's id. */
    String id();

    TicketAction action();

    /** When it happened; null for now. */
    @Nullable
    Instant occurredAt();

    /** The version that the caller has seen; null for a command that only adds. */
    default @Nullable Integer expected() {
        return null;
    }

    /** Other tickets of the kind that the command locks: all are locked in the order of their ids, so that nobody waits in a circle. */
    default List<String> alsoLocks() {
        return List.of();
    }
}
