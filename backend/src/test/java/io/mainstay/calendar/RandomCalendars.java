// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes calendars and instants that lie where calendars are difficult: at changes of the clock. */
public final class RandomCalendars {

    private final Random random;
    private final List<String> zones;

    public RandomCalendars(Random random, List<String> zones) {
        this.random = random;
        this.zones = zones;
    }

    /** One of the zones. */
    public String zone() {
        return zones.get(random.nextInt(zones.size()));
    }

    /** A whole minute of the years 2024 to 2027, most often within a few days of a change of the zone's clock. */
    public Instant instantNearChange(String zone) {
        Instant any = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(60L * random.nextInt(3 * 365 * 1440));
        ZoneOffsetTransition change = ZoneId.of(zone).getRules().nextTransition(any);
        if (change == null || change.getInstant().isAfter(any.plusSeconds(400L * 86_400)) || random.nextInt(5) == 0) {
            return any;
        }
        return change.getInstant().plusSeconds(60L * (random.nextInt(4 * 1440) - 3 * 1440));
    }

    /** One to three versions with something to count in every week, the later ones beginning close to an instant. */
    public List<CalendarVersion> versions(String zone, Instant near) {
        LocalDate date = near.atZone(ZoneOffset.UTC).toLocalDate();
        List<CalendarVersion> versions = new ArrayList<>();
        versions.add(new CalendarVersion(LocalDate.of(2020, 1, 1), rules(zone, date)));
        LocalDate validFrom = date.minusDays(3);
        for (int more = random.nextInt(4) - 1; more > 0; more--) {
            validFrom = validFrom.plusDays(2 + random.nextInt(3));
            versions.add(new CalendarVersion(validFrom, rules(random.nextBoolean() ? zone : zone(), date)));
        }
        return List.copyOf(versions);
    }

    private CalendarRules rules(String zone, LocalDate near) {
        if (random.nextInt(8) == 0) {
            return CalendarRules.AROUND_THE_CLOCK;
        }
        List<WeeklyInterval> weekly = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(7) < 5) {
                intervals().forEach(interval -> weekly.add(new WeeklyInterval(day, interval)));
            }
        }
        weekly.add(
                weekly.stream().anyMatch(entry -> entry.day() == DayOfWeek.SUNDAY)
                        ? weekly.removeLast()
                        : WeeklyInterval.of(DayOfWeek.SUNDAY, 0, 1 + random.nextInt(1440)));
        List<Holiday> holidays = new ArrayList<>();
        List<DayException> exceptions = new ArrayList<>();
        for (int offset = -3; offset < 8; offset++) {
            if (random.nextInt(8) == 0) {
                holidays.add(new Holiday(near.plusDays(offset), "Holiday"));
            }
            if (random.nextInt(8) == 0) {
                exceptions.add(new DayException(
                        near.plusDays(offset), random.nextInt(4) == 0 ? List.of() : intervals(), "Exception"));
            }
        }
        return new CalendarRules(zone, weekly, holidays, exceptions);
    }

    private List<DayInterval> intervals() {
        List<DayInterval> intervals = new ArrayList<>();
        int minute = random.nextBoolean() ? 0 : random.nextInt(600);
        while (minute < DayInterval.MINUTES_PER_DAY && intervals.size() < 4) {
            int end = random.nextInt(5) == 0
                    ? DayInterval.MINUTES_PER_DAY
                    : Math.min(DayInterval.MINUTES_PER_DAY, minute + 1 + random.nextInt(500));
            intervals.add(new DayInterval(minute, end));
            minute = end + (random.nextInt(4) == 0 ? 0 : random.nextInt(300));
        }
        return intervals;
    }
}
