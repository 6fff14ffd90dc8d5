// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.internal.store;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.record.WorkLog;
import io.mainstay.record.WorkLogEntry;
import io.mainstay.record.store.NewestParts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
final class Neo4jWorkLog implements WorkLog {

    private static final NewestParts<WorkLogEntry> NEWEST =
            new NewestParts<>(WorkLogEntry::occurredAt, WorkLogEntry::id, SCOPE);

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
        return NEWEST.read(
                cypher.statement("record/newest-work-log-entries")
                        .with("recordIds", recordIds)
                        .with("kinds", kinds),
                request,
                "recordId",
                row -> entry(row.row("entry")));
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

    @Override
    public Map<WorkLogEntry.Kind, Map<String, List<String>>> newestTexts(Collection<String> recordIds, int characters) {
        Map<WorkLogEntry.Kind, Map<String, List<String>>> texts = new EnumMap<>(WorkLogEntry.Kind.class);
        cypher.statement("record/newest-work-log-texts")
                .with("recordIds", recordIds)
                .with("kinds", List.of(WorkLogEntry.Kind.values()))
                .with("end", NewestParts.END_OF_TIME)
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
                .grouped(
                        row -> row.row("entry").string("recordId"),
                        row -> digests(entry(row.row("entry")), row.rows("earlier", Neo4jWorkLog::version)))
                .forEach((recordId, entries) -> digests.put(
                        recordId, entries.stream().flatMap(List::stream).toList()));
        return digests;
    }

    /** Of all versions of an entry, as they followed each other. */
    private static List<String> digests(WorkLogEntry entry, List<WorkLogEntry.Version> earlier) {
        List<String> digests = new ArrayList<>();
        for (int number = 0; number < earlier.size(); number++) {
            digests.add(entry.digest(number, earlier.get(number)));
        }
        digests.add(entry.digest());
        return digests;
    }
}
