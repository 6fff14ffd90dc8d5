// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.kernel.Ids;
import io.mainstay.sla.SlaFacts;
import io.mainstay.sla.SlaMetric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A record's timeline and clocks as they are kept.
 *
 * @param id of its node
 * @param recordType the record's label
 * @param facts what the definitions were last chosen by
 * @param events in journal order
 */
public record StoredTimeline(
        String id,
        String recordType,
        String recordId,
        SlaFacts facts,
        List<StoredEvent> events,
        List<StoredClock> clocks) {

    public StoredTimeline {
        events = List.copyOf(events);
        clocks = List.copyOf(clocks);
    }

    static StoredTimeline empty(String recordType, String recordId, SlaFacts facts) {
        return new StoredTimeline(Ids.next(), recordType, recordId, facts, List.of(), List.of());
    }

    /** The terms that were applied last; absent if none were, or none apply any more. */
    @Nullable
    TermsRef latestTerms(SlaMetric metric) {
        return events.reversed().stream()
                .filter(event -> event.metric() == metric)
                .findFirst()
                .map(StoredEvent::terms)
                .orElse(null);
    }

    /** What was dealt with of a clock. */
    List<FiredThreshold> fired(SlaMetric metric, int ordinal) {
        return clock(metric, ordinal).map(StoredClock::fired).orElse(List.of());
    }

    public Optional<StoredClock> clock(SlaMetric metric, int ordinal) {
        return clocks.stream()
                .filter(clock ->
                        clock.snapshot().metric() == metric && clock.snapshot().ordinal() == ordinal)
                .findFirst();
    }

    /** The instant, or that of the last event if it is later. */
    Instant notBeforeLastEvent(Instant instant) {
        return events.stream()
                .map(StoredEvent::at)
                .filter(instant::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(instant);
    }

    /** Whether the record is neither resolved nor cancelled, so that its clocks may still move. */
    public boolean isOpen() {
        boolean open = false;
        for (StoredEvent event : inTime()) {
            switch (event.kind()) {
                case OPENED, REOPENED -> open = true;
                case RESOLVED -> open = false;
                case CANCELLED -> {
                    return false;
                }
                case RESPONDED, HELD, RELEASED, TERMS -> {
                    // these move clocks, but neither open nor close the record
                }
            }
        }
        return open;
    }

    /**
     * The events as a metric's clocks see them. Terms hold from their instant on, so those that were entered before for a later
     * instant do not count any more: else they would take over again, and for good, because they are not the latest.
     */
    List<SlaEvent> eventsOf(SlaMetric metric, Function<TermsRef, SlaTerms> terms) {
        return events.stream()
                .filter(event -> event.metric() == null || event.metric() == metric && !isReplaced(event))
                .map(event -> event(event, terms))
                .toList();
    }

    private boolean isReplaced(StoredEvent terms) {
        return events.stream()
                .anyMatch(event -> event.metric() == terms.metric()
                        && event.sequence() > terms.sequence()
                        && event.at().isBefore(terms.at()));
    }

    private static SlaEvent event(StoredEvent stored, Function<TermsRef, SlaTerms> terms) {
        return switch (stored.kind()) {
            case OPENED -> new SlaEvent.Opened(stored.at());
            case RESPONDED -> new SlaEvent.Responded(stored.at());
            case HELD -> new SlaEvent.Held(stored.at(), Objects.requireNonNullElse(stored.holdReason(), ""));
            case RELEASED -> new SlaEvent.Released(stored.at());
            case RESOLVED -> new SlaEvent.Resolved(stored.at());
            case REOPENED -> new SlaEvent.Reopened(stored.at());
            case CANCELLED -> new SlaEvent.Cancelled(stored.at());
            case TERMS -> {
                TermsRef ref = stored.terms();
                yield new SlaEvent.TermsApplied(stored.at(), ref == null ? null : terms.apply(ref));
            }
        };
    }

    private List<StoredEvent> inTime() {
        return events.stream().sorted(Comparator.comparing(StoredEvent::at)).toList();
    }

    StoredTimeline with(SlaFacts newFacts, List<StoredEvent> added) {
        List<StoredEvent> all = new ArrayList<>(events);
        all.addAll(added);
        return new StoredTimeline(id, recordType, recordId, newFacts, all, clocks);
    }

    StoredTimeline with(List<StoredClock> newClocks) {
        return new StoredTimeline(id, recordType, recordId, facts, events, newClocks);
    }
}
