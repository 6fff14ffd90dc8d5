// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import io.mainstay.window.ChangeWindowOccurrence;
import io.mainstay.window.WorkWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When work of some length may begin without a conflict, and what is in the way otherwise.
 *
 * @param free the earliest first
 * @param later what is in the way after the last one, until the end of the range; empty if there are more
 * @param more whether there are more
 */
public record FreeTimes(List<Free> free, List<Finding> later, boolean more) {

    private static final Comparator<Forbidden> ORDER =
            Comparator.comparing(Forbidden::after).thenComparing(Forbidden::before);

    public FreeTimes {
        free = List.copyOf(free);
        later = List.copyOf(later);
    }

    /**
     * When work may begin: at both instants, and at each one between.
     *
     * @param earlier what is in the way before, since the last time at which it may begin
     */
    public record Free(Instant earliest, Instant latest, List<Finding> earlier) {

        public Free {
            earlier = List.copyOf(earlier);
        }
    }

    /** Work that begins after one instant and before another one gets into a conflict; at both it does not yet, or no more. */
    private record Forbidden(Instant after, Instant before, Finding finding) {}

    /**
     * @param range in which the work has to be done
     * @param findings what speaks against work over the whole range
     * @param windows what change windows say of each CI over the whole range
     * @param limit how many times are wanted
     */
    public static FreeTimes find(
            Span range, Duration length, Collection<Finding> findings, Map<String, WorkWindows> windows, int limit) {
        List<Forbidden> forbidden = forbidden(range, length, findings, windows);
        Instant last = range.to().minus(length);
        List<Free> free = new ArrayList<>();
        // Before this instant nothing is left to be found.
        Instant next = range.from();
        Instant searched = range.from().minusNanos(1);
        for (Forbidden one : forbidden) {
            if (next.isAfter(last)) {
                break;
            }
            if (!one.before().isAfter(next)) {
                continue;
            }
            if (!one.after().isBefore(next)) {
                if (free.size() == limit) {
                    return new FreeTimes(free, List.of(), true);
                }
                Instant latest = one.after().isAfter(last) ? last : one.after();
                free.add(new Free(next, latest, between(forbidden, searched, next)));
                searched = latest;
            }
            next = one.before();
        }
        if (!next.isAfter(last)) {
            if (free.size() == limit) {
                return new FreeTimes(free, List.of(), true);
            }
            free.add(new Free(next, last, between(forbidden, searched, next)));
            searched = last;
        }
        return new FreeTimes(free, between(forbidden, searched, last), false);
    }

    /** What forbids some instant after one and before another. */
    private static List<Finding> between(List<Forbidden> forbidden, Instant after, Instant before) {
        return forbidden.stream()
                .filter(one -> one.after().isBefore(before) && one.before().isAfter(after))
                .map(Forbidden::finding)
                .toList();
    }

    private static List<Forbidden> forbidden(
            Span range, Duration length, Collection<Finding> findings, Map<String, WorkWindows> windows) {
        List<Forbidden> forbidden = new ArrayList<>();
        for (Finding finding : findings) {
            time(finding)
                    .ifPresent(span -> forbidden.add(new Forbidden(span.from().minus(length), span.to(), finding)));
        }
        Map<Gap, SortedSet<String>> gaps = new TreeMap<>(Comparator.comparing(Gap::after)
                .thenComparing(Gap::before)
                .thenComparing(gap -> gap.span().from()));
        windows.forEach((ciId, ofItem) -> gaps(range, length, ofItem)
                .forEach(gap -> gaps.computeIfAbsent(gap, _ -> new TreeSet<>()).add(ciId)));
        gaps.forEach((gap, ciIds) -> forbidden.add(
                new Forbidden(gap.after(), gap.before(), new Finding.OutsideMaintenance(gap.span(), ciIds))));
        return forbidden.stream().sorted(ORDER).toList();
    }

    private static Optional<Span> time(Finding finding) {
        return switch (finding) {
            case Finding.WithOther other -> Optional.of(other.overlap());
            case Finding.Frozen frozen -> Optional.of(frozen.overlap());
            // Told gap by gap; and what is the matter now says nothing of later.
            case Finding.OutsideMaintenance _, Finding.Impaired _, Finding.UrgentIncident _ -> Optional.empty();
        };
    }

    /** A time at which maintenance windows do not hold, and when work may not begin because of it. */
    private record Gap(Instant after, Instant before, Span span) {}

    private static List<Gap> gaps(Span range, Duration length, WorkWindows windows) {
        Instant until = windows.maintainedUntil();
        List<Gap> gaps = new ArrayList<>();
        if (until == null) {
            return gaps;
        }
        Instant end = until.isBefore(range.to()) ? until : range.to();
        Instant covered = range.from();
        boolean held = false;
        for (ChangeWindowOccurrence one : windows.maintenance().stream()
                .sorted(Comparator.comparing(ChangeWindowOccurrence::startsAt))
                .toList()) {
            if (one.startsAt().isAfter(covered) && covered.isBefore(end)) {
                gaps.add(gap(range, length, held, covered, earlier(one.startsAt(), end)));
            }
            if (one.endsAt().isAfter(covered)) {
                covered = one.endsAt();
            }
            held = true;
        }
        if (covered.isBefore(end)) {
            gaps.add(gap(range, length, held, covered, end));
        } else if (end.equals(until) && covered.minus(length).isBefore(end)) {
            // The last window holds to the end, and work that begins in it must be over by then.
            Instant after = covered.minus(length);
            gaps.add(new Gap(after, end, new Span(after.isBefore(range.from()) ? range.from() : after, end)));
        }
        return gaps;
    }

    /** @param held whether a window held before; if not, work may not begin at the beginning either */
    private static Gap gap(Span range, Duration length, boolean held, Instant from, Instant to) {
        Instant after = held ? from.minus(length) : range.from().minusNanos(1);
        return new Gap(after, to, new Span(from, to));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
