// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import io.mainstay.calendar.CalendarProblem.Rule;
import io.mainstay.kernel.Texts;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What counts as business time, as somebody wrote it down. May be wrong: {@link #problems()} says how.
 *
 * @param zone name of a region in the IANA time zone database, for example {@code Europe/Berlin}
 * @param weekly the ordinary week; several intervals on one day are allowed, also adjoining ones
 * @param holidays dates on which nothing counts
 * @param exceptions dates with intervals of their own
 */
public record CalendarRules(
        String zone, List<WeeklyInterval> weekly, List<Holiday> holidays, List<DayException> exceptions) {

    static final int MAX_INTERVALS_PER_DAY = 24;
    static final int MAX_DATES = 2_000;
    static final int MAX_TEXT = 200;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2200;

    /** Every minute of every day, in UTC. */
    public static final CalendarRules AROUND_THE_CLOCK = new CalendarRules(
            "UTC",
            Stream.of(DayOfWeek.values())
                    .map(day -> new WeeklyInterval(day, DayInterval.WHOLE_DAY))
                    .toList(),
            List.of(),
            List.of());

    public CalendarRules {
        weekly = List.copyOf(weekly);
        holidays = List.copyOf(holidays);
        exceptions = List.copyOf(exceptions);
    }

    /** Every rule that these break, in the order of their fields; empty when they can be used. */
    public List<CalendarProblem> problems() {
        List<CalendarProblem> problems = new ArrayList<>();
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            problems.add(new CalendarProblem(
                    List.of("zone"),
                    Rule.UNKNOWN_ZONE,
                    "The zone must be the name of an IANA region, for example Europe/Berlin."));
        }
        checkWeek(problems);
        checkDates("holidays", holidays, Holiday::date, "name", Holiday::name, problems);
        checkDates("exceptions", exceptions, DayException::date, "reason", DayException::reason, problems);
        for (int index = 0; index < exceptions.size(); index++) {
            List<String> path = List.of("exceptions", String.valueOf(index), "intervals");
            checkDay(exceptions.get(index).intervals(), path, problems);
        }
        return List.copyOf(problems);
    }

    private void checkWeek(List<CalendarProblem> problems) {
        if (weekly.size() > MAX_INTERVALS_PER_DAY * DayOfWeek.values().length) {
            problems.add(tooMany(List.of("weekly"), MAX_INTERVALS_PER_DAY * DayOfWeek.values().length));
            return;
        }
        for (int index = 0; index < weekly.size(); index++) {
            WeeklyInterval current = weekly.get(index);
            List<String> path = List.of("weekly", String.valueOf(index));
            checkInterval(current.interval(), path, problems);
            boolean overlaps = weekly.subList(0, index).stream()
                    .anyMatch(earlier ->
                            earlier.day() == current.day() && earlier.interval().overlaps(current.interval()));
            if (overlaps) {
                problems.add(overlap(path));
            }
        }
    }

    private static void checkDay(List<DayInterval> intervals, List<String> path, List<CalendarProblem> problems) {
        if (intervals.size() > MAX_INTERVALS_PER_DAY) {
            problems.add(tooMany(path, MAX_INTERVALS_PER_DAY));
            return;
        }
        for (int index = 0; index < intervals.size(); index++) {
            DayInterval current = intervals.get(index);
            List<String> intervalPath = append(path, String.valueOf(index));
            checkInterval(current, intervalPath, problems);
            if (intervals.subList(0, index).stream().anyMatch(current::overlaps)) {
                problems.add(overlap(intervalPath));
            }
        }
    }

    private static void checkInterval(DayInterval interval, List<String> path, List<CalendarProblem> problems) {
        if (!interval.isInRange()) {
            problems.add(new CalendarProblem(path, Rule.OUT_OF_RANGE, "Minutes of a day lie between 0 and 1440."));
            return;
        }
        if (interval.from() >= interval.to()) {
            problems.add(new CalendarProblem(
                    path,
                    Rule.EMPTY_INTERVAL,
                    "An interval must begin before it ends; an overnight shift is two intervals."));
        }
    }

    private static <T> void checkDates(
            String field,
            List<T> entries,
            Function<T, LocalDate> date,
            String textField,
            Function<T, String> text,
            List<CalendarProblem> problems) {
        if (entries.size() > MAX_DATES) {
            problems.add(tooMany(List.of(field), MAX_DATES));
            return;
        }
        Set<LocalDate> seen = new HashSet<>();
        for (int index = 0; index < entries.size(); index++) {
            List<String> path = List.of(field, String.valueOf(index));
            LocalDate value = date.apply(entries.get(index));
            if (!seen.add(value)) {
                problems.add(new CalendarProblem(
                        append(path, "date"), Rule.DUPLICATE_DATE, "The date " + value + " is named twice."));
            }
            if (!covers(value)) {
                problems.add(new CalendarProblem(
                        append(path, "date"),
                        Rule.DATE_OUT_OF_RANGE,
                        "Calendars cover the years " + FIRST_YEAR + " to " + LAST_YEAR + "."));
            }
            String words = text.apply(entries.get(index));
            if (words.codePointCount(0, words.length()) > MAX_TEXT) {
                problems.add(new CalendarProblem(
                        append(path, textField),
                        Rule.TEXT_TOO_LONG,
                        "The text must have at most " + MAX_TEXT + " characters."));
            } else if (words.isBlank() || !Texts.isPlain(words)) {
                problems.add(new CalendarProblem(
                        append(path, textField),
                        Rule.BAD_TEXT,
                        "The text must not be blank nor hold control characters."));
            }
        }
    }

    /** Whether calendars cover the date. */
    public static boolean covers(LocalDate date) {
        return date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
    }

    private static CalendarProblem overlap(List<String> path) {
        return new CalendarProblem(path, Rule.OVERLAP, "The interval overlaps an earlier one of the same day.");
    }

    private static CalendarProblem tooMany(List<String> path, int limit) {
        return new CalendarProblem(path, Rule.TOO_MANY, "At most " + limit + " entries are allowed.");
    }

    private static List<String> append(List<String> path, String last) {
        List<String> longer = new ArrayList<>(path);
        longer.add(last);
        return List.copyOf(longer);
    }
}
