// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.CalendarFeed;
import io.mainstay.change.internal.CalendarFeedFields;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Role;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.cypher.Writes;
import io.mainstay.platform.work.Locks;
import io.mainstay.record.CatalogueSubject;
import io.mainstay.record.Subject;
import io.mainstay.record.Subject.Revision;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The store of feeds of the calendar. */
@Component
public final class CalendarFeedStore {

    private final Cypher cypher;
    private final Locks locks;
    private final Subject<CalendarFeed> subject;

    CalendarFeedStore(Cypher cypher, Writes writes, Locks locks) {
        this.cypher = cypher;
        this.locks = locks;
        this.subject = new CatalogueSubject<>(
                CalendarFeed.TYPE,
                "Feed",
                (principal, feed) ->
                        feed.personId().equals(principal.personId()) || principal.may(Permission.IDENTITY_ADMINISTER),
                CalendarFeedFields.ALL,
                feed -> new Revision(feed.id(), feed.version(), feed.revision(), feed.updatedAt()),
                (feed, next) -> feed.moved(next.version(), next.revision(), next.lastEventAt()),
                CalendarFeedStore::read,
                writes,
                locks);
    }

    /** Feeds, as they are edited: each by its owner, and by who looks after people. */
    public Subject<CalendarFeed> subject() {
        return subject;
    }

    /** Those that are read, the newest first. */
    public List<CalendarFeed> of(String personId, Instant now, int limit) {
        return cypher.statement("change/calendar-feeds-of-person")
                .with("personId", personId)
                .with("now", now)
                .with("limit", limit)
                .list(row -> read(row.row("node")));
    }

    /** The same, while nobody else makes feeds of the person until the unit of work ends. */
    public List<CalendarFeed> lockedOf(String personId, Instant now, int limit) {
        return locks.lock("Person", personId, row -> row.string("id"))
                .map(id -> of(id, now, limit))
                .orElseThrow();
    }

    /** The feed with a token, whether it is read or not. */
    public Optional<CalendarFeed> withToken(String tokenHash) {
        return cypher.statement("change/calendar-feed-by-token")
                .with("tokenHash", tokenHash)
                .one(row -> read(row.row("node")));
    }

    /** Feeds by id, whosever they are. */
    public Map<String, CalendarFeed> byIds(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : cypher.statement("change/calendar-feeds-by-ids")
                        .with("ids", Set.copyOf(ids))
                        .keyed(row -> read(row.row("node")), CalendarFeed::id);
    }

    private static CalendarFeed read(Row node) {
        return new CalendarFeed(
                node.string("id"),
                node.string("personId"),
                node.string("name"),
                node.strings("roles").stream().map(Role::valueOf).toList(),
                node.enumValue("clearance", Confidentiality.class),
                node.string("tokenHash"),
                node.instant("expiresAt"),
                node.instantOrNull("revokedAt"),
                node.integer("version"),
                node.integer("revision"),
                node.instant("createdAt"),
                node.instant("updatedAt"));
    }
}
