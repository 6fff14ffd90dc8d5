// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When people work on what can wait: Monday to Friday, 8 to 18 o'clock where the company is. */
final class OfficeTime {

    static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final LocalTime OPENS = LocalTime.of(8, 0);
    private static final LocalTime CLOSES = LocalTime.of(18, 0);

    private OfficeTime() {}

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
