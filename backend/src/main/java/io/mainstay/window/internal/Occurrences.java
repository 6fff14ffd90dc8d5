// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.window.ChangeWindowOccurrence;
import io.mainstay.window.ChangeWindowSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The occurrences of a schedule as instants.
 *
 * <p>An occurrence begins and ends by the clock on the wall. A local time that the clock skips is read with the offset from before
 * the change, so 02:30 is 03:30; one that comes twice means the first time (RFC 5545, 3.3.5). Where nothing would be left,
 * because the beginning is skipped and the end is not, an occurrence lasts as long as begin and end are apart on the clock.
 */
public final class Occurrences {

    /** Until when what goes on for ever holds. */
    public static final Instant FOR_EVER = Instant.parse("2999-12-31T00:00:00Z");

    /** So much may a change of the clock, or of the side of the date line, move an occurrence. */
    private static final Duration MARGIN = Duration.ofDays(2);

    /** In so much time before its end most rules have an occurrence that is not excepted. */
    private static final Duration LATE = Duration.ofDays(2 * 366);

    /** So many days may be excepted, and some more. */
    private static final int MAX_TRIED = 1_000;

    private static final Comparator<ChangeWindowOccurrence> ORDER =
            Comparator.comparing(ChangeWindowOccurrence::startsAt).thenComparing(ChangeWindowOccurrence::endsAt);

    private final ChangeWindowSchedule schedule;
    private final Duration length;
    private final @Nullable RecurringRule rule;
    private final NavigableSet<LocalDateTime> named;
    private final Set<LocalDate> except;

    /** @throws RecurrenceSyntaxException if its rule is none */
    public Occurrences(ChangeWindowSchedule schedule) {
        this.schedule = schedule;
        this.length = schedule.length();
        String text = schedule.rule();
        this.rule = text == null ? null : RecurringRule.read(text);
        this.named = new TreeSet<>(schedule.additionalStarts());
        if (rule == null) {
            named.add(schedule.startsAt());
        }
        this.except = Set.copyOf(schedule.exceptDates());
    }

    /** Those that hold at some instant of [from, to), in the order in which they begin; at most so many. */
    public List<ChangeWindowOccurrence> between(Instant from, Instant to, int limit) {
        LocalDateTime earliest = local(from).minus(length).minus(MARGIN);
        LocalDateTime latest = local(to).plus(MARGIN);
        NavigableSet<LocalDateTime> starts = new TreeSet<>();
        if (!latest.isBefore(earliest)) {
            starts.addAll(named.subSet(earliest, true, latest, true));
        }
        if (rule != null) {
            rule.walk(schedule.startsAt(), earliest, time -> {
                if (time.isAfter(latest) || !reaches(rule, time)) {
                    return false;
                }
                starts.add(time);
                return true;
            });
        }
        return starts.stream()
                .filter(time -> !excepted(time))
                .map(this::occurrence)
                .filter(occurrence -> occurrence.startsAt().isBefore(to)
                        && occurrence.endsAt().isAfter(from))
                .sorted(ORDER)
                .limit(limit)
                .toList();
    }

    /** The first one that is not over at an instant. */
    public Optional<ChangeWindowOccurrence> next(Instant after) {
        LocalDateTime earliest = local(after).minus(length).minus(MARGIN);
        List<ChangeWindowOccurrence> candidates = new ArrayList<>();
        named.tailSet(earliest).stream()
                .map(time -> notOver(time, after))
                .forEach(found -> found.ifPresent(candidates::add));
        if (rule != null) {
            // Where clocks change an occurrence may begin before one whose local time is earlier, so some more are
            // looked at.
            Tries tries = new Tries();
            rule.walk(schedule.startsAt(), earliest, time -> {
                if (!reaches(rule, time)) {
                    return false;
                }
                notOver(time, after).ifPresent(found -> {
                    candidates.add(found);
                    tries.found++;
                });
                return tries.found < 3 && tries.made++ < MAX_TRIED;
            });
        }
        return candidates.stream().min(ORDER);
    }

    private static final class Tries {
        private int made;
        private int found;
    }

    /** Whether the rule, if there is one, has its first occurrence where the schedule begins; see RFC 5545, 3.8.5.3. */
    boolean beginsWithRule() {
        List<LocalDateTime> first = new ArrayList<>();
        if (rule != null) {
            rule.walk(schedule.startsAt(), schedule.startsAt(), time -> {
                first.add(time);
                return false;
            });
        }
        return rule == null || (first.equals(List.of(schedule.startsAt())) && reaches(rule, schedule.startsAt()));
    }

    /** The instant at which it begins for the first time, be the date excepted or not. */
    public Instant firstStart() {
        // What begins later by the clock may begin earlier where the clock skips an hour.
        return Stream.concat(Stream.of(schedule.startsAt()), schedule.additionalStarts().stream())
                .map(this::resolve)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The last end: the instant at which all is over for good. That of its beginning if each date is excepted. */
    public Instant lastEnd() {
        if (rule != null && rule.isInfinite()) {
            return FOR_EVER;
        }
        // The last one to begin is not always the last to end where clocks change.
        List<Instant> ends = new ArrayList<>();
        named.stream()
                .filter(time -> !excepted(time))
                .forEach(time -> ends.add(occurrence(time).endsAt()));
        if (rule != null) {
            ends.addAll(lastEnds(rule));
        }
        return ends.stream().max(Comparator.naturalOrder()).orElseGet(this::firstStart);
    }

    /** The ends of the rule's last occurrences, or of all. */
    private List<Instant> lastEnds(RecurringRule bounded) {
        Instant lastStart = bounded.lastStart();
        if (lastStart != null) {
            // A rule may end in a thousand years: most have occurrences in the last of them.
            LocalDateTime late = local(lastStart.isAfter(FOR_EVER) ? FOR_EVER : lastStart);
            List<Instant> ends = endsFrom(bounded, late.minus(LATE));
            if (!ends.isEmpty()) {
                return ends;
            }
        }
        return endsFrom(bounded, schedule.startsAt());
    }

    private List<Instant> endsFrom(RecurringRule bounded, LocalDateTime earliest) {
        List<Instant> ends = new ArrayList<>();
        bounded.walk(schedule.startsAt(), earliest, time -> {
            if (!reaches(bounded, time)) {
                return false;
            }
            if (!excepted(time)) {
                ends.add(occurrence(time).endsAt());
            }
            return true;
        });
        return ends;
    }

    private boolean excepted(LocalDateTime time) {
        return except.contains(time.toLocalDate());
    }

    private Optional<ChangeWindowOccurrence> notOver(LocalDateTime time, Instant after) {
        if (excepted(time)) {
            return Optional.empty();
        }
        return Optional.of(occurrence(time)).filter(found -> found.endsAt().isAfter(after));
    }

    private boolean reaches(RecurringRule recurrence, LocalDateTime time) {
        return recurrence.reaches(time, resolve(time));
    }

    private ChangeWindowOccurrence occurrence(LocalDateTime time) {
        Instant start = resolve(time);
        Instant end = resolve(time.plus(length));
        return new ChangeWindowOccurrence(start, end.isAfter(start) ? end : start.plus(length));
    }

    private Instant resolve(LocalDateTime time) {
        return ZonedDateTime.ofLocal(time, schedule.zone(), null).toInstant();
    }

    private LocalDateTime local(Instant instant) {
        ZoneOffset offset = schedule.zone().getRules().getOffset(instant);
        return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), offset);
    }
}
