package io.mainstay.sla;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a record and moves its clocks. One that does not fit the record's state changes nothing.
 *
 * @param kind what happened
 * @param holdReason code of the reason of a hold; absent for other kinds
 */
public record SlaHappening(Kind kind, @Nullable String holdReason) {

    /** What can happen. */
    public enum Kind {
        /** The record came into being; its clocks begin. */
        OPENED,
        /** Somebody other than the caller commented publicly or began to work. Stops the response clock. */
        RESPONDED,
        /** The record waits for a reason; a second hold replaces the reason of the first. */
        HELD,
        /** The record no longer waits. */
        RELEASED,
        /** The record is resolved, or closed without having been. Stops both clocks. */
        RESOLVED,
        /** A resolved record is open again. */
        REOPENED,
        /** The record was a mistake. Cancels open clocks for good. */
        CANCELLED
    }

    public static SlaHappening opened() {
        return new SlaHappening(Kind.OPENED, null);
    }

    public static SlaHappening responded() {
        return new SlaHappening(Kind.RESPONDED, null);
    }

    /** @param reason code of the hold reason; definitions say which codes pause a clock */
    public static SlaHappening held(String reason) {
        return new SlaHappening(Kind.HELD, reason);
    }

    public static SlaHappening released() {
        return new SlaHappening(Kind.RELEASED, null);
    }

    public static SlaHappening resolved() {
        return new SlaHappening(Kind.RESOLVED, null);
    }

    public static SlaHappening reopened() {
        return new SlaHappening(Kind.REOPENED, null);
    }

    public static SlaHappening cancelled() {
        return new SlaHappening(Kind.CANCELLED, null);
    }
}
