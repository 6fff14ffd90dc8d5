// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A command that creates or revises a business calendar.
 *
 * @param name unique whatever the case of letters, 1 to 120 characters
 * @param description for whom the calendar is, at most 2,000 characters
 * @param validFrom first local date, in the zone of the rules, on which they hold; absent for today
 * @param rules what counts
 */
public record CalendarCommand(
        String name, @Nullable String description, @Nullable LocalDate validFrom, CalendarRules rules) {}
