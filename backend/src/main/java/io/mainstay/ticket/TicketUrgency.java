// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

/** The urgency of a ticket: how soon its effect on the business becomes significant. */
public enum TicketUrgency {
    HIGH,
    MEDIUM,
    LOW
}
