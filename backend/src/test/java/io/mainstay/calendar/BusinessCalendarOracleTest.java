// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds {@link BusinessCalendar} against {@link MinuteCalendar}; {@code -Dmainstay.calendar.rounds=n} asks for more rounds. */
class BusinessCalendarOracleTest {

    // The last four change their clock at or across midnight, skip a whole date, or have not a whole hour.
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Asia/Shanghai",
            "UTC",
            "America/Santiago",
            "Asia/Beirut",
            "Africa/Casablanca",
            "Asia/Kathmandu");

    @Test
    void shouldAgreeWithTheMinuteByMinuteOracle() {
        int rounds = Integer.getInteger("mainstay.calendar.rounds", 200);
        long base = Long.getLong("mainstay.calendar.seed", 20_261_101L);
        for (long seed = base; seed < base + rounds; seed++) {
            agree(seed);
        }
    }

    @Test
    void shouldAgreeWhereTheClockOnceWentBackAcrossMidnightOrSkippedADate() {
        BusinessCalendar apia = BusinessCalendar.of(everyOtherHour("Pacific/Apia"));
        BusinessCalendar stJohns = BusinessCalendar.of(everyOtherHour("America/St_Johns"));

        compare(apia, Instant.parse("2011-12-28T00:00:00Z"), 4 * 1440, "Apia skipped 30 December 2011");
        compare(stJohns, Instant.parse("2010-11-06T00:00:00Z"), 3 * 1440, "St John's repeated 23:01 to 00:01");
    }

    private static void agree(long seed) {
        Random random = new Random(seed);
        RandomCalendars calendars = new RandomCalendars(random, ZONES);
        String zone = calendars.zone();
        Instant from = calendars.instantNearChange(zone);
        BusinessCalendar calendar = new BusinessCalendar(calendars.versions(zone, from));

        compare(calendar, from, 1 + random.nextInt(6 * 1440), "seed " + seed);
    }

    private static void compare(BusinessCalendar calendar, Instant from, int minutes, String what) {
        MinuteCalendar oracle = new MinuteCalendar(calendar.versions());
        Instant to = from.plusSeconds(60L * minutes);
        long counted = 0;
        for (Instant minute = from; minute.isBefore(to); minute = minute.plusSeconds(60)) {
            if (oracle.isBusinessTime(minute)) {
                counted++;
                if (counted % 97 == 1) {
                    assertThat(calendar.addBusinessTime(from, Duration.ofMinutes(counted)))
                            .as("%s: %d business minutes from %s", what, counted, from)
                            .contains(minute.plusSeconds(60));
                }
            }
        }
        assertThat(calendar.businessTime(from, to))
                .as("%s: business time in [%s, %s)", what, from, to)
                .isEqualTo(Duration.ofMinutes(counted));
    }

    private static CalendarRules everyOtherHour(String zone) {
        List<WeeklyInterval> weekly = CalendarRules.AROUND_THE_CLOCK.weekly().stream()
                .flatMap(entry -> IntStream.range(0, 12)
                        .mapToObj(hour -> WeeklyInterval.of(entry.day(), hour * 120 + 1, hour * 120 + 61)))
                .toList();
        return new CalendarRules(zone, weekly, List.of(), List.of());
    }
}
