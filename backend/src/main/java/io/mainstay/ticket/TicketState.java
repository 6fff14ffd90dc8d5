// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

/** A state of a kind of ticket. What all kinds have in common follows from its stage. */
public interface TicketState {

    String name();

    Stage stage();

    /** Where a ticket stands, whatever its kind. */
    enum Stage {
        /** Work is to be done. */
        OPEN,
        /** Work waits for something. */
        WAITING,
        /** The work is done; the ticket may still be taken up again. */
        DONE,
        /** Nothing more is expected of it. */
        OVER
    }

    /** Whether work is still to be done. */
    default boolean isOpen() {
        return switch (stage()) {
            case OPEN, WAITING -> true;
            case DONE, OVER -> false;
        };
    }
}
