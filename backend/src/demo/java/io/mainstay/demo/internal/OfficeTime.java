// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;

/** When people work on what can wait: Monday to Friday, 8 to 18 o'clock where the company is. */
final class OfficeTime {

    static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final LocalTime OPENS = LocalTime.of(8, 0);
    private static final LocalTime CLOSES = LocalTime.of(18, 0);

    private static final List<Integer> HOURS = IntStream.range(0, 24).boxed().toList();

    private OfficeTime() {}

    /**
     * An instant of about the same day at which people report something: mostly in the middle of the morning and of the
     * afternoon, seldom in the evening or at the weekend, when plants and stores work.
     */
    static Instant worked(Instant instant, Draw draw) {
        LocalDate day = instant.atZone(ZONE).toLocalDate();
        // Drawn in any case: what is drawn next must not hang on the day of the week.
        boolean atWeekend = draw.chance(15);
        int back = draw.between(2, 4);
        if (!isWorkday(day.getDayOfWeek()) && !atWeekend) {
            day = day.minusDays(back);
        }
        int hour = draw.weighted(HOURS, OfficeTime::reports);
        return day.atTime(hour, draw.between(0, 59)).atZone(ZONE).toInstant();
    }

    /** How many of a hundred reports come in the hour that begins then. */
    private static int reports(int hour) {
        return switch (hour) {
            case 6, 19, 20, 21 -> 1;
            case 7, 18 -> 3;
            case 8, 12, 16 -> 8;
            case 9, 10 -> 14;
            case 11, 14 -> 11;
            case 13, 15 -> 10;
            case 17 -> 5;
            default -> 0;
        };
    }

    /** The instant itself, or the same minute of an hour after the office opens again. */
    static Instant notBefore(Instant instant) {
        ZonedDateTime local = instant.atZone(ZONE);
        if (isOpen(local)) {
            return instant;
        }
        ZonedDateTime opening = local.with(OPENS);
        while (opening.isBefore(local) || !isWorkday(opening.getDayOfWeek())) {
            opening = opening.plusDays(1);
        }
        return opening.plusMinutes(local.getMinute()).toInstant();
    }

    private static boolean isOpen(ZonedDateTime local) {
        LocalTime time = local.toLocalTime();
        return isWorkday(local.getDayOfWeek()) && !time.isBefore(OPENS) && time.isBefore(CLOSES);
    }

    private static boolean isWorkday(DayOfWeek day) {
        return day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY;
    }
}
