// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.calendar.BusinessCalendar;
import io.mainstay.calendar.BusinessCalendars;
import io.mainstay.calendar.CalendarRef;
import io.mainstay.kernel.Visibility;
import io.mainstay.record.TicketKind;
import io.mainstay.sla.PastThresholds;
import io.mainstay.sla.RecalculationMode;
import io.mainstay.sla.ReopenMode;
import io.mainstay.sla.SlaClockSnapshot;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.SlaFacts;
import io.mainstay.sla.SlaMetric;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is kept in memory of the terms in force is never that of a change of which only a part was seen. */
class TermsCatalogueTest {

    private final Store store = new Store();
    private final TermsCatalogue catalogue = new TermsCatalogue(store, new NoCalendars());

    @Test
    void shouldReadAgainAfterMeetingTheOldDefinitionsUnderTheNewStamp() {
        TermsStamp revised = new TermsStamp(Set.of("definition/2"), Set.of("calendar/1"));
        store.version = 1;
        assertThat(version(revised)).as("a reader in the midst of a commit").isEqualTo(1);

        store.version = 2;

        assertThat(version(revised)).as("the next reader").isEqualTo(2);
        assertThat(version(revised)).isEqualTo(2);
        assertThat(store.reads).as("reads of what is in force").isEqualTo(2);
    }

    private int version(TermsStamp stamp) {
        return catalogue
                .inForce(stamp)
                .choose(new SlaFacts(TicketKind.INCIDENT, "P1", null, null))
                .get(SlaMetric.RESOLUTION)
                .definitionVersion();
    }

    private static final class NoCalendars implements BusinessCalendars {

        @Override
        public Map<String, CalendarRef> newest(Collection<String> calendarIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<CalendarRef, BusinessCalendar> byRefs(Collection<CalendarRef> refs) {
            throw new UnsupportedOperationException();
        }
    }

    /** One definition, at some version. */
    private static final class Store implements SlaStore {

        private int version;
        private int reads;

        @Override
        public Configured configured() {
            reads++;
            SlaDefinitionView definition = new SlaDefinitionView(
                    "definition",
                    version,
                    true,
                    "P1 resolution",
                    TicketKind.INCIDENT,
                    SlaMetric.RESOLUTION,
                    "P1",
                    null,
                    null,
                    Duration.ofHours(4),
                    "calendar",
                    List.of(),
                    ReopenMode.RESUME,
                    RecalculationMode.RETROACTIVE,
                    PastThresholds.FIRE_MARKED,
                    List.of());
            return new Configured(List.of(definition), Map.of("calendar", 1));
        }

        @Override
        public Map<String, StoredTimeline> timelines(Collection<String> recordIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Stamped stamped(String recordId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void save(StoredTimeline before, StoredTimeline after, boolean open) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<OpenTimeline> openAfter(String timelineId, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<SlaClockSnapshot> snapshots(Collection<String> recordIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Integer> advance(String recordType, String recordId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Integer> advanceAll(Collection<StoredTimeline> timelines) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void lockDefinitions() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void saveDefinition(SlaDefinitionView definition, int revision, String versionId, Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isTermsChangeUnderWay() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int missedTerms() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void saveMissedTerms(int missed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<StoredDefinition> definitions(Collection<String> ids) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<SlaDefinitionView> listDefinitions(TicketKind kind, String afterName, String afterId, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int countDefinitions(TicketKind kind) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isVisibleOffering(Visibility visibility, String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<DefinitionVersion, SlaDefinitionView> versions(Collection<DefinitionVersion> versions) {
            throw new UnsupportedOperationException();
        }
    }
}
