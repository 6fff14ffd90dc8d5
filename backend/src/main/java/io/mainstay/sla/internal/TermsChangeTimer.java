package io.mainstay.sla.internal;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.timer.CatchUp;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.Journal;
import io.mainstay.record.JournalEntry;
import io.mainstay.sla.SlaTermsChanged;
import io.mainstay.sla.internal.SlaStore.OpenTimeline;
import io.mainstay.sla.internal.TermsCatalogue.InForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Lets open clocks follow a change of a definition or a calendar. */
@Component
final class TermsChangeTimer implements TimerHandler {

    static final String KIND = "sla.terms-change";

    private final SlaStore store;
    private final TermsCatalogue catalogue;
    private final ClockUpdates updates;
    private final Timers timers;
    private final CatchUp catchUp;
    private final Journal journal;
    private final Locks locks;

    TermsChangeTimer(
            SlaStore store,
            TermsCatalogue catalogue,
            ClockUpdates updates,
            Timers timers,
            Journal journal,
            Locks locks) {
        this.store = store;
        this.catalogue = catalogue;
        this.updates = updates;
        this.timers = timers;
        this.catchUp = new CatchUp(timers);
        this.journal = journal;
        this.locks = locks;
    }

    /** The timer that begins the first round because of a change of a definition or calendar. */
    static TimerSpec firstRound(String changedId, Instant now) {
        return TimerSpec.of(KIND, changedId, now);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void fire(TimerFiring firing) {
        catchUp.fire(firing, new OpenRecords(catalogue.inForce(), firing.firedAt()));
    }

    /** Everything whose clocks are open, under the terms that are in force now. */
    private final class OpenRecords implements CatchUp.Records<OpenTimeline> {

        private final InForce inForce;
        private final Instant now;

        OpenRecords(InForce inForce, Instant now) {
            this.inForce = inForce;
            this.now = now;
        }

        @Override
        public List<OpenTimeline> after(String key, int limit) {
            return store.openAfter(key, limit);
        }

        @Override
        public String key(OpenTimeline open) {
            return open.timelineId();
        }

        @Override
        public List<OpenTimeline> behind(List<OpenTimeline> part) {
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

        @Override
        public void follow(List<OpenTimeline> chunk) {
            apply(chunk, inForce, now);
        }
    }

    private static List<StoredEvent> newTerms(StoredTimeline timeline, InForce inForce, Instant now) {
        return DefaultSlaClocks.termsEvents(
                timeline,
                inForce.choose(timeline.facts()),
                now,
                now,
                timeline.events().size());
    }

    private void apply(Collection<OpenTimeline> chunk, InForce inForce, Instant now) {
        List<String> locked = new ArrayList<>();
        chunk.stream()
                .sorted(Comparator.comparing(OpenTimeline::recordId))
                .forEach(open -> locks.lock(open.recordType(), open.recordId(), row -> open.recordId())
                        .ifPresent(locked::add));
        Map<String, StoredTimeline> timelines = store.timelines(locked);
        for (String recordId : locked) {
            StoredTimeline timeline = timelines.get(recordId);
            if (timeline != null && timeline.isOpen()) {
                apply(timeline, newTerms(timeline, inForce, now), now);
            }
        }
    }

    private void apply(StoredTimeline before, List<StoredEvent> added, Instant now) {
        if (added.isEmpty()) {
            return;
        }
        ClockUpdate update = updates.update(before, before.facts(), added, now, false);
        store.save(update.timeline(), added, true);
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
