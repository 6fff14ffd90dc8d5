// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/**
 * A recurrence rule of RFC 5545 (RRULE) with one occurrence a day at most. It is expanded in local time: which instants those are
 * is for the zone to say.
 */
final class RecurringRule {

    static final int MAX_LENGTH = 500;
    static final int MAX_INTERVAL = 366;
    static final int MAX_COUNT = 2_000;

    /** Beyond what the API calls an instant nothing is looked for. */
    private static final int LAST_YEAR = 2999;

    private static final Set<Freq> DAYS = EnumSet.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);

    private final RecurrenceRule rule;
    private final @Nullable DateTime until;

    private RecurringRule(RecurrenceRule rule) {
        this.rule = rule;
        this.until = rule.getUntil();
        // Compared with instants by us, because the rule is expanded in local time, which repeats an hour when clocks
        // go back.
        if (until != null) {
            rule.setUntil(null);
        }
    }

    /**
     * Reads a rule.
     *
     * @throws RecurrenceSyntaxException if it is none, or says what is not offered
     */
    static RecurringRule read(String text) {
        RecurrenceRule rule;
        try {
            rule = new RecurrenceRule(text.strip().toUpperCase(Locale.ROOT), RecurrenceRule.RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            throw new RecurrenceSyntaxException("an RRULE of RFC 5545, such as FREQ=WEEKLY;BYDAY=SU", e);
        }
        check(DAYS.contains(rule.getFreq()), "of the frequency DAILY, WEEKLY, MONTHLY or YEARLY");
        check(leftOut().stream().noneMatch(rule::hasPart), "without BYHOUR, BYMINUTE, BYSECOND, RSCALE and SKIP");
        check(rule.getInterval() <= MAX_INTERVAL, "of an INTERVAL of at most " + MAX_INTERVAL);
        Integer count = rule.getCount();
        check(count == null || count <= MAX_COUNT, "of a COUNT of at most " + MAX_COUNT);
        DateTime until = rule.getUntil();
        check(
                until == null || until.isAllDay() || !until.isFloating(),
                "of an UNTIL that is a date or an instant in UTC, such as 20271231T220000Z");
        return new RecurringRule(rule);
    }

    /** No constant: the library's class of parts cannot be loaded before that of rules. */
    private static List<Part> leftOut() {
        return List.of(Part.BYHOUR, Part.BYMINUTE, Part.BYSECOND, Part.RSCALE, Part.SKIP);
    }

    private static void check(boolean holds, String wanted) {
        if (!holds) {
            throw new RecurrenceSyntaxException(wanted, null);
        }
    }

    /** Whether it goes on for ever. */
    boolean isInfinite() {
        return until == null && rule.getCount() == null;
    }

    /** An instant after which nothing begins any more; null if it does not name one. */
    @Nullable
    Instant lastStart() {
        if (until == null) {
            return null;
        }
        // A day lasts until it is over in the last zone.
        return until.isAllDay()
                ? date(until).plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.ofEpochMilli(until.getTimestamp());
    }

    /** Whether it lets an occurrence begin at this local time, which is this instant. */
    boolean reaches(LocalDateTime local, Instant start) {
        if (until == null) {
            return true;
        }
        return until.isAllDay()
                ? !local.toLocalDate().isAfter(date(until))
                : !start.isAfter(Instant.ofEpochMilli(until.getTimestamp()));
    }

    /**
     * Goes through the local times at which it occurs, in their order.
     *
     * @param start from which it counts, and whose time of day it has
     * @param earliest those before are passed over
     * @param visitor false when it has seen enough
     */
    void walk(LocalDateTime start, LocalDateTime earliest, Predicate<LocalDateTime> visitor) {
        RecurrenceRuleIterator times = unlessOver(() -> iterator(start, earliest));
        if (times == null) {
            return;
        }
        LocalDateTime time = unlessOver(() -> next(times));
        while (time != null && time.getYear() <= LAST_YEAR && visitor.test(time)) {
            time = unlessOver(() -> next(times));
        }
    }

    private static @Nullable LocalDateTime next(RecurrenceRuleIterator times) {
        return times.hasNext() ? local(times.nextDateTime()) : null;
    }

    /** What the library says; null if it says that it has tried a thousand periods and none had an occurrence: the rule has come to its end. */
    private static <T> @Nullable T unlessOver(Supplier<@Nullable T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException | IllegalStateException _) {
            return null;
        }
    }

    /** One at a time: the library notes in the rule how it is expanded. */
    private RecurrenceRuleIterator iterator(LocalDateTime start, LocalDateTime earliest) {
        synchronized (rule) {
            RecurrenceRuleIterator times = rule.iterator(dateTime(start));
            if (earliest.isAfter(start)) {
                times.fastForward(dateTime(earliest));
            }
            return times;
        }
    }

    private static DateTime dateTime(LocalDateTime time) {
        return new DateTime(
                time.getYear(),
                time.getMonthValue() - 1,
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }

    private static LocalDateTime local(DateTime time) {
        return date(time).atTime(time.getHours(), time.getMinutes(), time.getSeconds());
    }

    private static LocalDate date(DateTime time) {
        return LocalDate.of(time.getYear(), time.getMonth() + 1, time.getDayOfMonth());
    }
}
