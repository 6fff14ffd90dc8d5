// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar.internal.graphql;

import io.mainstay.calendar.CalendarCommand;
import io.mainstay.calendar.CalendarRules;
import io.mainstay.calendar.DayException;
import io.mainstay.calendar.DayInterval;
import io.mainstay.calendar.Holiday;
import io.mainstay.calendar.WeeklyInterval;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The input of the mutations of calendars. */
record CalendarInput(
        String name,
        @Nullable String description,
        @Nullable LocalDate validFrom,
        String zone,
        List<WeeklyHours> weekly,
        @Nullable List<HolidayInput> holidays,
        @Nullable List<ExceptionInput> exceptions) {

    CalendarCommand command() {
        CalendarRules rules = new CalendarRules(
                zone,
                weekly.stream()
                        .map(entry -> WeeklyInterval.of(entry.day(), entry.from(), entry.to()))
                        .toList(),
                Objects.requireNonNullElse(holidays, List.<HolidayInput>of()).stream()
                        .map(holiday -> new Holiday(holiday.date(), holiday.name()))
                        .toList(),
                Objects.requireNonNullElse(exceptions, List.<ExceptionInput>of()).stream()
                        .map(ExceptionInput::exception)
                        .toList());
        return new CalendarCommand(name, description, validFrom, rules);
    }

    record WeeklyHours(DayOfWeek day, int from, int to) {}

    record HolidayInput(LocalDate date, String name) {}

    record ExceptionInput(LocalDate date, List<IntervalInput> intervals, String reason) {

        private DayException exception() {
            return new DayException(
                    date,
                    intervals.stream()
                            .map(interval -> new DayInterval(interval.from(), interval.to()))
                            .toList(),
                    reason);
        }
    }

    record IntervalInput(int from, int to) {}
}
