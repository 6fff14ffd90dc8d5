// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.audit.FieldChange;
import io.mainstay.kernel.Ids;
import io.mainstay.platform.timer.TimerSpec;
import io.mainstay.sla.PastThresholds;
import io.mainstay.sla.SlaBreachWithdrawn;
import io.mainstay.sla.SlaBreached;
import io.mainstay.sla.SlaClockSnapshot;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.SlaFacts;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.SlaThreshold;
import io.mainstay.sla.SlaWarning;
import io.mainstay.sla.internal.FiredThreshold.Mark;
import io.mainstay.sla.internal.TermsCatalogue.Terms;
import io.mainstay.sla.internal.ThresholdDecision.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works out what a change, or time alone, makes of a record's clocks. Writes nothing. */
@Component
final class ClockUpdates {

    /** The kind of the timers that this foresees. */
    static final String TIMER_KIND = "sla.threshold";

    /** A threshold is passed once the clock has gone on beyond it, by as little as an instant can be stored. */
    private static final Duration BEYOND = Duration.of(1, ChronoUnit.MICROS);

    private final TermsCatalogue catalogue;

    ClockUpdates(TermsCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Works out the clocks after a change.
     *
     * @param before the timeline without the change
     * @param facts the record's facts after it
     * @param added the events that the change adds; none when time alone has gone on
     * @param now when this is asked; a moment before the last event, which a timer's instant may be, counts as that event's
     * @param backdated whether the change was entered later than it happened
     */
    ClockUpdate update(StoredTimeline before, SlaFacts facts, List<StoredEvent> added, Instant now, boolean backdated) {
        StoredTimeline after = before.with(facts, added);
        Instant asOf = after.notBeforeLastEvent(now);
        Map<TermsRef, Terms> terms = catalogue.byRefs(after.events().stream()
                .map(StoredEvent::terms)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        Map<String, SlaDefinitionView> definitions = new HashMap<>();
        terms.forEach((ref, known) -> definitions.put(ref.text(), known.definition()));
        Function<TermsRef, SlaTerms> lookup =
                ref -> Objects.requireNonNull(terms.get(ref)).terms();
        Collected collected = new Collected(before, definitions);
        for (SlaMetric metric : SlaMetric.values()) {
            List<SlaClock> unchanged =
                    added.isEmpty() ? List.of() : SlaDerivation.derive(metric, before.eventsOf(metric, lookup), asOf);
            Cause cause = cause(metric, added, backdated);
            for (SlaClock clock : SlaDerivation.derive(metric, after.eventsOf(metric, lookup), asOf)) {
                collected.take(clock, withOrdinal(unchanged, clock.ordinal()), cause);
            }
        }
        return new ClockUpdate(
                after.with(collected.clocks),
                added,
                collected.fields,
                collected.events,
                collected.timers,
                collected.thresholdsChanged);
    }

    private static Cause cause(SlaMetric metric, List<StoredEvent> added, boolean backdated) {
        if (backdated) {
            return Cause.BACKDATED;
        }
        return added.stream().anyMatch(event -> event.metric() == metric) ? Cause.TERMS : Cause.TIME;
    }

    private static @Nullable SlaClock withOrdinal(List<SlaClock> clocks, int ordinal) {
        return clocks.stream()
                .filter(clock -> clock.ordinal() == ordinal)
                .findFirst()
                .orElse(null);
    }

    /** Gathers what each clock contributes. */
    private static final class Collected {

        private final StoredTimeline before;
        private final Map<String, SlaDefinitionView> definitions;
        private final List<StoredClock> clocks = new ArrayList<>();
        private final List<FieldChange> fields = new ArrayList<>();
        private final List<Record> events = new ArrayList<>();
        private final List<TimerSpec> timers = new ArrayList<>();
        private boolean thresholdsChanged;

        private Collected(StoredTimeline before, Map<String, SlaDefinitionView> definitions) {
            this.before = before;
            this.definitions = definitions;
        }

        private void take(SlaClock clock, @Nullable SlaClock unchanged, Cause cause) {
            SlaDefinitionView definition =
                    Objects.requireNonNull(definitions.get(clock.terms().reference()));
            List<FiredThreshold> already = before.fired(clock.metric(), clock.ordinal());
            PastThresholds pastThresholds = definition.pastThresholds();
            ThresholdDecision decision = ThresholdDecision.of(clock, already, unchanged, cause, pastThresholds);
            SlaClockSnapshot snapshot = new SlaClockSnapshot(
                    before.recordId(),
                    clock.metric(),
                    clock.ordinal(),
                    clock.state(),
                    clock.outcome(),
                    clock.dueAt(),
                    clock.breachedAt());
            String id = before.clock(clock.metric(), clock.ordinal())
                    .map(StoredClock::id)
                    .orElseGet(Ids::next);
            clocks.add(new StoredClock(id, snapshot, decision.fired()));
            thresholdsChanged |= !decision.fired().equals(already);
            addFields(snapshot, decision);
            addEvents(clock, definition, decision);
            addTimer(clock, decision);
        }

        private void addFields(SlaClockSnapshot snapshot, ThresholdDecision decision) {
            String name = snapshot.metric().name().toLowerCase(Locale.ROOT) + "Sla"
                    + (snapshot.ordinal() == 1 ? "" : snapshot.ordinal());
            Optional<SlaClockSnapshot> old =
                    before.clock(snapshot.metric(), snapshot.ordinal()).map(StoredClock::snapshot);
            fields.add(FieldChange.of(
                    name + "Outcome", old.map(SlaClockSnapshot::outcome).orElse(null), snapshot.outcome()));
            fields.add(FieldChange.of(
                    name + "DueAt", old.map(SlaClockSnapshot::dueAt).orElse(null), snapshot.dueAt()));
            decision.announce().stream()
                    .filter(threshold -> threshold.percent() != SlaThreshold.BREACH)
                    .forEach(threshold ->
                            fields.add(FieldChange.of(name + "Warning", null, threshold.percent() + " %")));
        }

        private void addEvents(SlaClock clock, SlaDefinitionView definition, ThresholdDecision decision) {
            if (decision.withdrawn()) {
                events.add(new SlaBreachWithdrawn(
                        before.recordType(),
                        before.recordId(),
                        clock.metric(),
                        clock.ordinal(),
                        clock.dueAt(),
                        definition.id(),
                        definition.version()));
            }
            for (FiredThreshold threshold : decision.announce()) {
                Instant reachedAt = reachedAt(clock, threshold.percent());
                boolean recomputed = threshold.mark() == Mark.RECOMPUTED;
                if (threshold.percent() == SlaThreshold.BREACH) {
                    events.add(new SlaBreached(
                            before.recordType(),
                            before.recordId(),
                            clock.metric(),
                            clock.ordinal(),
                            reachedAt,
                            recomputed,
                            definition.id(),
                            definition.version()));
                } else {
                    events.add(new SlaWarning(
                            before.recordType(),
                            before.recordId(),
                            clock.metric(),
                            clock.ordinal(),
                            threshold.percent(),
                            reachedAt,
                            clock.dueAt(),
                            recomputed,
                            definition.id(),
                            definition.version()));
                }
            }
        }

        private static Instant reachedAt(SlaClock clock, int percent) {
            return clock.thresholds().stream()
                    .filter(threshold -> threshold.percent() == percent)
                    .map(SlaThreshold::reachedAt)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
        }

        private void addTimer(SlaClock clock, ThresholdDecision decision) {
            Instant nextAt = decision.nextAt();
            if (nextAt != null) {
                timers.add(TimerSpec.of(TIMER_KIND, before.recordId(), nextAt.plus(BEYOND))
                        .named(clock.metric() + "-" + clock.ordinal()));
            }
        }
    }
}
