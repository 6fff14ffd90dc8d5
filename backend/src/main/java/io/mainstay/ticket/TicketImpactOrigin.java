// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

/** Where the impact of a ticket comes from. */
public enum TicketImpactOrigin {
    /** Somebody who works on such tickets has rated it. */
    STATED,
    /** The services that trouble with its configuration items reaches, as far as its reporter sees them. */
    GRAPH,
    /** Nothing was said of it: {@link TicketImpact#MEDIUM}. */
    DEFAULT
}
