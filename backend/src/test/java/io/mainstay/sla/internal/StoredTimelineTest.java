// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.calendar.BusinessCalendar;
import io.mainstay.calendar.CalendarRef;
import io.mainstay.calendar.CalendarRules;
import io.mainstay.calendar.WeeklyInterval;
import io.mainstay.record.TicketKind;
import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import io.mainstay.sla.SlaFacts;
import io.mainstay.sla.SlaMetric;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is entered later of terms replaces what was entered before for the time after it. */
class StoredTimelineTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final TermsRef OLD = new TermsRef("definition", 1, new CalendarRef("calendar", 1));
    private static final TermsRef NEW = new TermsRef("definition", 2, new CalendarRef("calendar", 1));

    @Test
    void shouldNotReturnToTermsThatWereReplacedBeforeTheirInstant() {
        StoredTimeline timeline = new StoredTimeline(
                "timeline",
                "Incident",
                "record",
                new SlaFacts(TicketKind.INCIDENT, "P1", null, null),
                List.of(
                        event(1, StoredEvent.Kind.OPENED, NOON, null, null),
                        event(2, StoredEvent.Kind.TERMS, NOON, SlaMetric.RESOLUTION, OLD),
                        event(3, StoredEvent.Kind.TERMS, NOON.minusSeconds(1), SlaMetric.RESOLUTION, NEW)),
                List.of());

        List<SlaClock> clocks = SlaDerivation.derive(
                SlaMetric.RESOLUTION,
                timeline.eventsOf(SlaMetric.RESOLUTION, StoredTimelineTest::terms),
                NOON.plusSeconds(60));

        assertThat(timeline.latestTerms(SlaMetric.RESOLUTION)).isEqualTo(NEW);
        assertThat(clocks).singleElement().satisfies(clock -> {
            assertThat(clock.terms().reference()).isEqualTo(NEW.text());
            assertThat(clock.dueAt()).isEqualTo(NOON.plus(Duration.ofHours(2)));
        });
    }

    @Test
    void shouldKeepTermsThatHeldBeforeThoseThatCameLaterForALaterInstant() {
        StoredTimeline timeline = new StoredTimeline(
                "timeline",
                "Incident",
                "record",
                new SlaFacts(TicketKind.INCIDENT, "P1", null, null),
                List.of(
                        event(1, StoredEvent.Kind.OPENED, NOON, null, null),
                        event(2, StoredEvent.Kind.TERMS, NOON, SlaMetric.RESOLUTION, OLD),
                        event(3, StoredEvent.Kind.TERMS, NOON, SlaMetric.RESPONSE, OLD),
                        event(4, StoredEvent.Kind.TERMS, NOON.plusSeconds(9), SlaMetric.RESOLUTION, NEW)),
                List.of());

        assertThat(timeline.eventsOf(SlaMetric.RESOLUTION, StoredTimelineTest::terms))
                .extracting(SlaEvent::at)
                .containsExactly(NOON, NOON, NOON.plusSeconds(9));
    }

    private static StoredEvent event(
            int sequence, StoredEvent.Kind kind, Instant at, SlaMetric metric, TermsRef terms) {
        return new StoredEvent(sequence, kind, at, at, null, metric, terms);
    }

    /** As many hours as the definition's version. */
    private static SlaTerms terms(TermsRef ref) {
        return new SlaTerms(
                ref.text(),
                Duration.ofHours(ref.definitionVersion()),
                BusinessCalendar.of(new CalendarRules(
                        "UTC",
                        List.of(DayOfWeek.values()).stream()
                                .map(day -> WeeklyInterval.of(day, 0, 1_440))
                                .toList(),
                        List.of(),
                        List.of())),
                Set.of(),
                ReopenMode.RESUME,
                RecalculationMode.RETROACTIVE,
                List.of(50));
    }
}
