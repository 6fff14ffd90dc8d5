// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record;

import java.time.Instant;

/**
 * When something happened and when Mainstay was told.
 *
 * @param named whether the caller named the instant; otherwise both are the time of the call
 */
public record Occurrence(Instant occurredAt, Instant recordedAt, boolean named) {

    /** What happens at the time of the call. */
    public static Occurrence at(Instant now) {
        return new Occurrence(now, now, false);
    }

    /**
     * Fits the instant to the record, whose lock is held.
     *
     * @param lastEventAt when the record's last event happened
     * @return this, or the instant of the last event if this call was overtaken by one while it waited for the lock
     * @throws io.mainstay.kernel.RefusedException with INVALID_TIME if the caller named an instant before the last event
     */
    public Occurrence after(Instant lastEventAt) {
        if (!occurredAt.isBefore(lastEventAt)) {
            return this;
        }
        if (named) {
            throw OccurrenceRule.invalid("must not lie before the record's last event at " + lastEventAt);
        }
        return new Occurrence(lastEventAt, recordedAt, false);
    }
}
