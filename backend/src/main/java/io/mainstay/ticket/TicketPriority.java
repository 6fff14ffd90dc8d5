// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

/** The priority of a ticket: in which order work is done, and which SLA targets apply; {@link #P1} first. */
public enum TicketPriority {
    P1,
    P2,
    P3,
    P4,
    P5
}
