// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.Outbox;
import io.mainstay.platform.timer.Timers;
import io.mainstay.sla.SlaClockSnapshot;
import io.mainstay.sla.SlaClocks;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.SlaRecordEdit;
import io.mainstay.sla.SlaRecordEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Component
final class DefaultSlaClocks implements SlaClocks {

    private final SlaStore store;
    private final TermsCatalogue catalogue;
    private final ClockUpdates updates;
    private final Timers timers;
    private final Outbox outbox;

    DefaultSlaClocks(SlaStore store, TermsCatalogue catalogue, ClockUpdates updates, Timers timers, Outbox outbox) {
        this.store = store;
        this.catalogue = catalogue;
        this.updates = updates;
        this.timers = timers;
        this.outbox = outbox;
    }

    @Override
    public Prepared prepare(SlaRecordEdit change) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Clocks change inside the record's unit of work only");
        }
        SlaStore.Stamped stamped = store.stamped(change.recordId());
        StoredTimeline before = stamped.timeline()
                .orElseGet(() -> StoredTimeline.empty(change.recordType(), change.recordId(), change.facts()));
        List<StoredEvent> added = events(change, before.events().size());
        added.addAll(termsEvents(
                before,
                catalogue.inForce(stamped.terms()).choose(change.facts()),
                termsHoldFrom(before, change),
                change.recordedAt(),
                before.events().size() + added.size()));
        if (added.isEmpty() && before.facts().equals(change.facts())) {
            return () -> snapshots(before);
        }
        boolean backdated = change.occurredAt().isBefore(change.recordedAt());
        Instant now = backdated ? change.recordedAt() : change.occurredAt();
        ClockUpdate update = updates.update(before, change.facts(), added, now, backdated);
        return () -> write(change, before, update);
    }

    private List<SlaClockSnapshot> write(SlaRecordEdit change, StoredTimeline before, ClockUpdate update) {
        store.save(before, update.timeline(), update.timeline().isOpen());
        if (before.events().isEmpty()) {
            timers.armAll(update.timers());
        } else {
            timers.replaceKind(ClockUpdates.TIMER_KIND, change.recordId(), update.timers());
        }
        outbox.append(update.events().stream()
                .map(event -> new NewEvent(
                        change.recordType(), change.recordId(), change.revision(), change.occurredAt(), event))
                .toList());
        return snapshots(update.timeline());
    }

    private static List<SlaClockSnapshot> snapshots(StoredTimeline timeline) {
        return timeline.clocks().stream().map(StoredClock::snapshot).toList();
    }

    private static List<StoredEvent> events(SlaRecordEdit change, int sequence) {
        List<StoredEvent> events = new ArrayList<>();
        for (SlaRecordEvent recordEvent : change.recordEvents()) {
            events.add(new StoredEvent(
                    sequence + events.size() + 1,
                    StoredEvent.Kind.valueOf(recordEvent.kind().name()),
                    change.occurredAt(),
                    change.recordedAt(),
                    recordEvent.holdReason(),
                    null,
                    null));
        }
        return events;
    }

    /** Terms that the change itself brings hold from when it happened on; those of a changed definition from when that is noticed. */
    private static Instant termsHoldFrom(StoredTimeline before, SlaRecordEdit change) {
        boolean brings = !before.isOpen() || !before.facts().equals(change.facts());
        return brings || change.recordedAt().isBefore(change.occurredAt()) ? change.occurredAt() : change.recordedAt();
    }

    /** An event for each metric whose terms differ from those applied last. */
    static List<StoredEvent> termsEvents(
            StoredTimeline before,
            Map<SlaMetric, @Nullable TermsRef> chosen,
            Instant at,
            Instant recordedAt,
            int sequence) {
        List<StoredEvent> events = new ArrayList<>();
        for (SlaMetric metric : SlaMetric.values()) {
            TermsRef terms = chosen.get(metric);
            if (!Objects.equals(terms, before.latestTerms(metric))) {
                events.add(new StoredEvent(
                        sequence + events.size() + 1, StoredEvent.Kind.TERMS, at, recordedAt, null, metric, terms));
            }
        }
        return events;
    }
}
