// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal.store;

import io.mainstay.kernel.Permission;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.CatalogueSubject;
import io.mainstay.record.Subject;
import io.mainstay.record.Subject.Revision;
import io.mainstay.record.store.ListCypher;
import io.mainstay.record.store.RecordList;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.ChangeWindowSchedule;
import io.mainstay.window.ChangeWindowScope;
import io.mainstay.window.ChangeWindowState;
import io.mainstay.window.internal.ChangeWindowFields;
import io.mainstay.window.internal.SuspensionOver;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The store of change windows. Whom a freeze binds must be able to see it, so who may read windows sees all of them; what they name is another
 * matter.
 */
@Component
public final class ChangeWindowStore {

    /** What people call one. */
    public static final String NAME = "Change window";

    private final Cypher cypher;
    private final Subject<ChangeWindow> subject;
    private final RecordList<ChangeWindow> lists;

    ChangeWindowStore(Cypher cypher, Writes writes, Locks locks, CypherCatalogue catalogue) {
        this.cypher = cypher;
        this.subject = new CatalogueSubject<>(
                        ChangeWindow.TYPE,
                        NAME,
                        (principal, _) -> principal.may(Permission.WINDOW_READ),
                        ChangeWindowFields.ALL,
                        window -> new Revision(window.id(), window.version(), window.revision(), window.updatedAt()),
                        (window, next) -> window.moved(next.version(), next.revision(), next.lastEventAt()),
                        ChangeWindowStore::read,
                        writes,
                        locks)
                .withTimers(ChangeWindowStore::timers);
        this.lists = new RecordList<>(
                cypher,
                catalogue.macro("visible-window", ListCypher.NODE),
                "window/windows",
                ChangeWindow.TYPE,
                ChangeWindowFields.ALL,
                ChangeWindowStore::read,
                ChangeWindow::id);
    }

    /**
     * An organisation.
     *
     * @param path its own id and those of the organisations above, the nearest first
     */
    public record OrganisationPath(String id, String name, List<String> path) {}

    /** Change windows, as they are edited. */
    public Subject<ChangeWindow> subject() {
        return subject;
    }

    public Map<String, ChangeWindow> byIds(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : cypher.statement("window/by-ids")
                        .with("ids", Set.copyOf(ids))
                        .keyed(row -> read(row.row("node")), ChangeWindow::id);
    }

    /** The windows, by UID, that came of entries of a list. */
    public Map<String, ChangeWindow> ofList(String source, Collection<String> uids) {
        return cypher.statement("window/of-list")
                .with("source", source)
                .with("uids", uids.stream().distinct().toList())
                .keyed(
                        row -> read(row.row("node")),
                        window -> Objects.requireNonNull(window.origin()).uid());
    }

    /** Lets nobody else make a window of the list until the unit of work ends. */
    public void lockList(String source) {
        cypher.statement("window/lock-list").with("source", source).run();
    }

    /** The revisions, by id, of up to so many windows that may hold at some instant of [from, to). */
    public Map<String, Integer> holding(Set<ChangeWindowKind> kinds, Instant from, Instant to, int limit) {
        return cypher.statement("window/holding")
                .with("kinds", kinds.stream().map(ChangeWindowKind::name).toList())
                .with("from", from)
                .with("to", to)
                .with("limit", limit)
                .one(ChangeWindowStore::revisions)
                .orElseThrow();
    }

    private static Map<String, Integer> revisions(Row row) {
        List<String> ids = row.strings("ids");
        List<Integer> revisions = row.integers("revisions");
        Map<String, Integer> byId = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            byId.put(ids.get(i), revisions.get(i));
        }
        return byId;
    }

    public Map<String, OrganisationPath> organisations(Collection<String> ids) {
        return cypher.statement("window/organisations-above")
                .with("ids", ids.stream().distinct().toList())
                .keyed(
                        row -> new OrganisationPath(row.string("id"), row.string("name"), row.strings("path")),
                        OrganisationPath::id);
    }

    /** Change windows, as they are listed. */
    public RecordList<ChangeWindow> lists() {
        return lists;
    }

    private static Map<String, Instant> timers(ChangeWindow window) {
        Instant until = window.suspendedUntil();
        return until == null ? Map.of() : Map.of(SuspensionOver.KIND, until);
    }

    private static ChangeWindow.@Nullable Origin origin(Row node) {
        String source = node.stringOrNull("importSource");
        return source == null ? null : new ChangeWindow.Origin(source, node.string("importUid"));
    }

    private static ChangeWindow read(Row node) {
        return new ChangeWindow(
                node.string("id"),
                node.enumValue("kind", ChangeWindowKind.class),
                node.string("name"),
                node.stringOrNull("description"),
                new ChangeWindowScope(
                        node.bool("everything"),
                        node.strings("ciIds"),
                        node.strings("serviceIds"),
                        node.strings("siteIds"),
                        node.strings("classIds"),
                        node.strings("organisationIds"),
                        node.stringOrNull("expression")),
                new ChangeWindowSchedule(
                        ZoneId.of(node.string("zone")),
                        LocalDateTime.parse(node.string("startsAt")),
                        LocalDateTime.parse(node.string("endsAt")),
                        node.stringOrNull("rule"),
                        node.strings("additionalStarts").stream()
                                .map(LocalDateTime::parse)
                                .toList(),
                        node.strings("exceptDates").stream()
                                .map(LocalDate::parse)
                                .toList()),
                node.instant("holdsFrom"),
                node.instant("holdsUntil"),
                node.enumValue("state", ChangeWindowState.class),
                node.instantOrNull("suspendedAt"),
                node.instantOrNull("suspendedUntil"),
                node.stringOrNull("suspensionReason"),
                node.instantOrNull("endedAt"),
                origin(node),
                node.integer("version"),
                node.integer("revision"),
                node.instant("createdAt"),
                node.instant("updatedAt"));
    }
}
