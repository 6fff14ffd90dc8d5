package io.mainstay.incident;

/**
 * A configured choice.
 *
 * @param code stable, in capital letters, such as {@code AWAITING_CUSTOMER}
 * @param name what people read
 * @param active whether it may be chosen; what has it already keeps it
 */
public record IncidentChoice(Kind kind, String code, String name, boolean active) {

    /** What the choice is for. */
    public enum Kind {
        /** What an incident on hold waits for. SLA definitions say which of them pause a clock. */
        HOLD_REASON,
        /** How an incident was solved. */
        RESOLUTION_CODE
    }
}
