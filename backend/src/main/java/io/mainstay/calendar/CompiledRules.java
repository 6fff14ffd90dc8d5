// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calendar rules in the form in which time is walked: intervals by date, offsets by period. */
final class CompiledRules {

    private static final long SECONDS_PER_DAY = 86_400;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final Comparator<DayInterval> BY_START = Comparator.comparingInt(DayInterval::from);

    private final ZoneRules zone;
    private final Map<DayOfWeek, List<DayInterval>> week = new EnumMap<>(DayOfWeek.class);
    private final Map<LocalDate, List<DayInterval>> dates = new HashMap<>();

    CompiledRules(CalendarRules rules) {
        zone = ZoneId.of(rules.zone()).getRules();
        rules.weekly()
                .forEach(entry -> week.computeIfAbsent(entry.day(), day -> new ArrayList<>())
                        .add(entry.interval()));
        week.values().forEach(intervals -> intervals.sort(BY_START));
        rules.holidays().forEach(holiday -> dates.put(holiday.date(), List.of()));
        rules.exceptions()
                .forEach(exception -> dates.put(
                        exception.date(),
                        exception.intervals().stream().sorted(BY_START).toList()));
    }

    /**
     * Visits the business time in {@code [from, to)}.
     *
     * <p>Goes from one change of the zone's offset to the next. Between two, local time advances with the instant, so dates and
     * intervals come in ascending order even where a change repeats or skips part of a date.
     *
     * @return false when the visitor ended the walk
     */
    boolean walk(Instant from, Instant to, SpanVisitor visitor) {
        Instant cursor = from;
        while (cursor.isBefore(to)) {
            ZoneOffsetTransition change = zone.nextTransition(cursor);
            Instant end = change == null || change.getInstant().isAfter(to) ? to : change.getInstant();
            if (!walkAtOffset(cursor, end, zone.getOffset(cursor), visitor)) {
                return false;
            }
            cursor = end;
        }
        return true;
    }

    private boolean walkAtOffset(Instant from, Instant to, ZoneOffset offset, SpanVisitor visitor) {
        long shift = offset.getTotalSeconds();
        long day = Math.floorDiv(from.getEpochSecond() + shift, SECONDS_PER_DAY);
        while (true) {
            long midnight = day * SECONDS_PER_DAY - shift;
            if (midnight > to.getEpochSecond()) {
                return true;
            }
            for (DayInterval interval : intervalsOf(LocalDate.ofEpochDay(day))) {
                Instant start = Instant.ofEpochSecond(midnight + interval.from() * SECONDS_PER_MINUTE);
                Instant end = Instant.ofEpochSecond(midnight + interval.to() * SECONDS_PER_MINUTE);
                if (start.isBefore(from)) {
                    start = from;
                }
                if (end.isAfter(to)) {
                    end = to;
                }
                if (start.isBefore(end) && !visitor.visit(start, end)) {
                    return false;
                }
            }
            day++;
        }
    }

    private List<DayInterval> intervalsOf(LocalDate date) {
        List<DayInterval> own = dates.get(date);
        return own != null ? own : week.getOrDefault(date.getDayOfWeek(), List.of());
    }
}
