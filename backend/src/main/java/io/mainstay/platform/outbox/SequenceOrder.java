// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.outbox;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * In which order pending events are numbered: by their ids, which ascend with the time at which they were written, except
 * that the events of one aggregate are in the order of its revisions. Clocks of replicas differ; revisions do not.
 */
final class SequenceOrder {

    private static final Comparator<Pending> BY_ID = Comparator.comparing(Pending::id);
    private static final Comparator<Pending> BY_REVISION =
            Comparator.comparingLong(Pending::revision).thenComparing(Pending::id);

    private SequenceOrder() {}

    /** An event without a number. */
    record Pending(String id, String aggregateId, long revision) {}

    static List<Pending> of(List<Pending> events) {
        Map<String, Iterator<Pending>> byAggregate = events.stream()
                .sorted(BY_REVISION)
                .collect(groupingBy(Pending::aggregateId, collectingAndThen(toList(), List::iterator)));
        return events.stream()
                .sorted(BY_ID)
                .map(event ->
                        requireNonNull(byAggregate.get(event.aggregateId())).next())
                .toList();
    }
}
