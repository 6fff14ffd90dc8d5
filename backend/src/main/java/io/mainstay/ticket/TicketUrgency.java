// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

/** How soon a ticket hurts the business. */
public enum TicketUrgency {
    HIGH,
    MEDIUM,
    LOW
}
