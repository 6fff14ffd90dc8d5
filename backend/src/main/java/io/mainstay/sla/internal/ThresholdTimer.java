// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.platform.timer.Timers;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import io.mainstay.sla.SlaBreached;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** A clock has come to the instant at which it should pass a threshold: looks whether it has, and says so once. */
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
        StoredTimeline before = store.timelines(List.of(firing.aggregateId())).get(firing.aggregateId());
        if (before == null) {
            return;
        }
        Instant now = firing.firedAt();
        ClockUpdate update = updates.update(before, before.facts(), List.of(), now, false);
        if (update.thresholdsChanged()) {
            store.save(update.timeline(), List.of(), update.timeline().isOpen());
            int revision = store.advance(before.recordType(), before.recordId())
                    .orElseThrow(() -> new IllegalStateException("No record has the clocks of " + before.recordId()));
            journal.append(new JournalEntry(
                    Ids.next(),
                    Principal.SYSTEM,
                    before.recordType(),
                    before.recordId(),
                    revision,
                    update.events().stream().anyMatch(SlaBreached.class::isInstance) ? "sla.breach" : "sla.warn",
                    now,
                    now,
                    update.fields(),
                    update.events()));
        }
        timers.armAll(update.timers());
    }
}
