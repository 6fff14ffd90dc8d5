// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar;

import java.time.Instant;

/** Receives stretches of business time in ascending order. */
interface SpanVisitor {

    /** Takes {@code [from, to)}, never empty; false ends the walk. */
    boolean visit(Instant from, Instant to);
}
