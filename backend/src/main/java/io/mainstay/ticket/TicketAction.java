// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import java.util.Locale;

/** Something that may be done to a ticket: a {@link FacetAction}, or an action of one kind alone. */
public interface TicketAction {

    /** The name in the API: {@code ADD_WORK_NOTE}. */
    String name();

    /** Whether a mutation of the kind is named after it; else it is done by one of another capability. */
    default boolean hasMutation() {
        return true;
    }

    /** The name in history, audit and meters of a kind: {@code incident.add-work-note}. */
    default String code(String kind) {
        return kind + "." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
