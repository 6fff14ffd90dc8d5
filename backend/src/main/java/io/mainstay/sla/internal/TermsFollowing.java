// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.timer.Timers;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import io.mainstay.sla.SlaClockSnapshot;
import io.mainstay.sla.SlaClockState;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.SlaTermsChanged;
import io.mainstay.sla.internal.SlaStore.OpenTimeline;
import io.mainstay.sla.internal.TermsCatalogue.InForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets open clocks go over to the terms in force. */
@Component
final class TermsFollowing {

    private final SlaStore store;
    private final ClockUpdates updates;
    private final Timers timers;
    private final Journal journal;
    private final Locks locks;

    TermsFollowing(SlaStore store, ClockUpdates updates, Timers timers, Journal journal, Locks locks) {
        this.store = store;
        this.updates = updates;
        this.timers = timers;
        this.journal = journal;
        this.locks = locks;
    }

    /** Those of open records whose last terms are not those in force, in their order; read without locks, so a guess. */
    List<OpenTimeline> behind(List<OpenTimeline> part, InForce inForce) {
        Map<String, StoredTimeline> timelines =
                store.timelines(part.stream().map(OpenTimeline::recordId).toList());
        return part.stream()
                .filter(open -> {
                    StoredTimeline timeline = timelines.get(open.recordId());
                    return timeline != null
                            && !newTerms(timeline, inForce, Instant.EPOCH).isEmpty();
                })
                .toList();
    }

    /** As {@link #behind}, and those whose stored clocks are not what their timelines say. */
    List<OpenTimeline> differing(List<OpenTimeline> part, InForce inForce, Instant now) {
        Map<String, StoredTimeline> timelines =
                store.timelines(part.stream().map(OpenTimeline::recordId).toList());
        return part.stream()
                .filter(open -> {
                    StoredTimeline timeline = timelines.get(open.recordId());
                    return timeline != null && differs(timeline, newTerms(timeline, inForce, now), now);
                })
                .toList();
    }

    /** Lets a chunk of records follow, each under its lock; those that follow already stay as they are. */
    int follow(Collection<OpenTimeline> chunk, InForce inForce, Instant now) {
        List<String> locked = new ArrayList<>();
        chunk.stream()
                .sorted(Comparator.comparing(OpenTimeline::recordId))
                .forEach(open -> locks.lock(open.recordType(), open.recordId(), row -> open.recordId())
                        .ifPresent(locked::add));
        Map<String, StoredTimeline> timelines = store.timelines(locked);
        int followed = 0;
        for (String recordId : locked) {
            StoredTimeline timeline = timelines.get(recordId);
            if (timeline == null || !timeline.isOpen()) {
                continue;
            }
            List<StoredEvent> added = newTerms(timeline, inForce, now);
            if (differs(timeline, added, now)) {
                apply(timeline, added, now);
                followed++;
            }
        }
        return followed;
    }

    private boolean differs(StoredTimeline timeline, List<StoredEvent> newTerms, Instant now) {
        return !newTerms.isEmpty()
                || !ends(timeline)
                        .equals(ends(updates.update(timeline, timeline.facts(), List.of(), now, false)
                                .timeline()));
    }

    /** What of stored clocks time alone does not change. */
    private static Set<End> ends(StoredTimeline timeline) {
        return timeline.clocks().stream()
                .map(StoredClock::snapshot)
                .map(End::of)
                .collect(Collectors.toSet());
    }

    private record End(
            SlaMetric metric,
            int ordinal,
            SlaClockState state,
            @Nullable Instant dueAt) {

        static End of(SlaClockSnapshot clock) {
            return new End(clock.metric(), clock.ordinal(), clock.state(), clock.dueAt());
        }
    }

    private static List<StoredEvent> newTerms(StoredTimeline timeline, InForce inForce, Instant now) {
        return DefaultSlaClocks.termsEvents(
                timeline,
                inForce.choose(timeline.facts()),
                timeline.notBeforeLastEvent(now),
                now,
                timeline.events().size());
    }

    private void apply(StoredTimeline before, List<StoredEvent> added, Instant now) {
        ClockUpdate update = updates.update(before, before.facts(), added, now, false);
        store.save(before, update.timeline(), true);
        timers.replaceKind(ClockUpdates.TIMER_KIND, before.recordId(), update.timers());
        int revision = store.advance(before.recordType(), before.recordId()).orElseThrow();
        // Who follows the record by its revision is told of this one too, also when no threshold has moved.
        List<Record> events = new ArrayList<>(update.events());
        events.addFirst(new SlaTermsChanged(before.recordType(), before.recordId()));
        journal.append(new JournalEntry(
                Ids.next(),
                Principal.SYSTEM,
                before.recordType(),
                before.recordId(),
                revision,
                "sla.change-terms",
                now,
                now,
                update.fields(),
                events));
    }
}
