// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import org.jspecify.annotations.Nullable;

/**
 * An event in the life of a record that moves its clocks. One that does not fit the record's state changes nothing.
 *
 * @param kind what happened
 * @param holdReason code of the reason of a hold; absent for other kinds
 */
public record SlaRecordEvent(Kind kind, @Nullable String holdReason) {

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

    public static SlaRecordEvent opened() {
        return new SlaRecordEvent(Kind.OPENED, null);
    }

    public static SlaRecordEvent responded() {
        return new SlaRecordEvent(Kind.RESPONDED, null);
    }

    /** @param reason code of the hold reason; definitions say which codes pause a clock */
    public static SlaRecordEvent held(String reason) {
        return new SlaRecordEvent(Kind.HELD, reason);
    }

    public static SlaRecordEvent released() {
        return new SlaRecordEvent(Kind.RELEASED, null);
    }

    public static SlaRecordEvent resolved() {
        return new SlaRecordEvent(Kind.RESOLVED, null);
    }

    public static SlaRecordEvent reopened() {
        return new SlaRecordEvent(Kind.REOPENED, null);
    }

    public static SlaRecordEvent cancelled() {
        return new SlaRecordEvent(Kind.CANCELLED, null);
    }
}
