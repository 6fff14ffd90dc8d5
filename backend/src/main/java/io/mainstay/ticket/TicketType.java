// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.platform.cypher.Row;
import io.mainstay.record.FieldCatalogue;
import io.mainstay.record.TicketKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The identity card of a kind of ticket: all that the floor needs to know of it.
 *
 * @param label of its nodes, and its type in the API, history, audit and events: {@code Incident}
 * @param noun what it is called in sentences: {@code an incident}
 * @param type the kind's record
 * @param transitions what may happen to its tickets, when, by whom, and what it needs
 * @param conduct what else holds for every command on them
 * @param fields all its fields, see {@link TicketFields}
 * @param reader makes the record of its node
 * @param timers which timers it has of its own by what it is, by their kind
 * @param deadline until when an action that the state allows is possible; null for as long as the state lasts
 * @param responses actions by which somebody answers the one who waits; they stop the response clock
 * @param needsService whether a ticket is assigned only with a service offering
 * @param texts what search finds it by, beside title and description
 */
public record TicketType<T extends Ticket<T, S>, S extends Enum<S> & TicketState>(
        TicketKind kind,
        String label,
        String noun,
        Class<T> type,
        TicketPermissions permissions,
        TransitionTables<T, S> transitions,
        TicketConduct<T> conduct,
        FieldCatalogue<T> fields,
        NodeReader<T> reader,
        Function<T, Map<String, Instant>> timers,
        BiFunction<TicketAction, T, @Nullable Instant> deadline,
        Set<TicketAction> responses,
        boolean needsService,
        Function<T, List<@Nullable String>> texts) {

    /** Makes a record of its node. */
    @FunctionalInterface
    public interface NodeReader<T> {
        T read(Row node, Header header, Facets facets);
    }

    /** Whether it is too late for an action that the state allows. */
    boolean isTooLate(TicketAction action, T ticket, Instant now) {
        Instant until = deadline.apply(action, ticket);
        return until != null && now.isAfter(until);
    }

    /** The name in codes, statements and events: {@code incident}. */
    public String code() {
        return kind.code();
    }

    /** The name of an action in history, audit and events. */
    public String code(TicketAction action) {
        return action.code(code());
    }
}
