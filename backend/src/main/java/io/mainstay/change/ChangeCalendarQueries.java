// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.ChangeCalendar.Entry;
import io.mainstay.change.ChangeCalendar.Kind;
import io.mainstay.change.internal.store.ChangeCalendarStore;
import io.mainstay.change.internal.store.ChangeCalendarStore.Dated;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.FailureOriginService;
import io.mainstay.cmdb.FailureOrigins;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageQueries;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.ticket.Tickets;
import io.mainstay.window.ChangeWindowCalendar;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.ChangeWindowOccurrenceQuestion;
import io.mainstay.window.ChangeWindowQueries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says what goes on in a range: changes, freezes, maintenance windows and planned outages. Needs {@code change.read}; shows what the
 * principal sees, and windows to who may read those.
 */
@Component
public final class ChangeCalendarQueries {

    /** How long a range may be. */
    public static final Duration MAX_RANGE = Duration.ofDays(92);

    /** How many entries one answer has at most, and how many if nobody says. */
    public static final int MAX_ENTRIES = 500;

    public static final int DEFAULT_ENTRIES = 100;

    private final Tickets<Change, ChangeState> changes;
    private final ChangeCalendarStore store;
    private final ChangeWindowQueries windows;
    private final PlannedOutageQueries outages;
    private final ConfigurationItemQueries items;
    private final FailureOriginService origins;
    private final List<ChangeCalendarSource> sources;
    private final UnitOfWork work;
    private final BusinessClock clock;

    ChangeCalendarQueries(
            Tickets<Change, ChangeState> changes,
            ChangeCalendarStore store,
            ChangeWindowQueries windows,
            PlannedOutageQueries outages,
            ConfigurationItemQueries items,
            FailureOriginService origins,
            List<ChangeCalendarSource> sources,
            UnitOfWork work,
            BusinessClock clock) {
        this.changes = changes;
        this.store = store;
        this.windows = windows;
        this.outages = outages;
        this.items = items;
        this.origins = origins;
        this.sources = List.copyOf(sources);
        this.work = work;
        this.clock = clock;
    }

    /**
     * What goes on in a range. The number of database calls does not depend on how much that is.
     *
     * @throws BadArgumentException if the range is empty or too long, or more entries are wanted than there may be
     */
    public ChangeCalendar calendar(Principal principal, ChangeCalendarQuestion question) {
        principal.require(Permission.CHANGE_READ);
        checkRange(question.from(), question.to(), MAX_RANGE);
        if (question.first() < 1 || question.first() > MAX_ENTRIES) {
            throw new BadArgumentException("first", "between 1 and " + MAX_ENTRIES);
        }
        return work.read(() -> answer(principal, question));
    }

    /** @throws BadArgumentException if the range is empty or longer than that */
    static void checkRange(Instant from, Instant to, Duration longest) {
        if (!from.isBefore(to)) {
            throw new BadArgumentException("to", "later than from");
        }
        if (Duration.between(from, to).compareTo(longest) > 0) {
            throw new BadArgumentException("to", "at most " + longest.toDays() + " days later than from");
        }
    }

    /**
     * Of which CIs entries are shown.
     *
     * @param ids null for all
     */
    private record Items(@Nullable Set<String> ids, boolean complete) {

        boolean none() {
            return ids != null && ids.isEmpty();
        }
    }

    private ChangeCalendar answer(Principal principal, ChangeCalendarQuestion question) {
        Items wanted = items(principal, question);
        if (wanted.none()) {
            return new ChangeCalendar(List.of(), wanted.complete());
        }
        // Of each kind one more than is wanted: what comes first of all is among what comes first of each.
        int most = question.first() + 1;
        List<Entry> entries = new ArrayList<>();
        boolean complete = wanted.complete();
        if (question.asksFor(Kind.CHANGE)) {
            entries.addAll(changes(principal, question, wanted.ids(), most));
        }
        Set<ChangeWindowKind> windowKinds = windowKinds(question);
        if (!windowKinds.isEmpty() && principal.may(Permission.WINDOW_READ)) {
            ChangeWindowCalendar held = windows.occurrences(
                    principal,
                    new ChangeWindowOccurrenceQuestion(
                            question.from(),
                            question.to(),
                            windowKinds,
                            wanted.ids() == null ? List.of() : List.copyOf(wanted.ids()),
                            List.of(),
                            most));
            complete &= held.complete();
            held.occurrences().stream().map(ChangeCalendarQueries::entry).forEach(entries::add);
        }
        if (question.asksFor(Kind.PLANNED_OUTAGE)) {
            outages.during(principal, question.from(), question.to(), wanted.ids(), most).stream()
                    .map(ChangeCalendarQueries::entry)
                    .forEach(entries::add);
        }
        for (ChangeCalendarSource source : sources) {
            if (question.asksFor(source.kind())) {
                entries.addAll(source.during(principal, question, wanted.ids(), most));
            }
        }
        return new ChangeCalendar(
                entries.stream().sorted(Entry.ORDER).limit(question.first()).toList(),
                complete && entries.size() <= question.first());
    }

    private Items items(Principal principal, ChangeCalendarQuestion question) {
        if (!question.isOfItems()) {
            return new Items(null, true);
        }
        Set<String> ids = new TreeSet<>();
        boolean complete = true;
        if (!question.ciIds().isEmpty()) {
            ids.addAll(items.byIds(principal, question.ciIds()).keySet());
        }
        if (!question.serviceIds().isEmpty()) {
            FailureOrigins below = origins.origins(principal, question.serviceIds());
            ids.addAll(below.candidates().keySet());
            complete = below.complete();
        }
        return new Items(ids, complete);
    }

    private List<Entry> changes(
            Principal principal, ChangeCalendarQuestion question, @Nullable Set<String> ciIds, int most) {
        List<Dated> dated = store.during(principal.visibility(), question, ciIds, clock.now(), most);
        if (dated.isEmpty()) {
            return List.of();
        }
        Map<String, Change> found =
                changes.byIds(principal, dated.stream().map(Dated::id).toList());
        List<Entry> entries = new ArrayList<>();
        for (Dated one : dated) {
            Change change = found.get(one.id());
            if (change != null) {
                entries.add(new Entry(
                        Kind.CHANGE, one.from(), one.to(), change.plannedZone(), change.title(), change, change.id()));
            }
        }
        return entries;
    }

    private static Set<ChangeWindowKind> windowKinds(ChangeCalendarQuestion question) {
        Set<ChangeWindowKind> kinds = EnumSet.noneOf(ChangeWindowKind.class);
        for (ChangeWindowKind kind : ChangeWindowKind.values()) {
            if (question.asksFor(kind(kind))) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    private static Kind kind(ChangeWindowKind kind) {
        return switch (kind) {
            case FREEZE -> Kind.FREEZE;
            case MAINTENANCE -> Kind.MAINTENANCE_WINDOW;
        };
    }

    private static Entry entry(ChangeWindowCalendar.Entry held) {
        return new Entry(
                kind(held.window().kind()),
                held.startsAt(),
                held.endsAt(),
                held.window().schedule().zone().getId(),
                held.window().name(),
                held.window(),
                held.window().id());
    }

    private static Entry entry(PlannedOutage outage) {
        return new Entry(Kind.PLANNED_OUTAGE, outage.from(), outage.to(), null, outage.title(), outage, outage.id());
    }
}
