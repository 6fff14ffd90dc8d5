// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal.store;

import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import io.mainstay.ticket.Ticket;
import io.mainstay.ticket.TicketState;
import io.mainstay.ticket.TicketType;
import org.springframework.stereotype.Component;

/** Makes the store of each kind of ticket. */
@Component
public final class TicketStores {

    private final Cypher cypher;
    private final Writes writes;
    private final Locks locks;
    private final CypherCatalogue catalogue;

    TicketStores(Cypher cypher, Writes writes, Locks locks, CypherCatalogue catalogue) {
        this.cypher = cypher;
        this.writes = writes;
        this.locks = locks;
        this.catalogue = catalogue;
    }

    public <T extends Ticket<T, S>, S extends Enum<S> & TicketState> TicketStore<T, S> of(TicketType<T, S> type) {
        return new TicketStore<>(type, cypher, writes, locks, catalogue);
    }
}
