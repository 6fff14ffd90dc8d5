// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowOccurrence;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A change window with its rule and its expression read. */
public record CompiledWindow(ChangeWindow window, Occurrences occurrences, ScopeMatcher scope) {

    /** When it holds at some instant of [from, to), in the order in which it begins; at most so many. */
    public List<ChangeWindowOccurrence> between(Instant from, Instant to, int limit) {
        return Holding.between(window, occurrences, from, to, limit);
    }

    /** What it holds next, or holds now. */
    public Optional<ChangeWindowOccurrence> next(Instant now) {
        return switch (window.state()) {
            case ENDED -> Optional.empty();
            case ACTIVE -> occurrences.next(now);
            case SUSPENDED -> {
                Instant again = Objects.requireNonNull(window.suspendedUntil());
                yield occurrences
                        .next(again.isAfter(now) ? again : now)
                        .map(one ->
                                one.startsAt().isBefore(again) ? new ChangeWindowOccurrence(again, one.endsAt()) : one);
            }
        };
    }
}
