// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Permission;

/**
 * Who may do what to a kind of ticket.
 *
 * @param read lets one read those that one sees
 * @param report lets one report one
 * @param participate lets those whom a ticket concerns act on it; the same as {@code work} where they have no part
 * @param work lets one work on them, and read what only those read who do
 */
public record TicketPermissions(Permission read, Permission report, Permission participate, Permission work) {}
