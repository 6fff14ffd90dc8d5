// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.ChangeRules;
import io.mainstay.change.internal.ConflictFinder;
import io.mainstay.change.internal.ConflictFinder.Found;
import io.mainstay.change.internal.conflict.FreeTimes;
import io.mainstay.change.internal.conflict.Span;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.ticket.TicketRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Finds when work could be done that would have no conflict with other changes and change windows. Needs {@code change.read}; what is in the
 * way is shown as conflicts are, and what the principal may not see is in the way too.
 */
@Component
public final class FreeSlotQueries {

    /** How long a range may be. */
    public static final Duration MAX_RANGE = Duration.ofDays(92);

    public static final Duration SHORTEST = Duration.ofMinutes(1);
    public static final Duration LONGEST = Duration.ofDays(14);

    /** How many slots one answer has at most, and how many if nobody says. */
    public static final int MAX_SLOTS = 20;

    public static final int DEFAULT_SLOTS = 5;

    private static final String LATER = "later";

    private final ConflictFinder finder;
    private final ChangeConflictQueries conflicts;
    private final UnitOfWork work;

    FreeSlotQueries(ConflictFinder finder, ChangeConflictQueries conflicts, UnitOfWork work) {
        this.finder = finder;
        this.conflicts = conflicts;
        this.work = work;
    }

    /**
     * The earliest times for work on some CIs by some people, and why not earlier. The number of database calls does not depend on how
     * much is in the way.
     *
     * @throws BadArgumentException if there is nothing to look for, too much of it, or a time that is none
     * @throws RefusedException with NOT_FOUND if a CI does not exist or is not visible
     */
    public FreeSlots find(
            Principal principal,
            List<String> ciIds,
            List<String> people,
            Duration duration,
            Instant from,
            Instant to,
            int first) {
        principal.require(Permission.CHANGE_READ);
        check(ciIds, people, duration, first);
        ChangeCalendarQueries.checkRange(from, to, MAX_RANGE);
        if (Duration.between(from, to).compareTo(duration) < 0) {
            throw new BadArgumentException("duration", "at most as long as the time between from and to");
        }
        return work.read(() -> {
            conflicts.requireItems(principal, ciIds, "ciIds");
            return shown(
                    principal,
                    duration,
                    finder.freeTimes(Set.copyOf(ciIds), Set.copyOf(people), new Span(from, to), duration, first));
        });
    }

    private static void check(List<String> ciIds, List<String> people, Duration duration, int first) {
        if (ciIds.isEmpty() && people.isEmpty()) {
            throw new BadArgumentException("ciIds", "at least one configuration item, unless people are given");
        }
        if (ciIds.size() > TicketRules.MAX_CIS) {
            throw new BadArgumentException(
                    "ciIds", "a list of at most " + TicketRules.MAX_CIS + " configuration items");
        }
        if (people.size() > ChangeRules.MAX_IMPLEMENTERS) {
            throw new BadArgumentException("people", "a list of at most " + ChangeRules.MAX_IMPLEMENTERS + " people");
        }
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new BadArgumentException("duration", "between " + SHORTEST + " and P" + LONGEST.toDays() + "D");
        }
        if (first < 1 || first > MAX_SLOTS) {
            throw new BadArgumentException("first", "between 1 and " + MAX_SLOTS);
        }
    }

    private FreeSlots shown(Principal principal, Duration duration, ConflictFinder.FreeTimesFound found) {
        List<FreeTimes.Free> free = found.times().free();
        Map<String, Found> inTheWay = new HashMap<>();
        for (int i = 0; i < free.size(); i++) {
            inTheWay.put(Integer.toString(i), new Found(free.get(i).earlier(), Set.of()));
        }
        inTheWay.put(LATER, new Found(found.times().later(), Set.of()));
        Map<String, ChangeConflicts> shown = conflicts.shown(principal, inTheWay);
        List<FreeSlots.Slot> slots = new ArrayList<>();
        for (int i = 0; i < free.size(); i++) {
            FreeTimes.Free one = free.get(i);
            slots.add(new FreeSlots.Slot(
                    one.earliest(),
                    one.earliest().plus(duration),
                    one.latest(),
                    shown.getOrDefault(Integer.toString(i), ChangeConflicts.NONE)));
        }
        return new FreeSlots(
                slots,
                shown.getOrDefault(LATER, ChangeConflicts.NONE),
                !found.times().more() && found.incomplete().isEmpty());
    }
}
