package io.mainstay.incident;

/** Where an incident is on its way. */
public enum IncidentState {
    /** Reported; nobody works on it yet, though it may have been assigned. */
    NEW,
    /** Somebody works on it. */
    IN_PROGRESS,
    /** Work waits for something, which the hold reason names. */
    ON_HOLD,
    /** Solved in the eyes of those who worked on it; the person affected may confirm or reopen. */
    RESOLVED,
    /** Over: confirmed, or nobody objected in time. */
    CLOSED,
    /** Withdrawn: reported by mistake or twice. */
    CANCELLED;

    /** Whether work is still to be done. */
    public boolean isOpen() {
        return switch (this) {
            case NEW, IN_PROGRESS, ON_HOLD -> true;
            case RESOLVED, CLOSED, CANCELLED -> false;
        };
    }
}
