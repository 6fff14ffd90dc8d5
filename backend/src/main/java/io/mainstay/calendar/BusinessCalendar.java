// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which instants are business time. Immutable.
 *
 * <p>An instant is business time when its local date and time, in the zone of the rules in force, fall into an interval of
 * that date: those of an exception for the date, else none on a holiday, else those of the weekday. An hour that the local
 * clock skips therefore counts nothing and one that it repeats counts twice.
 *
 * <p>Rules come in versions. Each holds from its start until the next one's start; the first also holds for all time before.
 */
public final class BusinessCalendar {

    /** How far ahead business time is sought. */
    public static final int HORIZON_YEARS = 5;

    private final List<CalendarVersion> versions;
    private final List<Period> periods;

    /**
     * Makes the calendar ready for use.
     *
     * @param versions at least one, in the order in which they come into force
     * @throws IllegalArgumentException if there is none, if rules break a rule, or if one starts no later than its predecessor
     */
    public BusinessCalendar(List<CalendarVersion> versions) {
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("A calendar needs at least one version");
        }
        this.versions = List.copyOf(versions);
        this.periods = periodsOf(this.versions);
    }

    /** A calendar that has only ever had these rules. */
    public static BusinessCalendar of(CalendarRules rules) {
        return new BusinessCalendar(List.of(new CalendarVersion(LocalDate.EPOCH, rules)));
    }

    /** The versions in the order in which they come into force. */
    public List<CalendarVersion> versions() {
        return versions;
    }

    /**
     * Length of the business time in {@code [from, to)}.
     *
     * @return zero when {@code to} is not after {@code from}
     */
    public Duration businessTime(Instant from, Instant to) {
        Total total = new Total();
        walk(from, to, total);
        return total.length;
    }

    /**
     * The first instant, not before {@code from}, at which the business time since {@code from} has reached {@code amount}.
     *
     * @param amount zero or more; zero is reached at once
     * @return empty when that much business time does not lie within {@link #HORIZON_YEARS} years
     */
    public Optional<Instant> addBusinessTime(Instant from, Duration amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("Business time to add must not be negative: " + amount);
        }
        if (amount.isZero()) {
            return Optional.of(from);
        }
        Target target = new Target(amount);
        walk(from, from.atOffset(ZoneOffset.UTC).plusYears(HORIZON_YEARS).toInstant(), target);
        return Optional.ofNullable(target.reachedAt);
    }

    /**
     * The end of business time on a later day: of the {@code days}-th date with business time after the date of {@code from}, in
     * the zone of the rules in force then.
     *
     * @param days zero for the date of {@code from} itself
     * @return empty when there are not that many such dates within {@link #HORIZON_YEARS} years
     */
    public Optional<Instant> endOfBusinessDay(Instant from, int days) {
        if (days < 0) {
            throw new IllegalArgumentException("Business days to come must not be negative: " + days);
        }
        ZoneId zone = zoneAt(from);
        LocalDate first = LocalDate.ofInstant(from, zone);
        LocalDate last = first.plusYears(HORIZON_YEARS);
        int missing = days;
        for (LocalDate date = days == 0 ? first : first.plusDays(1); date.isBefore(last); date = date.plusDays(1)) {
            List<TimeSpan> spans = businessSpans(
                    date.atStartOfDay(zone).toInstant(),
                    date.plusDays(1).atStartOfDay(zone).toInstant());
            if (!spans.isEmpty() && --missing <= 0) {
                return Optional.of(spans.getLast().to());
            }
        }
        return Optional.empty();
    }

    private ZoneId zoneAt(Instant instant) {
        CalendarVersion inForce = versions.getFirst();
        for (CalendarVersion version : versions) {
            if (!version.startsAt().isAfter(instant)) {
                inForce = version;
            }
        }
        return ZoneId.of(inForce.rules().zone());
    }

    /** The business time in {@code [from, to)} as intervals, in order, adjoining ones joined. */
    public List<TimeSpan> businessSpans(Instant from, Instant to) {
        Spans spans = new Spans();
        walk(from, to, spans);
        return List.copyOf(spans.joined);
    }

    private void walk(Instant from, Instant to, SpanVisitor visitor) {
        for (Period period : periods) {
            Instant start = later(from, period.from);
            Instant end = earlier(to, period.to);
            if (start.isBefore(end) && !period.rules.walk(start, end, visitor)) {
                return;
            }
        }
    }

    private static List<Period> periodsOf(List<CalendarVersion> versions) {
        for (CalendarVersion version : versions) {
            List<CalendarProblem> problems = version.rules().problems();
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException("Calendar rules cannot be used: " + problems);
            }
        }
        List<Period> periods = new ArrayList<>();
        for (int index = 0; index < versions.size(); index++) {
            Instant from = index == 0 ? Instant.MIN : versions.get(index).startsAt();
            Instant to = index + 1 == versions.size()
                    ? Instant.MAX
                    : versions.get(index + 1).startsAt();
            if (!versions.get(index).startsAt().isBefore(to)) {
                throw new IllegalArgumentException("Calendar versions must come into force one after the other");
            }
            periods.add(
                    new Period(from, to, new CompiledRules(versions.get(index).rules())));
        }
        return List.copyOf(periods);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private record Period(Instant from, Instant to, CompiledRules rules) {}

    private static final class Total implements SpanVisitor {
        private Duration length = Duration.ZERO;

        @Override
        public boolean visit(Instant from, Instant to) {
            length = length.plus(Duration.between(from, to));
            return true;
        }
    }

    private static final class Target implements SpanVisitor {
        private Duration missing;
        private @Nullable Instant reachedAt;

        private Target(Duration missing) {
            this.missing = missing;
        }

        @Override
        public boolean visit(Instant from, Instant to) {
            Duration length = Duration.between(from, to);
            if (length.compareTo(missing) >= 0) {
                reachedAt = from.plus(missing);
                return false;
            }
            missing = missing.minus(length);
            return true;
        }
    }

    private static final class Spans implements SpanVisitor {
        private final List<TimeSpan> joined = new ArrayList<>();

        @Override
        public boolean visit(Instant from, Instant to) {
            if (!joined.isEmpty() && joined.getLast().to().equals(from)) {
                joined.add(new TimeSpan(joined.removeLast().from(), to));
            } else {
                joined.add(new TimeSpan(from, to));
            }
            return true;
        }
    }
}
