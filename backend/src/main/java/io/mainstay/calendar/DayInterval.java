// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

/**
 * Part of a local day in which time counts: minutes {@code [from, to)} since local midnight.
 *
 * @param from first minute that counts, 0..1439
 * @param to first minute that no longer counts, 1..1440; an overnight shift is two intervals
 */
public record DayInterval(int from, int to) {

    /** Minutes of a local day; the greatest value of {@link #to}. */
    public static final int MINUTES_PER_DAY = 1440;

    /** The whole day. */
    public static final DayInterval WHOLE_DAY = new DayInterval(0, MINUTES_PER_DAY);

    boolean isInRange() {
        return from >= 0 && from <= MINUTES_PER_DAY && to >= 0 && to <= MINUTES_PER_DAY;
    }

    boolean overlaps(DayInterval other) {
        return from < other.to && other.from < to;
    }
}
