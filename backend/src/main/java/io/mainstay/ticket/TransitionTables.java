// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.function.Function;

/**
 * The transition tables of a kind of ticket. Most kinds have one; where the way that a ticket takes depends on its type, each
 * type has one of its own. A ticket never changes from one table to another.
 *
 * @param <T> the kind's record
 * @param <S> the kind's states
 */
public final class TransitionTables<T extends Ticket<T, S>, S extends Enum<S> & TicketState> {

    private final List<TransitionTable<S>> all;
    private final Function<T, TransitionTable<S>> choice;

    private TransitionTables(Collection<TransitionTable<S>> all, Function<T, TransitionTable<S>> choice) {
        this.all = List.copyOf(all);
        this.choice = choice;
    }

    /** The same table for all tickets of a kind. */
    public static <T extends Ticket<T, S>, S extends Enum<S> & TicketState> TransitionTables<T, S> one(
            TransitionTable<S> table) {
        return new TransitionTables<>(List.of(table), _ -> table);
    }

    /**
     * A table for each type.
     *
     * @param tables of all types
     * @param typeOf the type of a ticket
     */
    public static <T extends Ticket<T, S>, S extends Enum<S> & TicketState, K> TransitionTables<T, S> byType(
            Map<K, TransitionTable<S>> tables, Function<T, K> typeOf) {
        Map<K, TransitionTable<S>> fixed = Map.copyOf(tables);
        return new TransitionTables<>(
                tables.values(), ticket -> Objects.requireNonNull(fixed.get(typeOf.apply(ticket))));
    }

    /** The table that holds for a ticket. */
    public TransitionTable<S> of(T ticket) {
        return choice.apply(ticket);
    }

    /** What somebody may do to some ticket of the kind: the actions of all tables, without what Mainstay does by itself. */
    public SequencedSet<TicketAction> actions() {
        SequencedSet<TicketAction> actions = new LinkedHashSet<>();
        all.forEach(table -> table.rows().stream()
                .filter(row -> row.who() != Transition.Actor.SYSTEM)
                .forEach(row -> actions.add(row.action())));
        return actions;
    }

    /** Whether the state of the ticket lets this happen. */
    public boolean isPossible(T ticket, TicketAction action) {
        return of(ticket).isPossible(ticket.state(), action);
    }
}
