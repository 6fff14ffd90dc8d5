// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.CalendarFeedText;
import io.mainstay.change.internal.FeedToken;
import io.mainstay.change.internal.store.CalendarFeedStore;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.platform.database.RequestWork;
import io.mainstay.platform.security.PrincipalFactory;
import io.mainstay.platform.security.TokenIdentity;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.DisabledException;
import org.springframework.stereotype.Component;

/** Answers who knows the address of a feed with the calendar of changes as the owner sees it. */
@Component
public final class CalendarFeedQueries {

    /** How far a feed looks back and ahead; together as much as the calendar does. */
    public static final Duration BEFORE = Duration.ofDays(14);

    public static final Duration AFTER = ChangeCalendarQueries.MAX_RANGE.minus(BEFORE);

    /** What a feed reads and nothing beside: its address may be where a token would not be. */
    private static final Set<Permission> READS = EnumSet.of(
            Permission.CHANGE_READ,
            Permission.CHANGE_PARTICIPATE,
            Permission.WINDOW_READ,
            Permission.RELEASE_READ,
            Permission.CI_READ);

    /** All questions for addresses share this: whoever tries some takes no connection from people. */
    private static final String LOOK_UP = "calendar feeds";

    private static final Duration LOOK_UP_LIMIT = Duration.ofSeconds(5);

    private final CalendarFeedStore store;
    private final PrincipalFactory principals;
    private final ChangeCalendarQueries calendar;
    private final UnitOfWork work;
    private final BusinessClock clock;
    private final SystemClock machine;

    CalendarFeedQueries(
            CalendarFeedStore store,
            PrincipalFactory principals,
            ChangeCalendarQueries calendar,
            UnitOfWork work,
            BusinessClock clock,
            SystemClock machine) {
        this.store = store;
        this.principals = principals;
        this.calendar = calendar;
        this.work = work;
        this.clock = clock;
        this.machine = machine;
    }

    /** A feed that is read, with the rights that its owner has for it now. */
    public record Readable(CalendarFeed feed, Principal principal) {}

    /** The feed with a token; empty if there is none, it was revoked or is over, or its owner may not read the calendar any more. */
    public Optional<Readable> readable(String token) {
        if (!FeedToken.isOne(token)) {
            return Optional.empty();
        }
        return RequestWork.begin(LOOK_UP, LOOK_UP_LIMIT, machine)
                .run(() -> work.read(() -> store.withToken(FeedToken.digest(token))))
                .filter(feed -> feed.isRead(clock.now()))
                .flatMap(feed -> principal(feed).map(principal -> new Readable(feed, principal)))
                .filter(readable -> readable.principal().may(Permission.CHANGE_READ));
    }

    private Optional<Principal> principal(CalendarFeed feed) {
        String id = feed.personId();
        TokenIdentity owner =
                new TokenIdentity(id, id, id, null, List.of(), Set.copyOf(feed.roles()), feed.clearance(), null);
        try {
            Principal now = principals.principal(owner);
            Set<Permission> permissions = EnumSet.copyOf(READS);
            permissions.retainAll(now.permissions());
            return Optional.of(new Principal(
                    now.personId(),
                    now.displayName(),
                    now.organisationId(),
                    now.teamIds(),
                    now.roles(),
                    permissions,
                    now.visibility()));
        } catch (DisabledException _) {
            return Optional.empty();
        }
    }

    /** What a feed has now, as an iCalendar object. */
    public String text(Readable readable) {
        Instant today = clock.now().truncatedTo(ChronoUnit.DAYS);
        ChangeCalendar found = calendar.calendar(
                readable.principal(),
                new ChangeCalendarQuestion(
                        today.minus(BEFORE),
                        today.plus(AFTER),
                        Set.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Set.of(),
                        Set.of(),
                        ChangeCalendarQueries.MAX_ENTRIES));
        return CalendarFeedText.of(readable.feed().id(), found, today);
    }
}
