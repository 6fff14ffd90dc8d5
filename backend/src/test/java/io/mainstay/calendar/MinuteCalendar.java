// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The oracle for business time: asks for one instant what the wall clock says and looks that up, nothing else. Written from the
 * rule, not from the code it checks, and never fast.
 */
public final class MinuteCalendar {

    private final List<Since> versions;

    /** Rules, the zone that they name, and when they come into force. */
    private record Since(Instant start, ZoneId zone, CalendarRules rules) {}

    public MinuteCalendar(List<CalendarVersion> versions) {
        this.versions = versions.stream()
                .map(version -> {
                    ZoneId zone = ZoneId.of(version.rules().zone());
                    return new Since(version.validFrom().atStartOfDay(zone).toInstant(), zone, version.rules());
                })
                .toList();
    }

    /** Whether the instant is business time. */
    public boolean isBusinessTime(Instant instant) {
        Since inForce = versions.getFirst();
        for (Since version : versions) {
            if (!version.start().isAfter(instant)) {
                inForce = version;
            }
        }
        CalendarRules rules = inForce.rules();
        ZonedDateTime wall = instant.atZone(inForce.zone());
        int minute = wall.getHour() * 60 + wall.getMinute();
        LocalDate date = wall.toLocalDate();
        Optional<DayException> exception = rules.exceptions().stream()
                .filter(candidate -> candidate.date().equals(date))
                .findAny();
        if (exception.isPresent()) {
            return exception.get().intervals().stream().anyMatch(interval -> contains(interval, minute));
        }
        if (rules.holidays().stream().anyMatch(holiday -> holiday.date().equals(date))) {
            return false;
        }
        return rules.weekly().stream()
                .anyMatch(entry -> entry.day() == date.getDayOfWeek() && contains(entry.interval(), minute));
    }

    private static boolean contains(DayInterval interval, int minute) {
        return interval.from() <= minute && minute < interval.to();
    }
}
