// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowOccurrence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** When a window really holds: its occurrences less its suspension, and none after its end. */
public final class Holding {

    private Holding() {}

    /**
     * What holds at some instant of [from, to), in the order in which it begins; at most so many.
     *
     * @param occurrences of the window's schedule
     */
    public static List<ChangeWindowOccurrence> between(
            ChangeWindow window, Occurrences occurrences, Instant from, Instant to, int limit) {
        Instant endedAt = window.endedAt();
        Instant last = endedAt != null && endedAt.isBefore(to) ? endedAt : to;
        if (!from.isBefore(last)) {
            return List.of();
        }
        if (window.suspendedUntil() == null) {
            List<ChangeWindowOccurrence> found = occurrences.between(from, last, limit);
            return endedAt == null
                    ? found
                    : found.stream().map(one -> before(one, endedAt)).toList();
        }
        Instant suspended = Objects.requireNonNull(window.suspendedAt());
        Instant again = Objects.requireNonNull(window.suspendedUntil());
        // Those that are wholly suspended are none, so all are looked at; then what begins first is taken.
        List<ChangeWindowOccurrence> parts = new ArrayList<>();
        for (ChangeWindowOccurrence one : occurrences.between(from, last, Integer.MAX_VALUE)) {
            add(parts, one.startsAt(), one.endsAt().isBefore(suspended) ? one.endsAt() : suspended, from, last);
            add(parts, one.startsAt().isAfter(again) ? one.startsAt() : again, one.endsAt(), from, last);
        }
        return parts.stream()
                .sorted((one, other) -> one.startsAt().compareTo(other.startsAt()))
                .limit(limit)
                .toList();
    }

    private static ChangeWindowOccurrence before(ChangeWindowOccurrence one, Instant endedAt) {
        return one.endsAt().isAfter(endedAt) ? new ChangeWindowOccurrence(one.startsAt(), endedAt) : one;
    }

    private static void add(List<ChangeWindowOccurrence> parts, Instant start, Instant end, Instant from, Instant to) {
        if (start.isBefore(end) && start.isBefore(to) && end.isAfter(from)) {
            parts.add(new ChangeWindowOccurrence(start, end));
        }
    }
}
