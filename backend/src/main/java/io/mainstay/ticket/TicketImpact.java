// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

/** How much of the business a ticket touches. */
public enum TicketImpact {
    HIGH,
    MEDIUM,
    LOW
}
