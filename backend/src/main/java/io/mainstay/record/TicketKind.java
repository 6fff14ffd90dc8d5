package io.mainstay.record;

import io.mainstay.kernel.Permission;

/** The kinds of ticket. What is configured per kind, such as categories and service levels, names one of these. */
public enum TicketKind {
    /** An unplanned interruption of a service or a reduction of its quality. */
    INCIDENT("INC", Permission.INCIDENT_READ, Permission.INCIDENT_WORK),
    /** A cause, or potential cause, of one or more incidents. */
    PROBLEM("PRB", Permission.PROBLEM_READ, Permission.PROBLEM_WORK);

    private final String numberPrefix;
    private final Permission readPermission;
    private final Permission workPermission;

    TicketKind(String numberPrefix, Permission readPermission, Permission workPermission) {
        this.numberPrefix = numberPrefix;
        this.readPermission = readPermission;
        this.workPermission = workPermission;
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
