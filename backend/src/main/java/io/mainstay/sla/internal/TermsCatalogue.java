// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal;

import io.mainstay.calendar.BusinessCalendar;
import io.mainstay.calendar.BusinessCalendars;
import io.mainstay.calendar.CalendarRef;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.SlaFacts;
import io.mainstay.sla.SlaMetric;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Knows which terms are in force, and what each reference to terms asks for. */
@Component
final class TermsCatalogue {

    private static final int MAX_CACHED = 2_000;

    private final SlaStore store;
    private final BusinessCalendars calendars;
    private volatile @Nullable Known newest;
    private final Map<DefinitionVersion, SlaDefinitionView> versions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<DefinitionVersion, SlaDefinitionView> eldest) {
            return size() > MAX_CACHED;
        }
    };

    TermsCatalogue(SlaStore store, BusinessCalendars calendars) {
        this.store = store;
        this.calendars = calendars;
    }

    /** What is in force now: active definitions with the newest revisions of their calendars. By one database call. */
    InForce inForce() {
        return known().inForce();
    }

    /** As {@link #inForce()}, without a database call as long as the stamp is that of what was read last. */
    InForce inForce(TermsStamp stamp) {
        Known known = newest;
        if (known == null || !known.stamp().equals(stamp)) {
            known = known();
            newest = known;
        }
        return known.inForce();
    }

    private Known known() {
        SlaStore.Configured configured = store.configured();
        Map<String, CalendarRef> newestCalendars = new HashMap<>();
        configured.calendars().forEach((id, revision) -> newestCalendars.put(id, new CalendarRef(id, revision)));
        TermsStamp stamp = new TermsStamp(
                configured.definitions().stream()
                        .map(definition -> TermsStamp.part(definition.id(), definition.version()))
                        .collect(Collectors.toSet()),
                newestCalendars.values().stream()
                        .map(calendar -> TermsStamp.part(calendar.calendarId(), calendar.revision()))
                        .collect(Collectors.toSet()));
        List<SlaDefinitionView> active = configured.definitions().stream()
                .filter(SlaDefinitionView::active)
                .toList();
        return new Known(stamp, new InForce(active, Map.copyOf(newestCalendars)));
    }

    /** @param stamp of what was read itself: that of an earlier read could name a change of which this one saw a part only */
    private record Known(TermsStamp stamp, InForce inForce) {}

    /** The terms that references name, with the definitions that they come from. */
    Map<TermsRef, Terms> byRefs(Collection<TermsRef> refs) {
        Set<TermsRef> wanted = new HashSet<>(refs);
        Map<DefinitionVersion, SlaDefinitionView> definitions = definitions(wanted.stream()
                .map(ref -> new DefinitionVersion(ref.definitionId(), ref.definitionVersion()))
                .collect(Collectors.toSet()));
        Map<CalendarRef, BusinessCalendar> byRef =
                calendars.byRefs(wanted.stream().map(TermsRef::calendar).collect(Collectors.toSet()));
        Map<TermsRef, Terms> terms = new HashMap<>();
        for (TermsRef ref : wanted) {
            SlaDefinitionView definition = Objects.requireNonNull(
                    definitions.get(new DefinitionVersion(ref.definitionId(), ref.definitionVersion())));
            terms.put(
                    ref,
                    new Terms(definition, terms(ref, definition, Objects.requireNonNull(byRef.get(ref.calendar())))));
        }
        return Map.copyOf(terms);
    }

    private static SlaTerms terms(TermsRef ref, SlaDefinitionView definition, BusinessCalendar calendar) {
        return new SlaTerms(
                ref.text(),
                definition.target(),
                calendar,
                Set.copyOf(definition.pausingHoldReasons()),
                definition.reopenMode(),
                definition.changeMode(),
                definition.warningPercents());
    }

    private Map<DefinitionVersion, SlaDefinitionView> definitions(Set<DefinitionVersion> wanted) {
        Map<DefinitionVersion, SlaDefinitionView> found = new HashMap<>();
        synchronized (versions) {
            for (DefinitionVersion version : wanted) {
                SlaDefinitionView cached = versions.get(version);
                if (cached != null) {
                    found.put(version, cached);
                }
            }
        }
        Set<DefinitionVersion> missing = new HashSet<>(wanted);
        missing.removeAll(found.keySet());
        if (!missing.isEmpty()) {
            Map<DefinitionVersion, SlaDefinitionView> loaded = store.versions(missing);
            synchronized (versions) {
                versions.putAll(loaded);
            }
            found.putAll(loaded);
        }
        return found;
    }

    /** A definition's version and what it asks for. */
    record Terms(SlaDefinitionView definition, SlaTerms terms) {}

    /** Active definitions and the newest revisions of their calendars. */
    record InForce(List<SlaDefinitionView> definitions, Map<String, CalendarRef> calendars) {

        /** What applies to a record, by metric; null where nothing does. */
        Map<SlaMetric, @Nullable TermsRef> choose(SlaFacts facts) {
            Map<SlaMetric, @Nullable TermsRef> chosen = new EnumMap<>(SlaMetric.class);
            for (SlaMetric metric : SlaMetric.values()) {
                chosen.put(
                        metric,
                        DefinitionChoice.choose(definitions, metric, facts)
                                .map(this::ref)
                                .orElse(null));
            }
            return chosen;
        }

        private TermsRef ref(SlaDefinitionView definition) {
            return new TermsRef(
                    definition.id(),
                    definition.version(),
                    Objects.requireNonNull(calendars.get(definition.calendarId())));
        }
    }
}
