// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.time.LocalDate;
import java.util.List;

/**
 * A local date with intervals of its own, which replace those of its weekday and win over a holiday.
 *
 * @param date the date in the calendar's zone
 * @param intervals what counts on that date; empty when nothing does
 * @param reason why the date differs, for people who read the calendar
 */
public record DayException(LocalDate date, List<DayInterval> intervals, String reason) {

    public DayException {
        intervals = List.copyOf(intervals);
    }
}
