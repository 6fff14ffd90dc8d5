// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.calendar.CalendarProblem.Rule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BusinessCalendarTest {

    private static final LocalDate SPRING_FORWARD = LocalDate.of(2026, 3, 29);
    private static final LocalDate FALL_BACK = LocalDate.of(2026, 10, 25);

    @Test
    void shouldCountOfficeHoursOnly() {
        BusinessCalendar calendar = BusinessCalendar.of(officeHours("Europe/Berlin"));

        // Friday 16:00 to Monday 09:00 in Berlin's winter: one hour on Friday, one on Monday.
        Instant friday = Instant.parse("2026-01-09T15:00:00Z");
        Instant monday = Instant.parse("2026-01-12T08:00:00Z");

        assertThat(calendar.businessTime(friday, monday)).isEqualTo(Duration.ofHours(2));
        assertThat(calendar.businessSpans(friday, monday))
                .containsExactly(
                        new TimeSpan(friday, Instant.parse("2026-01-09T16:00:00Z")),
                        new TimeSpan(Instant.parse("2026-01-12T07:00:00Z"), monday));
    }

    @Test
    void shouldReachAnAmountAtTheEndOfADayRatherThanAtTheStartOfTheNext() {
        BusinessCalendar calendar = BusinessCalendar.of(officeHours("Europe/Berlin"));
        Instant friday = Instant.parse("2026-01-09T15:00:00Z");

        assertThat(calendar.addBusinessTime(friday, Duration.ofHours(1)))
                .contains(Instant.parse("2026-01-09T16:00:00Z"));
        assertThat(calendar.addBusinessTime(friday, Duration.ofHours(1).plusMillis(1)))
                .contains(Instant.parse("2026-01-12T07:00:00.001Z"));
        assertThat(calendar.addBusinessTime(friday, Duration.ZERO)).contains(friday);
    }

    @Test
    void shouldCountNothingForAnHourThatTheClockSkips() {
        BusinessCalendar calendar = BusinessCalendar.of(oneDay("Europe/Berlin", SPRING_FORWARD, 60, 240));

        // 01:00 to 04:00 by the wall, of which 02:00 to 03:00 does not exist.
        assertThat(calendar.businessTime(Instant.parse("2026-03-28T00:00:00Z"), Instant.parse("2026-03-30T00:00:00Z")))
                .isEqualTo(Duration.ofHours(2));
    }

    @Test
    void shouldCountTwiceAnHourThatTheClockRepeats() {
        BusinessCalendar calendar = BusinessCalendar.of(oneDay("Europe/Berlin", FALL_BACK, 120, 150));

        // 02:00 to 02:30 comes once in summer time and once in winter time, half an hour apart.
        assertThat(calendar.businessSpans(Instant.parse("2026-10-24T00:00:00Z"), Instant.parse("2026-10-26T00:00:00Z")))
                .containsExactly(
                        new TimeSpan(Instant.parse("2026-10-25T00:00:00Z"), Instant.parse("2026-10-25T00:30:00Z")),
                        new TimeSpan(Instant.parse("2026-10-25T01:00:00Z"), Instant.parse("2026-10-25T01:30:00Z")));
    }

    @Test
    void shouldCountEveryInstantAroundTheClock() {
        BusinessCalendar calendar = BusinessCalendar.of(CalendarRules.AROUND_THE_CLOCK);
        Instant from = Instant.parse("2026-01-01T12:34:56.789Z");

        assertThat(calendar.businessTime(from, from.plus(Duration.ofDays(400)))).isEqualTo(Duration.ofDays(400));
        assertThat(calendar.addBusinessTime(from, Duration.ofDays(30))).contains(from.plus(Duration.ofDays(30)));
        assertThat(calendar.businessSpans(from, from.plus(Duration.ofDays(3)))).hasSize(1);
    }

    @Test
    void shouldLetAnExceptionWinOverAHolidayAndAHolidayOverTheWeek() {
        LocalDate monday = LocalDate.of(2026, 1, 12);
        CalendarRules rules = new CalendarRules(
                "UTC",
                officeHours("UTC").weekly(),
                List.of(new Holiday(monday, "Founders' day"), new Holiday(monday.plusDays(1), "Founders' second day")),
                List.of(new DayException(monday, List.of(new DayInterval(0, 30)), "Stocktaking")));

        assertThat(BusinessCalendar.of(rules)
                        .businessTime(Instant.parse("2026-01-12T00:00:00Z"), Instant.parse("2026-01-14T00:00:00Z")))
                .isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void shouldChangeRulesAtTheStartOfTheirFirstDayInTheirOwnZone() {
        BusinessCalendar calendar = new BusinessCalendar(List.of(
                new CalendarVersion(LocalDate.of(2020, 1, 1), CalendarRules.AROUND_THE_CLOCK),
                new CalendarVersion(LocalDate.of(2026, 1, 12), officeHours("Asia/Shanghai"))));

        // Around the clock until midnight in Shanghai (16:00Z on the 11th), then 08:00 to 17:00 there.
        assertThat(calendar.businessSpans(Instant.parse("2026-01-11T00:00:00Z"), Instant.parse("2026-01-12T12:00:00Z")))
                .containsExactly(
                        new TimeSpan(Instant.parse("2026-01-11T00:00:00Z"), Instant.parse("2026-01-11T16:00:00Z")),
                        new TimeSpan(Instant.parse("2026-01-12T00:00:00Z"), Instant.parse("2026-01-12T09:00:00Z")));
    }

    @Test
    void shouldLetTheFirstRulesHoldForAllTimeBefore() {
        BusinessCalendar calendar = new BusinessCalendar(
                List.of(new CalendarVersion(LocalDate.of(2030, 1, 1), CalendarRules.AROUND_THE_CLOCK)));

        assertThat(calendar.businessTime(Instant.parse("2026-01-11T00:00:00Z"), Instant.parse("2026-01-12T00:00:00Z")))
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void shouldFindNoBusinessTimeBeyondFiveYears() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(BusinessCalendar.of(new CalendarRules("UTC", List.of(), List.of(), List.of()))
                        .addBusinessTime(from, Duration.ofMinutes(1)))
                .isEmpty();
        assertThat(BusinessCalendar.of(oneDay("UTC", LocalDate.of(2030, 12, 31), 0, 1))
                        .addBusinessTime(from, Duration.ofMinutes(1)))
                .contains(Instant.parse("2030-12-31T00:01:00Z"));
        assertThat(BusinessCalendar.of(oneDay("UTC", LocalDate.of(2031, 1, 1), 0, 1))
                        .addBusinessTime(from, Duration.ofMinutes(1)))
                .isEmpty();
    }

    @Test
    void shouldCountNothingBackwards() {
        BusinessCalendar calendar = BusinessCalendar.of(CalendarRules.AROUND_THE_CLOCK);
        Instant instant = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(calendar.businessTime(instant, instant.minusSeconds(60))).isZero();
        assertThatThrownBy(() -> calendar.addBusinessTime(instant, Duration.ofMinutes(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNameEveryRuleThatRulesBreak() {
        LocalDate date = LocalDate.of(2026, 1, 1);
        CalendarRules rules = new CalendarRules(
                "+01:00",
                List.of(
                        WeeklyInterval.of(DayOfWeek.MONDAY, 480, 1020),
                        WeeklyInterval.of(DayOfWeek.MONDAY, 1019, 1100),
                        WeeklyInterval.of(DayOfWeek.TUESDAY, 600, 600),
                        WeeklyInterval.of(DayOfWeek.WEDNESDAY, -1, 60),
                        WeeklyInterval.of(DayOfWeek.THURSDAY, 0, 1441)),
                List.of(
                        new Holiday(date, "New Year"),
                        new Holiday(date, " "),
                        new Holiday(date.withYear(9999), "Late")),
                List.of(new DayException(date, List.of(new DayInterval(0, 60), new DayInterval(30, 90)), "Early")));

        assertThat(rules.problems())
                .extracting(problem -> String.join(".", problem.path()) + " " + problem.rule())
                .containsExactly(
                        "zone " + Rule.UNKNOWN_ZONE,
                        "weekly.1 " + Rule.OVERLAP,
                        "weekly.2 " + Rule.EMPTY_INTERVAL,
                        "weekly.3 " + Rule.OUT_OF_RANGE,
                        "weekly.4 " + Rule.OUT_OF_RANGE,
                        "holidays.1.date " + Rule.DUPLICATE_DATE,
                        "holidays.1.name " + Rule.BAD_TEXT,
                        "holidays.2.date " + Rule.DATE_OUT_OF_RANGE,
                        "exceptions.0.intervals.1 " + Rule.OVERLAP);
        assertThatThrownBy(() -> BusinessCalendar.of(rules)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldAcceptAdjoiningIntervalsAndAnOvernightShiftInTwo() {
        CalendarRules rules = new CalendarRules(
                "Europe/Berlin",
                List.of(
                        WeeklyInterval.of(DayOfWeek.MONDAY, 480, 720),
                        WeeklyInterval.of(DayOfWeek.MONDAY, 720, 1440),
                        WeeklyInterval.of(DayOfWeek.TUESDAY, 0, 360)),
                List.of(),
                List.of());

        assertThat(rules.problems()).isEmpty();
        assertThat(BusinessCalendar.of(rules)
                        .businessSpans(Instant.parse("2026-01-12T00:00:00Z"), Instant.parse("2026-01-14T00:00:00Z")))
                .containsExactly(
                        new TimeSpan(Instant.parse("2026-01-12T07:00:00Z"), Instant.parse("2026-01-13T05:00:00Z")));
    }

    @Test
    void shouldRefuseVersionsOutOfOrder() {
        CalendarVersion version = new CalendarVersion(LocalDate.of(2026, 1, 1), CalendarRules.AROUND_THE_CLOCK);

        assertThatThrownBy(() -> new BusinessCalendar(List.of(version, version)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BusinessCalendar(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static CalendarRules officeHours(String zone) {
        return new CalendarRules(
                zone,
                Stream.of(DayOfWeek.values())
                        .limit(5)
                        .map(day -> WeeklyInterval.of(day, 480, 1020))
                        .toList(),
                List.of(),
                List.of());
    }

    private static CalendarRules oneDay(String zone, LocalDate date, int from, int to) {
        return new CalendarRules(
                zone,
                List.of(),
                List.of(),
                List.of(new DayException(date, List.of(new DayInterval(from, to)), "The only day")));
    }
}
