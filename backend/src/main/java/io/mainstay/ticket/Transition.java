// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Permission;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of a transition table.
 *
 * @param from the states in which the action is possible; empty for the report, which begins a ticket
 * @param to the state afterwards; null if the action leaves it
 * @param who to whom the action is permitted
 * @param permission that a {@link Actor#HOLDER} holds; null for other actors
 * @param required fields that the ticket must have afterwards, as the API names them
 */
public record Transition<S extends Enum<S> & TicketState>(
        TicketAction action,
        Set<S> from,
        @Nullable S to,
        Actor who,
        @Nullable Permission permission,
        List<String> required) {

    /** To whom an action is permitted. */
    public enum Actor {
        /** With the kind's permission to report. */
        REPORTER,
        /** With the kind's permission to work. */
        WORKER,
        /** The person affected and the reporter, with the kind's permission to participate. */
        PARTICIPANT,
        /** Either of the two before. */
        WORKER_OR_PARTICIPANT,
        /** With the permission that the row names. */
        HOLDER,
        /** With {@code record.classify}. */
        CLASSIFIER,
        /** Mainstay itself, by a timer. */
        SYSTEM
    }

    public Transition {
        from = Set.copyOf(from);
        required = List.copyOf(required);
    }
}
