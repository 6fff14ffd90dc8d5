// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.FeedToken;
import io.mainstay.change.internal.store.CalendarFeedStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.security.SecurityProperties;
import io.mainstay.record.EditRequest;
import io.mainstay.record.Edits;
import io.mainstay.record.Occurrence;
import io.mainstay.record.Outcome;
import io.mainstay.record.Step;
import io.mainstay.record.Subject.Edited;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;

/** Makes feeds of the calendar of changes, and revokes them. Everybody has their own. */
@Service
public final class CalendarFeedService {

    /** The path below which feeds are read. */
    public static final String PATH = "/calendar/";

    /** What the address of a feed ends with. */
    public static final String SUFFIX = ".ics";

    /** How many feeds of somebody are read at once; ours. */
    public static final int MAX_FEEDS = 20;

    private static final int NAME = 200;

    private final Edits edits;
    private final CalendarFeedStore store;
    private final CalendarFeedProperties properties;
    private final SecurityProperties security;
    private final BusinessClock clock;

    CalendarFeedService(
            Edits edits,
            CalendarFeedStore store,
            CalendarFeedProperties properties,
            SecurityProperties security,
            BusinessClock clock) {
        this.edits = edits;
        this.store = store;
        this.properties = properties;
        this.security = security;
        this.clock = clock;
    }

    /** @param url the address, which is told this once */
    public record Created(CalendarFeed feed, String url) {}

    /** The caller's feeds that are read, the newest first; also for who may read no changes any more, so that they can be revoked. */
    public List<CalendarFeed> own(Principal principal) {
        return store.of(principal.personId(), clock.now(), MAX_FEEDS);
    }

    /**
     * Makes a feed with the roles and the clearance that the caller has now.
     *
     * @throws RefusedException if the name breaks a rule; CONFLICT if there are too many
     */
    public Created create(Principal principal, String name) {
        principal.require(Permission.CALENDAR_FEED_MANAGE);
        new Validation().requireText(name, NAME, "input", "name").refuseIfFailed();
        Instant now = clock.now();
        String token = FeedToken.draw();
        EditRequest request =
                new EditRequest(principal, Ids.next(), "calendar-feed.create", null, null, name, Occurrence.at(now));
        CalendarFeed made = edits.create(store.subject(), request, _ -> {
            requireRoom(principal.personId(), now);
            return Outcome.of(
                    new CalendarFeed(
                            request.recordId(),
                            principal.personId(),
                            name.strip(),
                            principal.roles().stream().sorted().toList(),
                            principal.visibility().clearance(),
                            FeedToken.digest(token),
                            now.plus(properties.validFor()),
                            null,
                            1,
                            1,
                            now,
                            now),
                    CalendarFeedService::events);
        });
        return new Created(made, security.publicUrl() + PATH + token + SUFFIX);
    }

    /**
     * Revokes a feed: its owner whatever their roles are by now, an administrator anybody's.
     *
     * @throws RefusedException NOT_FOUND for somebody else's; CONFLICT if it was revoked already
     */
    public CalendarFeed revoke(Principal principal, String id) {
        Instant now = clock.now();
        EditRequest request =
                new EditRequest(principal, id, "calendar-feed.revoke", null, null, id, Occurrence.at(now));
        return edits.edit(store.subject(), request, new Step<>() {
            @Override
            public void allow(CalendarFeed before) {
                if (before.revokedAt() != null) {
                    throw new RefusedException(
                            UserError.of(UserErrorCode.CONFLICT, "The feed was revoked already.", "id"));
                }
            }

            @Override
            public Outcome<CalendarFeed> take(CalendarFeed before, Occurrence at) {
                return Outcome.of(before.revoked(at.occurredAt()), CalendarFeedService::events);
            }
        });
    }

    private void requireRoom(String personId, Instant now) {
        if (store.lockedOf(personId, now, MAX_FEEDS).size() >= MAX_FEEDS) {
            throw new RefusedException(UserError.of(
                    UserErrorCode.CONFLICT, "You have " + MAX_FEEDS + " feeds already; revoke one first.", "input"));
        }
    }

    private static List<Record> events(Edited<CalendarFeed> edit) {
        CalendarFeed after = edit.after();
        return List.of(
                edit.before() == null
                        ? new CalendarFeedEvents.Created(
                                after.id(), after.personId(), after.expiresAt(), after.version())
                        : new CalendarFeedEvents.Revoked(after.id(), after.personId(), after.version()));
    }
}
