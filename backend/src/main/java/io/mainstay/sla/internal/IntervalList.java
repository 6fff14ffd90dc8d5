// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.sla.SlaInterval;
import io.mainstay.sla.SlaIntervalReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Collects adjoining intervals: leaves out empty ones and joins neighbours with one reason. */
final class IntervalList {

    private final List<SlaInterval> intervals = new ArrayList<>();

    void add(Instant from, Instant to, SlaIntervalReason reason) {
        if (!from.isBefore(to)) {
            return;
        }
        if (!intervals.isEmpty() && intervals.getLast().reason() == reason) {
            intervals.add(new SlaInterval(intervals.removeLast().from(), to, reason));
            return;
        }
        intervals.add(new SlaInterval(from, to, reason));
    }

    List<SlaInterval> toList() {
        return List.copyOf(intervals);
    }
}
