// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done to a ticket. Commands that overwrite or transition name the version that they expect.
 */
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
}
