// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal.store;

import io.mainstay.calendar.CalendarRef;
import io.mainstay.kernel.Ids;
import io.mainstay.platform.cypher.Row;
import io.mainstay.sla.SlaClockSnapshot;
import io.mainstay.sla.SlaClockState;
import io.mainstay.sla.SlaFacts;
import io.mainstay.sla.SlaMetric;
import io.mainstay.sla.SlaOutcome;
import io.mainstay.sla.internal.FiredThreshold;
import io.mainstay.sla.internal.FiredThreshold.Mark;
import io.mainstay.sla.internal.StoredClock;
import io.mainstay.sla.internal.StoredEvent;
import io.mainstay.sla.internal.StoredTimeline;
import io.mainstay.sla.internal.TermsRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps timelines, their events and their clocks to nodes and back. */
final class TimelineRows {

    /** A threshold that was dealt with is one text: percentage, mark and instant. */
    private static final String SEPARATOR = " ";

    private TimelineRows() {}

    static Map<String, @Nullable Object> properties(StoredTimeline timeline, boolean open) {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("id", timeline.id());
        properties.put("recordId", timeline.recordId());
        properties.put("openKey", open ? timeline.id() : null);
        properties.put("recordType", timeline.recordType());
        properties.put("kind", timeline.facts().kind());
        properties.put("priority", timeline.facts().priority());
        properties.put("serviceOfferingId", timeline.facts().serviceOfferingId());
        properties.put("customerClass", timeline.facts().customerClass());
        return properties;
    }

    /** What lists of the records are sorted by, which the record's own node has. */
    static Map<String, @Nullable Object> ofRecord(StoredTimeline timeline) {
        List<SlaClockSnapshot> clocks =
                timeline.clocks().stream().map(StoredClock::snapshot).toList();
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("firstDueAt", SlaClockSnapshot.firstDueAt(clocks).orElse(null));
        return properties;
    }

    static Map<String, @Nullable Object> event(String recordId, StoredEvent event) {
        TermsRef terms = event.terms();
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("id", Ids.next());
        properties.put("recordId", recordId);
        properties.put("sequence", event.sequence());
        properties.put("kind", event.kind());
        properties.put("at", event.at());
        properties.put("recordedAt", event.recordedAt());
        properties.put("holdReason", event.holdReason());
        properties.put("metric", event.metric());
        properties.put("definitionId", terms == null ? null : terms.definitionId());
        properties.put("definitionVersion", terms == null ? null : terms.definitionVersion());
        properties.put("calendarId", terms == null ? null : terms.calendar().calendarId());
        properties.put(
                "calendarRevision", terms == null ? null : terms.calendar().revision());
        return properties;
    }

    static Map<String, @Nullable Object> clock(StoredClock clock) {
        SlaClockSnapshot snapshot = clock.snapshot();
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("id", clock.id());
        properties.put("key", snapshot.recordId() + '|' + snapshot.metric() + '|' + snapshot.ordinal());
        properties.put("recordId", snapshot.recordId());
        properties.put("metric", snapshot.metric());
        properties.put("ordinal", snapshot.ordinal());
        properties.put("state", snapshot.state());
        properties.put("outcome", snapshot.outcome());
        properties.put("dueAt", snapshot.dueAt());
        properties.put("breachedAt", snapshot.breachedAt());
        properties.put(
                "fired",
                clock.fired().stream()
                        .map(fired -> fired.percent() + SEPARATOR + fired.mark() + SEPARATOR + fired.at())
                        .toList());
        return properties;
    }

    static StoredTimeline timeline(Row row) {
        Row node = row.row("timeline");
        SlaFacts facts = new SlaFacts(
                StoredKind.of(node),
                node.stringOrNull("priority"),
                node.stringOrNull("serviceOfferingId"),
                node.stringOrNull("customerClass"));
        return new StoredTimeline(
                node.string("id"),
                node.string("recordType"),
                node.string("recordId"),
                facts,
                row.rows("events", TimelineRows::storedEvent),
                row.rows("clocks", TimelineRows::storedClock));
    }

    private static StoredEvent storedEvent(Row node) {
        return new StoredEvent(
                node.integer("sequence"),
                node.enumValue("kind", StoredEvent.Kind.class),
                node.instant("at"),
                node.instant("recordedAt"),
                node.stringOrNull("holdReason"),
                node.enumOrNull("metric", SlaMetric.class),
                node.has("definitionId") ? terms(node) : null);
    }

    private static TermsRef terms(Row node) {
        return new TermsRef(
                node.string("definitionId"),
                node.integer("definitionVersion"),
                new CalendarRef(node.string("calendarId"), node.integer("calendarRevision")));
    }

    private static StoredClock storedClock(Row node) {
        List<FiredThreshold> fired =
                node.strings("fired").stream().map(TimelineRows::fired).toList();
        return new StoredClock(node.string("id"), snapshot(node), fired);
    }

    private static FiredThreshold fired(String text) {
        List<String> parts = List.of(text.split(SEPARATOR));
        return new FiredThreshold(
                Integer.parseInt(parts.get(0)), Mark.valueOf(parts.get(1)), Instant.parse(parts.get(2)));
    }

    static SlaClockSnapshot snapshot(Row node) {
        return new SlaClockSnapshot(
                node.string("recordId"),
                node.enumValue("metric", SlaMetric.class),
                node.integer("ordinal"),
                node.enumValue("state", SlaClockState.class),
                node.enumValue("outcome", SlaOutcome.class),
                node.instantOrNull("dueAt"),
                node.instantOrNull("breachedAt"));
    }
}
