// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal.store;

import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.TicketKind;
import io.mainstay.sla.SlaClockSnapshot;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.internal.DefinitionVersion;
import io.mainstay.sla.internal.SlaStore;
import io.mainstay.sla.internal.StoredClock;
import io.mainstay.sla.internal.StoredTimeline;
import io.mainstay.sla.internal.TermsPropagationTimer;
import io.mainstay.sla.internal.TermsStamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class Neo4jSlaStore implements SlaStore {

    /** Made by the migration that brings the built-in definitions. */
    private static final String SETTINGS_ID = "00000000-0000-7000-8051-000000000060";

    private static final String NO_SETTINGS =
            "The settings of SLA definitions are missing; their migration has not run";

    private final Cypher cypher;
    private final Writes writes;
    private final Locks locks;

    Neo4jSlaStore(Cypher cypher, Writes writes, Locks locks) {
        this.cypher = cypher;
        this.writes = writes;
        this.locks = locks;
    }

    @Override
    public Map<String, StoredTimeline> timelines(Collection<String> recordIds) {
        if (recordIds.isEmpty()) {
            return Map.of();
        }
        return cypher.statement("sla/timelines")
                .with("recordIds", List.copyOf(recordIds))
                .keyed(TimelineRows::timeline, StoredTimeline::recordId);
    }

    @Override
    public Stamped stamped(String recordId) {
        return cypher.statement("sla/stamped-timeline")
                .with("recordId", recordId)
                .one(row -> new Stamped(
                        row.rowOrEmpty("timeline").map(_ -> TimelineRows.timeline(row)),
                        new TermsStamp(Set.copyOf(row.strings("definitions")), Set.copyOf(row.strings("calendars")))))
                .orElseThrow();
    }

    @Override
    public void save(StoredTimeline before, StoredTimeline after, boolean open) {
        Map<String, @Nullable Object> properties = TimelineRows.properties(after, open);
        if (before.events().isEmpty()) {
            writes.create(List.of("SlaTimeline"), List.of(properties));
        } else {
            writes.change(after.id(), properties);
        }
        writes.change(after.recordId(), TimelineRows.ofRecord(after));
        writes.create(
                List.of("SlaEvent"),
                after.events().subList(before.events().size(), after.events().size()).stream()
                        .map(event -> TimelineRows.event(after.recordId(), event))
                        .toList());
        for (StoredClock clock : after.clocks()) {
            Optional<StoredClock> old =
                    before.clock(clock.snapshot().metric(), clock.snapshot().ordinal());
            if (old.isEmpty()) {
                writes.create(List.of("SlaClock"), List.of(TimelineRows.clock(clock)));
            } else if (!old.get().equals(clock)) {
                writes.change(clock.id(), TimelineRows.clock(clock));
            }
        }
    }

    @Override
    public List<OpenTimeline> openAfter(String timelineId, int limit) {
        return cypher.statement("sla/open-after")
                .with("after", timelineId)
                .with("limit", limit)
                .list(row ->
                        new OpenTimeline(row.string("timelineId"), row.string("recordType"), row.string("recordId")));
    }

    @Override
    public List<SlaClockSnapshot> snapshots(Collection<String> recordIds) {
        if (recordIds.isEmpty()) {
            return List.of();
        }
        return cypher.statement("sla/snapshots")
                .with("recordIds", List.copyOf(recordIds))
                .list(row -> TimelineRows.snapshot(row.row("clock")));
    }

    @Override
    public Optional<Integer> advance(String recordType, String recordId) {
        return Optional.ofNullable(advance(List.of(Map.of("recordType", recordType, "recordId", recordId)))
                .get(recordId));
    }

    @Override
    public Map<String, Integer> advanceAll(Collection<StoredTimeline> timelines) {
        return advance(timelines.stream()
                .map(timeline ->
                        Map.<String, Object>of("recordType", timeline.recordType(), "recordId", timeline.recordId()))
                .toList());
    }

    private Map<String, Integer> advance(List<Map<String, Object>> rows) {
        Map<String, Integer> revisions = new HashMap<>();
        cypher.statement("sla/advance-records")
                .withRows(rows)
                .list(row -> revisions.put(row.string("recordId"), row.integer("revision")));
        return revisions;
    }

    @Override
    public void lockDefinitions() {
        if (locks.lock("SlaSettings", SETTINGS_ID, row -> row.string("id")).isEmpty()) {
            throw new IllegalStateException(NO_SETTINGS);
        }
    }

    @Override
    public void saveDefinition(SlaDefinitionView definition, int revision, String versionId, Instant now) {
        cypher.statement("sla/save-definition")
                .with("id", definition.id())
                .with("versionId", versionId)
                .with("version", definition.version())
                .with("revision", revision)
                .with("now", now)
                .with("properties", DefinitionRows.properties(definition))
                .run();
    }

    @Override
    public Configured configured() {
        return cypher.statement("sla/terms-in-force")
                .one(row -> new Configured(
                        row.rows("versions", DefinitionRows::view),
                        row
                                .rows(
                                        "calendars",
                                        calendar -> Map.entry(calendar.string("id"), calendar.integer("revision")))
                                .stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))))
                .orElseThrow();
    }

    @Override
    public boolean isTermsChangeUnderWay() {
        return cypher.statement("sla/terms-change-under-way")
                .with("keyPrefix", TermsPropagationTimer.KIND + '|')
                .one(row -> row.bool("underWay"))
                .orElseThrow();
    }

    @Override
    public int missedTerms() {
        return cypher.statement("sla/missed-terms")
                .with("settingsId", SETTINGS_ID)
                .one(row -> row.integer("missed"))
                .orElseThrow(() -> new IllegalStateException(NO_SETTINGS));
    }

    @Override
    public void saveMissedTerms(int missed) {
        cypher.statement("sla/save-missed-terms")
                .with("settingsId", SETTINGS_ID)
                .with("missed", missed)
                .run();
    }

    @Override
    public List<StoredDefinition> definitions(Collection<String> ids) {
        return cypher.statement("sla/definitions-by-ids")
                .with("ids", List.copyOf(ids))
                .list(row -> new StoredDefinition(DefinitionRows.view(row.row("version")), row.integer("revision")));
    }

    @Override
    public List<SlaDefinitionView> listDefinitions(
            @Nullable TicketKind kind, @Nullable String afterName, @Nullable String afterId, int limit) {
        return cypher.statement("sla/list-definitions")
                .with("kind", kind)
                .with("afterName", afterName)
                .with("afterId", afterId)
                .with("limit", limit)
                .list(row -> DefinitionRows.view(row.row("version")));
    }

    @Override
    public boolean isVisibleOffering(Visibility visibility, String id) {
        return cypher.statement("sla/service-offering")
                .with("id", id)
                .with("v", visibility.parameters())
                .exists();
    }

    @Override
    public int countDefinitions(@Nullable TicketKind kind) {
        return cypher.statement("sla/count-definitions")
                .with("kind", kind)
                .one(row -> row.integer("count"))
                .orElse(0);
    }

    @Override
    public Map<DefinitionVersion, SlaDefinitionView> versions(Collection<DefinitionVersion> versions) {
        Map<DefinitionVersion, SlaDefinitionView> found = new HashMap<>();
        cypher.statement("sla/definition-versions")
                .withRows(versions.stream()
                        .map(version -> Map.of("definitionId", version.definitionId(), "version", version.version()))
                        .toList())
                .list((Row row) -> DefinitionRows.view(row.row("version")))
                .forEach(view -> found.put(new DefinitionVersion(view.id(), view.version()), view));
        return Map.copyOf(found);
    }
}
