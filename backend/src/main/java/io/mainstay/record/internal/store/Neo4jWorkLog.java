// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.internal.store;

import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.record.WorkLog;
import io.mainstay.record.WorkLogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

@Component
final class Neo4jWorkLog implements WorkLog {

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

    private final Cypher cypher;
    private final Writes writes;

    Neo4jWorkLog(Cypher cypher, Writes writes) {
        this.cypher = cypher;
        this.writes = writes;
    }

    @Override
    public void write(WorkLogEntry entry) {
        WorkLogEntry.Correction correction = entry.correction();
        if (correction == null) {
            writes.create(
                    List.of("WorkLogEntry"),
                    List.of(Map.of(
                            "id", entry.id(),
                            "recordId", entry.recordId(),
                            "kind", entry.kind(),
                            "text", entry.text(),
                            "authorId", entry.authorId(),
                            "occurredAt", entry.occurredAt(),
                            "recordedAt", entry.recordedAt())));
            return;
        }
        cypher.statement("record/correct-work-log-entry")
                .with("id", entry.id())
                .with("kind", entry.kind())
                .with("text", entry.text())
                .with("corrections", correction.number())
                .with("correctedById", correction.byId())
                .with("correctedAt", correction.at())
                .run();
    }

    @Override
    public Optional<WorkLogEntry> find(String recordId, String entryId) {
        return cypher.statement("record/work-log-entry")
                .with("recordId", recordId)
                .with("id", entryId)
                .one(row -> entry(row.row("entry")));
    }

    @Override
    public Map<String, List<WorkLogEntry.Version>> earlier(Collection<String> entryIds) {
        Map<String, List<WorkLogEntry.Version>> earlier = new HashMap<>();
        cypher.statement("record/earlier-work-log-texts")
                .with("ids", entryIds)
                .list(row -> earlier.put(row.string("id"), row.rows("earlier", Neo4jWorkLog::version)));
        return earlier;
    }

    private static WorkLogEntry.Version version(Row row) {
        return new WorkLogEntry.Version(
                row.enumValue("kind", WorkLogEntry.Kind.class),
                row.string("text"),
                row.string("writtenById"),
                row.instant("writtenAt"));
    }

    @Override
    public Map<String, Page<WorkLogEntry>> entries(
            Collection<String> recordIds, Set<WorkLogEntry.Kind> kinds, PageRequest request) {
        Cursor after = request.after();
        Map<String, Page<WorkLogEntry>> pages = new HashMap<>();
        cypher
                .statement("record/newest-work-log-entries")
                .with("recordIds", recordIds)
                .with("kinds", kinds)
                .with(
                        "beforeInstant",
                        after == null ? END_OF_TIME : after.values(1).instant(0))
                .with("beforeId", after == null ? "" : after.id())
                .with("limit", request.first() + 1)
                .list(row -> entry(row.row("entry")))
                .stream()
                .collect(Collectors.groupingBy(WorkLogEntry::recordId))
                .forEach((recordId, entries) ->
                        pages.put(recordId, Page.ofRows(entries, request, Neo4jWorkLog::cursor)));
        return pages;
    }

    private static WorkLogEntry entry(Row node) {
        return new WorkLogEntry(
                node.string("id"),
                node.string("recordId"),
                node.enumValue("kind", WorkLogEntry.Kind.class),
                node.string("text"),
                node.string("authorId"),
                node.instant("occurredAt"),
                node.instant("recordedAt"),
                node.has("corrections")
                        ? new WorkLogEntry.Correction(
                                node.integer("corrections"), node.string("correctedById"), node.instant("correctedAt"))
                        : null);
    }

    private static Cursor cursor(WorkLogEntry entry) {
        return Cursor.of(List.of(entry.occurredAt().toString()), entry.id(), SCOPE);
    }

    @Override
    public Map<WorkLogEntry.Kind, Map<String, List<String>>> newestTexts(Collection<String> recordIds, int characters) {
        Map<WorkLogEntry.Kind, Map<String, List<String>>> texts = new EnumMap<>(WorkLogEntry.Kind.class);
        cypher.statement("record/newest-work-log-texts")
                .with("recordIds", recordIds)
                .with("kinds", List.of(WorkLogEntry.Kind.values()))
                .with("end", END_OF_TIME)
                .with("characters", characters)
                .with("limit", PageRequest.MAX)
                .list(row -> texts.computeIfAbsent(row.enumValue("kind", WorkLogEntry.Kind.class), _ -> new HashMap<>())
                        .put(row.string("recordId"), row.strings("texts")));
        return texts;
    }

    @Override
    public Map<String, List<String>> digests(Collection<String> recordIds) {
        Map<String, List<String>> digests = new HashMap<>();
        cypher.statement("record/work-log-of-records")
                .with("recordIds", recordIds)
                .list(row -> {
                    WorkLogEntry entry = entry(row.row("entry"));
                    List<WorkLogEntry.Version> earlier = row.rows("earlier", Neo4jWorkLog::version);
                    List<String> all = digests.computeIfAbsent(entry.recordId(), _ -> new ArrayList<>());
                    for (int number = 0; number < earlier.size(); number++) {
                        all.add(entry.digest(number, earlier.get(number)));
                    }
                    return all.add(entry.digest());
                });
        return digests;
    }
}
