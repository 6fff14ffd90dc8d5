// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.time.DayOfWeek;

/**
 * An interval that counts on one day of every week.
 *
 * @param day day of the week in the calendar's zone
 * @param interval minutes of that local day
 */
public record WeeklyInterval(DayOfWeek day, DayInterval interval) {

    /** Minutes {@code [from, to)} of the given day of the week. */
    public static WeeklyInterval of(DayOfWeek day, int from, int to) {
        return new WeeklyInterval(day, new DayInterval(from, to));
    }
}
