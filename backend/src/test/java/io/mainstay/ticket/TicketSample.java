// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Role;
import io.mainstay.record.TicketKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What {@link TicketContractIT} has to know of a kind of ticket to try it. */
interface TicketSample {

    TicketKind kind();

    /** The kind's action that begins a ticket, as the mutation names it. */
    default String begin() {
        return "Report";
    }

    /** The type of the event that tells of a new ticket. */
    default String event() {
        return kind().name().toLowerCase(Locale.ROOT) + ".reported.v1";
    }

    /** What the input of that action needs beside the title. */
    default Map<String, Object> needed() {
        return Map.of();
    }

    /** The state of a new ticket. */
    default String begun() {
        return "NEW";
    }

    /** Works on tickets of the kind. */
    Role worker();

    /** Reports tickets of the kind and does not work on them. */
    Role reporter();

    /** What the reporter may do to the own ticket, of what all kinds have. */
    Set<FacetAction> ofReporter();

    /** Whether people who report see the tickets of their organisation only when they take part in them. */
    boolean reportersSeeTheirOwnOnly();

    /** A code of what tickets of the kind wait for. */
    String holdReason();

    /** The state of a new ticket on hold. */
    String stateOnHold();

    /** The kind's own action that takes up a new ticket. */
    Move takeUp();

    /** The kind's own action that withdraws an open ticket. */
    Move cancel();

    /** Fields by which the kind's list sorts, beside those of all kinds. */
    List<String> sorts();

    /** Fields of the kind alone that are read in batches. */
    String nested();

    /**
     * A transition.
     *
     * @param action as the mutation names it: {@code Start}
     * @param to the state afterwards
     * @param event the type of the event that tells of it
     */
    record Move(String action, Map<String, Object> input, String to, String event) {}
}
