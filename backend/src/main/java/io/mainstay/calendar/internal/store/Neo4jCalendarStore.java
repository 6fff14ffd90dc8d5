// SPDX-License-Identifier: Apache-2.0
package io.mainstay.calendar.internal.store;

import io.mainstay.calendar.CalendarRef;
import io.mainstay.calendar.CalendarVersion;
import io.mainstay.calendar.CalendarView;
import io.mainstay.calendar.internal.CalendarNames;
import io.mainstay.calendar.internal.CalendarStore;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.work.Locks;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class Neo4jCalendarStore implements CalendarStore {

    /** Made by the migration that brings the built-in calendars. */
    private static final String SETTINGS_ID = "00000000-0000-7000-8051-000000000050";

    private final Cypher cypher;
    private final Locks locks;

    Neo4jCalendarStore(Cypher cypher, Locks locks) {
        this.cypher = cypher;
        this.locks = locks;
    }

    @Override
    public void lockAll() {
        if (locks.lock("CalendarSettings", SETTINGS_ID, row -> row.string("id")).isEmpty()) {
            throw new IllegalStateException("The settings of calendars are missing; their migration has not run");
        }
    }

    @Override
    public Optional<String> idOfName(String name) {
        return cypher.statement("calendar/id-of-name")
                .with("nameKey", CalendarNames.key(name))
                .one(row -> row.string("id"));
    }

    @Override
    public void save(CalendarView calendar, String versionId, CalendarVersion version) {
        Map<String, @Nullable Object> properties = new HashMap<>();
        properties.put("name", calendar.name());
        properties.put("nameKey", CalendarNames.key(calendar.name()));
        properties.put("description", calendar.description());
        properties.put("version", calendar.version());
        properties.put("revision", calendar.revision());
        properties.put("createdAt", calendar.createdAt());
        properties.put("updatedAt", calendar.updatedAt());
        cypher.statement("calendar/save")
                .with("id", calendar.id())
                .with("properties", properties)
                .with("revision", calendar.revision())
                .with("versionId", versionId)
                .with("validFrom", version.validFrom().toString())
                .with("rules", RulesJson.write(version.rules()))
                .run();
    }

    @Override
    public List<CalendarView> byIds(Collection<String> ids) {
        return cypher.statement("calendar/by-ids").with("ids", List.copyOf(ids)).list(Neo4jCalendarStore::view);
    }

    @Override
    public List<CalendarView> list(@Nullable String afterName, @Nullable String afterId, int limit) {
        return cypher.statement("calendar/list")
                .with("afterName", afterName)
                .with("afterId", afterId)
                .with("limit", limit)
                .list(Neo4jCalendarStore::view);
    }

    @Override
    public int count() {
        return cypher.statement("calendar/count")
                .one(row -> row.integer("count"))
                .orElse(0);
    }

    @Override
    public Map<String, Integer> revisions(Collection<String> ids) {
        return cypher
                .statement("calendar/revisions")
                .with("ids", List.copyOf(ids))
                .list(row -> Map.entry(row.string("id"), row.integer("revision")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Map<CalendarRef, List<CalendarVersion>> versions(Collection<CalendarRef> refs) {
        return cypher
                .statement("calendar/versions-at")
                .withRows(refs.stream()
                        .map(ref -> Map.of("calendarId", ref.calendarId(), "revision", ref.revision()))
                        .toList())
                .list(row -> Map.entry(
                        new CalendarRef(row.string("calendarId"), row.integer("revision")),
                        newestOfEachDate(row.rows("versions", Neo4jCalendarStore::version))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A version that is just being replaced by one of the same date may still be there. */
    private static List<CalendarVersion> newestOfEachDate(List<CalendarVersion> versions) {
        Map<LocalDate, CalendarVersion> byDate = new LinkedHashMap<>();
        versions.forEach(version -> byDate.put(version.validFrom(), version));
        return List.copyOf(byDate.values());
    }

    private static CalendarView view(Row row) {
        Row node = row.row("calendar");
        return new CalendarView(
                node.string("id"),
                node.string("name"),
                node.stringOrNull("description"),
                node.integer("version"),
                node.integer("revision"),
                node.instant("createdAt"),
                node.instant("updatedAt"),
                row.rows("versions", Neo4jCalendarStore::version));
    }

    private static CalendarVersion version(Row node) {
        return new CalendarVersion(LocalDate.parse(node.string("validFrom")), RulesJson.read(node.string("rules")));
    }
}
