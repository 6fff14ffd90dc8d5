// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

/** The impact of a ticket: its effect on the business. */
public enum TicketImpact {
    HIGH,
    MEDIUM,
    LOW
}
