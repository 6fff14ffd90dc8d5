// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Principal;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every command on tickets of a kind, those of the facets included, and no transition table can say: who must keep
 * off because of the part that they have in the ticket, and what an edit entails whichever command makes it.
 *
 * @param <T> the kind's record
 */
public interface TicketConduct<T> {

    /** For a kind of which the transition table says everything. */
    static <T> TicketConduct<T> plain() {
        return new TicketConduct<>() {};
    }

    /**
     * Why the principal may not do this to the ticket although the table permits it.
     *
     * @return a sentence for the refusal; null if nothing speaks against it
     */
    default @Nullable String objection(Principal principal, TicketAction action, T ticket) {
        return null;
    }

    /**
     * What becomes of a ticket by an edit, beside what its command says. Runs inside the edit, with the lock of the ticket held.
     *
     * @param outcome of the command
     * @param at when it happens
     * @throws io.mainstay.kernel.RefusedException if the ticket may not become that
     */
    default Outcome<T> settle(Principal principal, T before, Outcome<T> outcome, Occurrence at) {
        return outcome;
    }
}
