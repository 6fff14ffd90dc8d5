// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import java.time.Instant;
import java.util.Optional;

/**
 * A time that is not empty.
 *
 * @param from its first instant
 * @param to the first instant after it
 */
public record Span(Instant from, Instant to) {

    public Span {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from must be before to: " + from + ", " + to);
        }
    }

    /** What both have in common; empty if they only touch. */
    public Optional<Span> overlap(Span other) {
        Instant later = from.isAfter(other.from) ? from : other.from;
        Instant earlier = to.isBefore(other.to) ? to : other.to;
        return later.isBefore(earlier) ? Optional.of(new Span(later, earlier)) : Optional.empty();
    }

    /** The shortest time that holds both, and what lies between. */
    public Span around(Span other) {
        return new Span(from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
    }
}
