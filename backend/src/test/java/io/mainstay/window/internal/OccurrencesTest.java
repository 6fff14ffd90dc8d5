// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.window.ChangeWindowOccurrence;
import io.mainstay.window.ChangeWindowSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OccurrencesTest {

    private static final String SUNDAYS = "FREQ=WEEKLY;BYDAY=SU";

    @Test
    void shouldBeAnHourShorterWhenTheClockGoesForward() {
        assertThat(on("Europe/Berlin", "2026-01-04T01:30", "2026-01-04T03:30", SUNDAYS, "2026-03-29"))
                .containsExactly("2026-03-29T00:30:00Z PT1H");
        assertThat(on("Europe/Berlin", "2026-01-04T01:30", "2026-01-04T03:30", SUNDAYS, "2026-03-22"))
                .containsExactly("2026-03-22T00:30:00Z PT2H");
    }

    @Test
    void shouldBeAnHourLongerWhenTheClockGoesBack() {
        assertThat(on("Europe/Berlin", "2026-01-04T01:30", "2026-01-04T03:30", SUNDAYS, "2026-10-25"))
                .containsExactly("2026-10-24T23:30:00Z PT3H");
    }

    @Test
    void shouldBeginAnHourLaterByTheClockWhereItsBeginningIsSkipped() {
        assertThat(on("Europe/Berlin", "2026-01-04T02:30", "2026-01-04T04:00", SUNDAYS, "2026-03-29"))
                .as("02:30 is 03:30, and 04:00 stays")
                .containsExactly("2026-03-29T01:30:00Z PT30M");
    }

    @Test
    void shouldLastAsLongAsItsClockTimesAreApartWhereNothingWouldBeLeft() {
        assertThat(on("Europe/Berlin", "2026-01-04T02:30", "2026-01-04T03:15", SUNDAYS, "2026-03-29"))
                .as("02:30 is 03:30, which is later than 03:15")
                .containsExactly("2026-03-29T01:30:00Z PT45M");
    }

    @Test
    void shouldMeanTheFirstOfTwoEqualTimes() {
        assertThat(on("Europe/Berlin", "2026-01-04T02:15", "2026-01-04T02:45", SUNDAYS, "2026-10-25"))
                .containsExactly("2026-10-25T00:15:00Z PT30M");
        assertThat(on("Europe/Berlin", "2026-01-04T02:30", "2026-01-04T03:30", SUNDAYS, "2026-10-25"))
                .containsExactly("2026-10-25T00:30:00Z PT2H");
    }

    @Test
    void shouldFollowAClockThatMovesByHalfAnHour() {
        assertThat(on("Australia/Lord_Howe", "2026-01-04T01:00", "2026-01-04T03:00", SUNDAYS, "2026-04-05"))
                .containsExactly("2026-04-04T14:00:00Z PT2H30M");
        assertThat(on("Australia/Lord_Howe", "2026-01-04T01:00", "2026-01-04T03:00", SUNDAYS, "2026-10-04"))
                .containsExactly("2026-10-03T14:30:00Z PT1H30M");
    }

    @Test
    void shouldKeepTheOccurrenceOfADateThatWasSkipped() {
        assertThat(on("Pacific/Apia", "2011-12-01T10:00", "2011-12-01T12:00", "FREQ=DAILY", "2011-12-31"))
                .as("that of the 30th, which Samoa left out, is read as the 31st")
                .containsExactly("2011-12-30T20:00:00Z PT2H", "2011-12-30T20:00:00Z PT2H");
    }

    @Test
    void shouldLeaveOutDatesAndTakeMore() {
        ChangeWindowSchedule schedule = new ChangeWindowSchedule(
                ZoneId.of("UTC"),
                LocalDateTime.parse("2026-01-04T22:00"),
                LocalDateTime.parse("2026-01-05T02:00"),
                SUNDAYS,
                List.of(LocalDateTime.parse("2026-01-14T20:00"), LocalDateTime.parse("2026-01-25T22:00")),
                List.of(LocalDate.parse("2026-01-11")));

        assertThat(new Occurrences(schedule)
                        .between(instant("2026-01-04T23:00:00Z"), instant("2026-02-01T22:00:00Z"), 100))
                .extracting(ChangeWindowOccurrence::startsAt)
                .as(
                        "the one under way is told, the one that begins at the end is not, and what comes twice is told once")
                .containsExactly(
                        instant("2026-01-04T22:00:00Z"),
                        instant("2026-01-14T20:00:00Z"),
                        instant("2026-01-18T22:00:00Z"),
                        instant("2026-01-25T22:00:00Z"));
    }

    @Test
    void shouldEndWithUntilByTheInstantAndByTheDate() {
        // 02:30 comes twice on 25 October; that of the rule is the first, 00:30Z.
        assertThat(on(
                        "Europe/Berlin",
                        "2026-10-18T02:30",
                        "2026-10-18T02:45",
                        SUNDAYS + ";UNTIL=20261025T003000Z",
                        "2026-10-25"))
                .hasSize(1);
        assertThat(on(
                        "Europe/Berlin",
                        "2026-10-18T02:30",
                        "2026-10-18T02:45",
                        SUNDAYS + ";UNTIL=20261025T002959Z",
                        "2026-10-25"))
                .isEmpty();
        assertThat(on(
                        "Europe/Berlin",
                        "2026-10-18T02:30",
                        "2026-10-18T02:45",
                        SUNDAYS + ";UNTIL=20261025",
                        "2026-10-25"))
                .hasSize(1);
        assertThat(on(
                        "Europe/Berlin",
                        "2026-10-18T02:30",
                        "2026-10-18T02:45",
                        SUNDAYS + ";UNTIL=20261024",
                        "2026-10-25"))
                .isEmpty();
    }

    @Test
    void shouldSayWhenItIsNextAndWhenItIsOver() {
        Occurrences twice = occurrences("UTC", "2026-01-04T22:00", "2026-01-05T02:00", SUNDAYS + ";COUNT=2");

        assertThat(twice.next(instant("2026-01-05T01:59:59Z")))
                .contains(new ChangeWindowOccurrence(instant("2026-01-04T22:00:00Z"), instant("2026-01-05T02:00:00Z")));
        assertThat(twice.next(instant("2026-01-05T02:00:00Z")))
                .map(ChangeWindowOccurrence::startsAt)
                .contains(instant("2026-01-11T22:00:00Z"));
        assertThat(twice.next(instant("2026-01-12T02:00:00Z"))).isEmpty();
        assertThat(twice.lastEnd()).isEqualTo("2026-01-12T02:00:00Z");
        assertThat(occurrences("UTC", "2026-01-04T22:00", "2026-01-05T02:00", SUNDAYS)
                        .lastEnd())
                .isEqualTo(Occurrences.FOR_EVER);
        assertThat(occurrences("UTC", "2026-01-04T22:00", "2026-01-05T02:00", null)
                        .lastEnd())
                .isEqualTo("2026-01-05T02:00:00Z");
    }

    /** The clock skips from 02:00 to 03:00: what begins at 02:30 begins after what begins at 03:00. */
    @Test
    void shouldBeginAndEndForGoodByTheInstantAndNotByTheClock() {
        Occurrences skipped = new Occurrences(new ChangeWindowSchedule(
                ZoneId.of("Europe/Berlin"),
                LocalDateTime.parse("2026-03-29T02:30"),
                LocalDateTime.parse("2026-03-29T02:45"),
                null,
                List.of(LocalDateTime.parse("2026-03-29T03:00")),
                List.of()));

        assertThat(skipped.firstStart()).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(skipped.lastEnd()).isEqualTo("2026-03-29T01:45:00Z");
    }

    @Test
    void shouldBeOverForGoodWithTheLastEnd() {
        assertThat(occurrences("UTC", "2026-01-04T22:00", "2026-01-05T02:00", SUNDAYS + ";UNTIL=20260124T000000Z")
                        .lastEnd())
                .isEqualTo("2026-01-19T02:00:00Z");
        assertThat(occurrences("UTC", "2026-01-04T22:00", "2026-01-05T02:00", "FREQ=YEARLY;UNTIL=20301231")
                        .lastEnd())
                .isEqualTo("2030-01-05T02:00:00Z");
        assertThat(occurrences("UTC", "2026-01-04T22:00", "2026-01-05T02:00", "FREQ=YEARLY;INTERVAL=9;UNTIL=20301231")
                        .lastEnd())
                .as("long before the last time at which it may begin")
                .isEqualTo("2026-01-05T02:00:00Z");
        assertThat(occurrences("UTC", "2026-01-04T22:00", "2026-01-05T02:00", "FREQ=DAILY;UNTIL=99991231")
                        .lastEnd())
                .isEqualTo("3000-01-01T02:00:00Z");
        Occurrences excepted = new Occurrences(new ChangeWindowSchedule(
                ZoneId.of("UTC"),
                LocalDateTime.parse("2026-01-04T22:00"),
                LocalDateTime.parse("2026-01-05T02:00"),
                SUNDAYS + ";COUNT=3",
                List.of(LocalDateTime.parse("2026-01-06T22:00")),
                List.of(LocalDate.parse("2026-01-11"), LocalDate.parse("2026-01-18"))));
        assertThat(excepted.lastEnd()).isEqualTo("2026-01-07T02:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
                "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;INTERVAL=365",
                "FREQ=WEEKLY;BYMONTH=2;BYDAY=MO;INTERVAL=366"
            })
    void shouldNotSearchForEverForWhatNeverIs(String rule) {
        Occurrences never = occurrences("Europe/Berlin", "2027-01-04T22:00", "2027-01-05T02:00", rule);

        assertThat(never.beginsWithRule()).isFalse();
        assertThat(never.between(instant("2027-01-01T00:00:00Z"), instant("2028-01-01T00:00:00Z"), 10))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "every Sunday",
                "FREQ=SOMETIMES",
                "FREQ=HOURLY",
                "FREQ=SECONDLY;COUNT=3",
                "FREQ=DAILY;BYHOUR=1,2",
                "FREQ=DAILY;INTERVAL=367",
                "FREQ=DAILY;INTERVAL=2000000000",
                "FREQ=DAILY;COUNT=2001",
                "FREQ=DAILY;COUNT=0",
                "FREQ=DAILY;UNTIL=20270101T000000",
                "FREQ=DAILY;COUNT=2;UNTIL=20270101T000000Z",
                "FREQ=WEEKLY;X-ODD=1",
                "RRULE:FREQ=DAILY"
            })
    void shouldRefuseWhatIsNoRuleOrNotOffered(String rule) {
        assertThatThrownBy(() -> RecurringRule.read(rule)).isInstanceOf(RecurrenceSyntaxException.class);
    }

    @Test
    void shouldAskThatItBeginsWhereTheRuleDoes() {
        assertThat(occurrences("UTC", "2026-01-04T22:00", "2026-01-05T02:00", SUNDAYS)
                        .beginsWithRule())
                .isTrue();
        assertThat(occurrences("UTC", "2026-01-05T22:00", "2026-01-06T02:00", SUNDAYS)
                        .beginsWithRule())
                .isFalse();
        assertThat(occurrences("UTC", "2026-01-04T22:00", "2026-01-05T02:00", SUNDAYS + ";UNTIL=20250101")
                        .beginsWithRule())
                .isFalse();
    }

    /** What holds on a local date of the zone, as its beginning and its length. */
    private static List<String> on(String zone, String startsAt, String endsAt, @Nullable String rule, String date) {
        ZoneId at = ZoneId.of(zone);
        LocalDate day = LocalDate.parse(date);
        return occurrences(zone, startsAt, endsAt, rule)
                .between(
                        day.atStartOfDay(at).toInstant(),
                        day.plusDays(1).atStartOfDay(at).toInstant(),
                        100)
                .stream()
                .map(one -> one.startsAt() + " " + Duration.between(one.startsAt(), one.endsAt()))
                .toList();
    }

    private static Occurrences occurrences(String zone, String startsAt, String endsAt, @Nullable String rule) {
        return new Occurrences(new ChangeWindowSchedule(
                ZoneId.of(zone),
                LocalDateTime.parse(startsAt),
                LocalDateTime.parse(endsAt),
                rule,
                List.of(),
                List.of()));
    }

    private static Instant instant(String text) {
        return Instant.parse(text);
    }
}
