// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.window.ChangeWindowOccurrence;
import io.mainstay.window.ChangeWindowSchedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the occurrences of a schedule by asking each day whether the rule names it. Knows a part of RFC 5545, and nothing of the
 * library.
 *
 * @param text the rule as RFC 5545 writes it
 * @param names whether the rule names a day, if the rule begins on another
 * @param count how many occurrences there are; 0 for any number
 * @param until the last instant at which one may begin; null for none
 * @param untilDay the last local date on which one may begin; null for none
 */
public record DayByDay(
        String text,
        Names names,
        int count,
        @Nullable Instant until,
        @Nullable LocalDate untilDay) {

    /** Which days a rule names. */
    public interface Names {
        boolean test(LocalDate begin, LocalDate day);
    }

    /** No rule: once. */
    public static DayByDay once() {
        return new DayByDay("", LocalDate::equals, 1, null, null);
    }

    public static DayByDay daily(int interval) {
        return new DayByDay(
                "FREQ=DAILY;INTERVAL=" + interval,
                (begin, day) -> ChronoUnit.DAYS.between(begin, day) % interval == 0,
                0,
                null,
                null);
    }

    public static DayByDay weekly(int interval, Set<DayOfWeek> days) {
        return new DayByDay(
                "FREQ=WEEKLY;INTERVAL=" + interval + ";BYDAY=" + codes(days),
                (begin, day) -> days.contains(day.getDayOfWeek())
                        && ChronoUnit.WEEKS.between(monday(begin), monday(day)) % interval == 0,
                0,
                null,
                null);
    }

    /** @param dayOfMonth from the end if negative */
    public static DayByDay monthly(int interval, int dayOfMonth) {
        return new DayByDay(
                "FREQ=MONTHLY;INTERVAL=" + interval + ";BYMONTHDAY=" + dayOfMonth,
                (begin, day) -> months(begin, day) % interval == 0
                        && day.getDayOfMonth() == (dayOfMonth > 0 ? dayOfMonth : day.lengthOfMonth() + 1 + dayOfMonth),
                0,
                null,
                null);
    }

    /** @param place from the end if negative */
    public static DayByDay monthly(int interval, int place, DayOfWeek weekday) {
        return new DayByDay(
                "FREQ=MONTHLY;INTERVAL=" + interval + ";BYDAY=" + place + code(weekday),
                (begin, day) -> months(begin, day) % interval == 0 && isPlace(day, place, weekday),
                0,
                null,
                null);
    }

    /** The weekday of the month that comes so many others after the first, or before the last if negative. */
    public static DayByDay workday(int place) {
        Set<DayOfWeek> days =
                Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);
        return new DayByDay(
                "FREQ=MONTHLY;BYDAY=" + codes(days) + ";BYSETPOS=" + place,
                (_, day) -> {
                    List<Integer> all = IntStream.rangeClosed(1, day.lengthOfMonth())
                            .filter(date ->
                                    days.contains(day.withDayOfMonth(date).getDayOfWeek()))
                            .boxed()
                            .toList();
                    return all.get(place > 0 ? place - 1 : all.size() + place) == day.getDayOfMonth();
                },
                0,
                null,
                null);
    }

    public static DayByDay yearly(int interval, int month, int dayOfMonth) {
        return new DayByDay(
                "FREQ=YEARLY;INTERVAL=" + interval + ";BYMONTH=" + month + ";BYMONTHDAY=" + dayOfMonth,
                (begin, day) -> (day.getYear() - begin.getYear()) % interval == 0
                        && day.getMonthValue() == month
                        && day.getDayOfMonth() == dayOfMonth,
                0,
                null,
                null);
    }

    public static DayByDay yearly(int month, int place, DayOfWeek weekday) {
        return new DayByDay(
                "FREQ=YEARLY;BYMONTH=" + month + ";BYDAY=" + place + code(weekday),
                (_, day) -> day.getMonthValue() == month && isPlace(day, place, weekday),
                0,
                null,
                null);
    }

    public DayByDay times(int newCount) {
        return new DayByDay(text + ";COUNT=" + newCount, names, newCount, null, null);
    }

    public DayByDay until(Instant instant) {
        String written = instant.truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[-:]", "");
        return new DayByDay(text + ";UNTIL=" + written, names, 0, instant, null);
    }

    public DayByDay until(LocalDate day) {
        return new DayByDay(text + ";UNTIL=" + day.format(DateTimeFormatter.BASIC_ISO_DATE), names, 0, null, day);
    }

    /** The first day from this one on with which a rule of this kind may begin; null if there is none within some years. */
    public @Nullable LocalDate firstFrom(LocalDate earliest) {
        for (LocalDate day = earliest; day.isBefore(earliest.plusYears(9)); day = day.plusDays(1)) {
            if (names.test(day, day)) {
                return day;
            }
        }
        return null;
    }

    /** All that hold at some instant of [from, to). */
    public List<ChangeWindowOccurrence> between(ChangeWindowSchedule schedule, Instant from, Instant to) {
        return all(schedule, to).stream()
                .filter(one -> one.startsAt().isBefore(to) && one.endsAt().isAfter(from))
                .toList();
    }

    /** All that begin before an instant or not long after. */
    public List<ChangeWindowOccurrence> all(ChangeWindowSchedule schedule, Instant to) {
        ZoneRules zone = schedule.zone().getRules();
        Set<LocalDateTime> starts = new TreeSet<>(schedule.additionalStarts());
        LocalDate begin = schedule.startsAt().toLocalDate();
        LocalDate last = LocalDate.ofInstant(to, ZoneOffset.UTC).plusDays(5);
        int found = 0;
        for (LocalDate day = begin; !day.isAfter(last); day = day.plusDays(1)) {
            LocalDateTime start = day.atTime(schedule.startsAt().toLocalTime());
            if (names.test(begin, day)) {
                boolean more = (count == 0 || found < count)
                        && (until == null || !instant(zone, start).isAfter(until))
                        && (untilDay == null || !day.isAfter(untilDay));
                if (!more) {
                    break;
                }
                found++;
                starts.add(start);
            }
        }
        List<ChangeWindowOccurrence> all = new ArrayList<>();
        for (LocalDateTime start : starts) {
            if (!schedule.exceptDates().contains(start.toLocalDate())) {
                Instant startsAt = instant(zone, start);
                Instant endsAt = instant(zone, start.plus(schedule.length()));
                all.add(new ChangeWindowOccurrence(
                        startsAt, startsAt.isBefore(endsAt) ? endsAt : startsAt.plus(schedule.length())));
            }
        }
        all.sort(Comparator.comparing(ChangeWindowOccurrence::startsAt).thenComparing(ChangeWindowOccurrence::endsAt));
        return all;
    }

    private static Instant instant(ZoneRules zone, LocalDateTime time) {
        List<ZoneOffset> offsets = zone.getValidOffsets(time);
        return time.toInstant(
                offsets.isEmpty()
                        ? Objects.requireNonNull(zone.getTransition(time)).getOffsetBefore()
                        : offsets.getFirst());
    }

    private static boolean isPlace(LocalDate day, int place, DayOfWeek weekday) {
        LocalDate wanted = day.with(TemporalAdjusters.dayOfWeekInMonth(place, weekday));
        return wanted.equals(day);
    }

    private static long months(LocalDate begin, LocalDate day) {
        return ChronoUnit.MONTHS.between(YearMonth.from(begin), YearMonth.from(day));
    }

    private static LocalDate monday(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static String codes(Set<DayOfWeek> days) {
        return days.stream()
                .sorted()
                .map(DayByDay::code)
                .reduce((a, b) -> a + "," + b)
                .orElseThrow();
    }

    private static String code(DayOfWeek day) {
        return day.name().substring(0, 2);
    }
}
