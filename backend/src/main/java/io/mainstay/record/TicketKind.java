// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import io.mainstay.kernel.Permission;
import java.util.Locale;

/** The kinds of ticket. What is configured per kind, such as categories and service levels, names one of these. */
public enum TicketKind {
    /** An unplanned interruption of a service or a reduction of its quality. */
    INCIDENT("Incident", "INC", Permission.INCIDENT_READ, Permission.INCIDENT_WORK),
    /** A cause, or potential cause, of one or more incidents. */
    PROBLEM("Problem", "PRB", Permission.PROBLEM_READ, Permission.PROBLEM_WORK),
    /** An addition, modification or removal of anything that could affect services. */
    CHANGE("Change", "CHG", Permission.CHANGE_READ, Permission.CHANGE_WORK),
    /** One or more new or changed services or components that are deployed together. */
    RELEASE("Release", "REL", Permission.RELEASE_READ, Permission.RELEASE_WORK);

    private final String label;
    private final String numberPrefix;
    private final Permission readPermission;
    private final Permission workPermission;

    TicketKind(String label, String numberPrefix, Permission readPermission, Permission workPermission) {
        this.label = label;
        this.numberPrefix = numberPrefix;
        this.readPermission = readPermission;
        this.workPermission = workPermission;
    }

    /** The label of these tickets in the graph; the labels of what is configured for them begin with it. */
    public String label() {
        return label;
    }

    /** The name in codes, statements and events: {@code incident}. */
    public String code() {
        return label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1);
    }

    /** What the numbers of these tickets begin with. */
    public String numberPrefix() {
        return numberPrefix;
    }

    /** Who may read these tickets, and what is configured for them. */
    public Permission readPermission() {
        return readPermission;
    }

    /** Who may work on these tickets, and read what only those read who do. */
    public Permission workPermission() {
        return workPermission;
    }
}
