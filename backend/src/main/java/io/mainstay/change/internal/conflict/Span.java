// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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

    /** The times that hold all of some and nothing else, which neither meet nor touch, the last first. */
    public static List<Span> disjoint(Collection<Span> spans) {
        List<Span> disjoint = new ArrayList<>();
        for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
            if (!disjoint.isEmpty() && !disjoint.getLast().to.isBefore(span.from)) {
                disjoint.add(disjoint.removeLast().around(span));
            } else {
                disjoint.add(span);
            }
        }
        return disjoint.reversed();
    }
}
