// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import io.mainstay.sla.SlaBreached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Clocks have come to the instants at which they should pass a threshold: looks whether they have, and says so once. Takes as
 * many statements for many records as for one.
 */
@Component
final class ThresholdTimer implements TimerHandler {

    private final SlaStore store;
    private final ClockUpdates updates;
    private final Timers timers;
    private final Journal journal;

    ThresholdTimer(SlaStore store, ClockUpdates updates, Timers timers, Journal journal) {
        this.store = store;
        this.updates = updates;
        this.timers = timers;
        this.journal = journal;
    }

    @Override
    public String kind() {
        return ClockUpdates.TIMER_KIND;
    }

    @Override
    public void fire(TimerFiring firing) {
        fireAll(List.of(firing));
    }

    @Override
    public void fireAll(List<TimerFiring> firings) {
        Map<String, StoredTimeline> timelines =
                store.timelines(firings.stream().map(TimerFiring::aggregateId).toList());
        List<Passed> passed = new ArrayList<>();
        List<TimerSpec> next = new ArrayList<>();
        for (TimerFiring firing : firings) {
            StoredTimeline before = timelines.get(firing.aggregateId());
            if (before == null) {
                continue;
            }
            Instant now = firing.firedAt();
            ClockUpdate update = updates.update(before, before.facts(), List.of(), now, false);
            if (update.thresholdsChanged()) {
                passed.add(new Passed(before, update, now));
            }
            next.addAll(update.timers());
        }
        save(passed);
        timers.armAll(next);
    }

    /** A record whose clock has passed a threshold. */
    private record Passed(StoredTimeline before, ClockUpdate update, Instant now) {}

    private void save(List<Passed> passed) {
        if (passed.isEmpty()) {
            return;
        }
        Map<String, Integer> revisions = store.advanceAll(
                passed.stream().map(each -> each.update().timeline()).toList());
        for (Passed each : passed) {
            StoredTimeline after = each.update().timeline();
            store.save(each.before(), after, after.isOpen());
        }
        journal.appendEach(passed.stream().map(each -> entry(each, revisions)).toList());
    }

    private static JournalEntry entry(Passed passed, Map<String, Integer> revisions) {
        ClockUpdate update = passed.update();
        StoredTimeline timeline = update.timeline();
        Integer revision = revisions.get(timeline.recordId());
        if (revision == null) {
            throw new IllegalStateException("No record has the clocks of " + timeline.recordId());
        }
        return new JournalEntry(
                Ids.next(),
                Principal.SYSTEM,
                timeline.recordType(),
                timeline.recordId(),
                revision,
                update.events().stream().anyMatch(SlaBreached.class::isInstance) ? "sla.breach" : "sla.warn",
                passed.now(),
                passed.now(),
                update.fields(),
                update.events());
    }
}
