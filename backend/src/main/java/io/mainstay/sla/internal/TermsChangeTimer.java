package io.mainstay.sla.internal;

import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.timer.TimerFiring;
import io.mainstay.platform.timer.TimerHandler;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.platform.timer.Timers;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.Change;
import io.mainstay.record.Journal;
import io.mainstay.sla.internal.SlaStore.OpenTimeline;
import io.mainstay.sla.internal.TermsCatalogue.InForce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Lets open clocks follow a change of a definition or a calendar: goes through the open records in chunks, one transaction each,
 * and arms itself anew for the next. A second round a minute later meets records that were being written during the first by
 * somebody who had read the old terms.
 */
@Component
final class TermsChangeTimer implements TimerHandler {

    static final String KIND = "sla.terms-change";

    private static final String AFTER = "after";
    private static final String ROUND = "round";
    private static final int PAGE = 500;
    private static final int CHUNK = 50;
    private static final int ROUNDS = 2;
    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(1);

    private final SlaStore store;
    private final TermsCatalogue catalogue;
    private final ClockUpdates updates;
    private final Timers timers;
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
        String after = firing.payload().get(AFTER);
        List<OpenTimeline> page = store.openAfter(after, PAGE);
        InForce inForce = catalogue.inForce();
        List<OpenTimeline> chunk = behind(page, inForce).stream().limit(CHUNK).toList();
        apply(chunk, inForce, firing.firedAt());
        if (chunk.size() == CHUNK) {
            arm(firing, chunk.getLast().timelineId(), round(firing), firing.firedAt());
        } else if (page.size() == PAGE) {
            arm(firing, page.getLast().timelineId(), round(firing), firing.firedAt());
        } else if (round(firing) < ROUNDS) {
            arm(firing, "", round(firing) + 1, firing.firedAt().plus(BETWEEN_ROUNDS));
        }
    }

    private static int round(TimerFiring firing) {
        return Integer.parseInt(firing.payload().getOrDefault(ROUND, "1"));
    }

    private void arm(TimerFiring firing, String after, int round, Instant at) {
        TimerSpec next = TimerSpec.of(KIND, firing.aggregateId(), at).with(ROUND, String.valueOf(round));
        timers.arm(after.isEmpty() ? next : next.with(AFTER, after));
    }

    /** Those whose terms are not the ones in force; read without locks, so a guess. */
    private List<OpenTimeline> behind(List<OpenTimeline> page, InForce inForce) {
        Map<String, StoredTimeline> timelines =
                store.timelines(page.stream().map(OpenTimeline::recordId).toList());
        return page.stream()
                .filter(open -> {
                    StoredTimeline timeline = timelines.get(open.recordId());
                    return timeline != null
                            && !newTerms(timeline, inForce, Instant.EPOCH).isEmpty();
                })
                .toList();
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
        journal.append(new Change(
                Ids.next(),
                Principal.SYSTEM,
                before.recordType(),
                before.recordId(),
                revision,
                "sla.change-terms",
                now,
                now,
                update.fields(),
                update.events()));
    }
}
