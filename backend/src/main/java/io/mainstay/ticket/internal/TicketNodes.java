// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.ticket.Ticket;
import io.mainstay.ticket.TicketState;
import io.mainstay.ticket.Tickets;
import java.util.Collection;
import java.util.Map;

/** Tickets of one kind by {@code node(id)}. */
public final class TicketNodes<T extends Ticket<T, S>, S extends Enum<S> & TicketState> implements NodeResolver {

    private final Tickets<T, S> tickets;

    public TicketNodes(Tickets<T, S> tickets) {
        this.tickets = tickets;
    }

    @Override
    public String type() {
        return tickets.type().label();
    }

    @Override
    public Class<?> viewClass() {
        return tickets.type().type();
    }

    @Override
    public Map<String, ?> resolve(Principal principal, Collection<String> ids) {
        return tickets.byIds(principal, ids);
    }
}
