// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.sla.SlaClockSnapshot;
import io.mainstay.sla.SlaClockView;
import io.mainstay.sla.SlaClockViews;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.SlaInterval;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.internal.TermsCatalogue.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

@Component
final class DefaultSlaClockViews implements SlaClockViews {

    private final SlaStore store;
    private final TermsCatalogue catalogue;
    private final UnitOfWork work;
    private final BusinessClock clock;

    DefaultSlaClockViews(SlaStore store, TermsCatalogue catalogue, UnitOfWork work, BusinessClock clock) {
        this.store = store;
        this.catalogue = catalogue;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public Map<String, List<SlaClockView>> byRecords(Principal principal, Collection<String> recordIds) {
        principal.require(Permission.SLA_READ);
        Instant now = clock.now();
        return work.read(() -> {
            Map<String, StoredTimeline> timelines = store.timelines(recordIds);
            Map<TermsRef, Terms> terms = catalogue.byRefs(timelines.values().stream()
                    .flatMap(timeline -> timeline.events().stream())
                    .map(StoredEvent::terms)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet()));
            Map<String, List<SlaClockView>> views = new HashMap<>();
            timelines.forEach((recordId, timeline) -> {
                List<SlaClockView> clocks = views(timeline, terms, now);
                if (!clocks.isEmpty()) {
                    views.put(recordId, clocks);
                }
            });
            return Map.copyOf(views);
        });
    }

    @Override
    public Map<String, List<SlaClockSnapshot>> snapshots(Collection<String> recordIds) {
        return work.read(() -> store.snapshots(recordIds)).stream()
                .collect(Collectors.groupingBy(SlaClockSnapshot::recordId));
    }

    private static List<SlaClockView> views(StoredTimeline timeline, Map<TermsRef, Terms> terms, Instant now) {
        Map<String, SlaDefinitionView> definitions = new HashMap<>();
        terms.forEach((ref, known) -> definitions.put(ref.text(), known.definition()));
        List<SlaClockView> views = new ArrayList<>();
        for (SlaMetric metric : SlaMetric.values()) {
            List<SlaEvent> events = timeline.eventsOf(
                    metric, ref -> Objects.requireNonNull(terms.get(ref)).terms());
            for (SlaClock clock : SlaDerivation.derive(metric, events, now)) {
                SlaDefinitionView definition =
                        Objects.requireNonNull(definitions.get(clock.terms().reference()));
                views.add(view(timeline.recordId(), clock, definition));
            }
        }
        return views;
    }

    private static SlaClockView view(String recordId, SlaClock clock, SlaDefinitionView definition) {
        List<SlaInterval> intervals = clock.intervals();
        int hidden = Math.max(0, intervals.size() - SlaClockView.MAX_INTERVALS);
        return new SlaClockView(
                recordId,
                clock.metric(),
                clock.ordinal(),
                clock.state(),
                clock.outcome(),
                clock.terms().target(),
                clock.elapsed(),
                clock.remaining(),
                clock.dueAt(),
                clock.breachedAt(),
                clock.startedAt(),
                clock.closedAt(),
                definition,
                intervals.subList(hidden, intervals.size()).stream()
                        .map(interval -> interval(interval, clock))
                        .toList(),
                hidden == 0);
    }

    private static SlaClockView.Interval interval(SlaInterval interval, SlaClock clock) {
        boolean lasts = clock.closedAt() == null && interval.to().equals(clock.asOf());
        return new SlaClockView.Interval(
                interval.from(), lasts ? null : interval.to(), interval.counted(), interval.reason());
    }
}
