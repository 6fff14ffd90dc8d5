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

    private final List<CalendarVersion> versions;

    public MinuteCalendar(List<CalendarVersion> versions) {
        this.versions = versions;
    }

    /** Whether the instant is business time. */
    public boolean isBusinessTime(Instant instant) {
        CalendarRules rules = versions.getFirst().rules();
        for (CalendarVersion version : versions) {
            ZonedDateTime start =
                    version.validFrom().atStartOfDay(ZoneId.of(version.rules().zone()));
            if (start.toInstant().compareTo(instant) <= 0) {
                rules = version.rules();
            }
        }
        ZonedDateTime wall = instant.atZone(ZoneId.of(rules.zone()));
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
