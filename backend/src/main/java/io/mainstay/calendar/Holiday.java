// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.time.LocalDate;

/**
 * A local date on which no time counts, unless a {@link DayException} for the same date says otherwise.
 *
 * @param date the date in the calendar's zone
 * @param name what is celebrated, for people who read the calendar
 */
public record Holiday(LocalDate date, String name) {}
