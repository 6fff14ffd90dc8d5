// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.kernel.Permission;

/**
 * Who may do what to a kind of ticket.
 *
 * @param readOne lets one read a single one that one sees, by its id, and what belongs to it
 * @param read lets one list, find and follow those that one sees
 * @param report lets one report one
 * @param participate lets those whom a ticket concerns act on it; the same as {@code work} where they have no part
 * @param work lets one work on them, and read what only those read who do
 */
public record TicketPermissions(
        Permission readOne, Permission read, Permission report, Permission participate, Permission work) {

    /** Of a kind whose tickets are read one by one by whom may list them. */
    public TicketPermissions(Permission read, Permission report, Permission participate, Permission work) {
        this(read, read, report, participate, work);
    }
}
