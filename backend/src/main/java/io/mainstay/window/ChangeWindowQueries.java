// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import io.mainstay.audit.AuditTrail;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.security.RecordVisibility;
import io.mainstay.record.CatalogueQueries;
import io.mainstay.window.ChangeWindowCalendar.Entry;
import io.mainstay.window.internal.CompiledWindow;
import io.mainstay.window.internal.CompiledWindows;
import io.mainstay.window.internal.ScopeMatcher.Candidate;
import io.mainstay.window.internal.store.ChangeWindowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Reads change windows. Who may read windows sees all of them, because a freeze binds also whom nobody has told; of what a scope
 * names, everybody sees what one may see elsewhere.
 */
@Service
public final class ChangeWindowQueries extends CatalogueQueries<ChangeWindow> {

    /** How many occurrences one answer has at most, and how many if nobody says. */
    public static final int MAX_OCCURRENCES = 500;

    public static final int DEFAULT_OCCURRENCES = 100;

    private static final Set<ChangeWindowPart> NAMES_ITEMS = Set.of(ChangeWindowPart.SERVICE, ChangeWindowPart.SITE);
    private static final ChangeWindowReason HIDDEN = new ChangeWindowReason(ChangeWindowPart.OTHER, null);
    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::startsAt)
            .thenComparing(Entry::endsAt)
            .thenComparing(entry -> entry.window().id());

    private final ChangeWindowStore store;
    private final CompiledWindows compiled;
    private final ChangeWindows windows;
    private final ConfigurationItemQueries items;
    private final RecordVisibility visibility;
    private final BusinessClock clock;

    ChangeWindowQueries(
            ChangeWindowStore store,
            CompiledWindows compiled,
            ChangeWindows windows,
            ConfigurationItemQueries items,
            RecordVisibility visibility,
            AuditTrail trail,
            BusinessClock clock) {
        super(Permission.WINDOW_READ, store::byIds, store.lists(), trail);
        this.store = store;
        this.compiled = compiled;
        this.windows = windows;
        this.items = items;
        this.visibility = visibility;
        this.clock = clock;
    }

    /** When a window holds next, or holds now; empty if never again. */
    public Optional<ChangeWindowOccurrence> next(Principal principal, ChangeWindow window) {
        principal.require(Permission.WINDOW_READ);
        return compiled.of(window).next(clock.now());
    }

    /**
     * What holds in a range. A CI or a service that the principal does not see counts as one that no window covers.
     *
     * @throws BadArgumentException if the range is empty or too long
     */
    public ChangeWindowCalendar occurrences(Principal principal, ChangeWindowOccurrenceQuestion question) {
        principal.require(Permission.WINDOW_READ);
        checkRange(question.from(), question.to());
        List<Candidate> candidates = windows.facts(principal, question.ciIds()).stream()
                .map(Candidate::new)
                .toList();
        Set<String> services = question.serviceIds().isEmpty()
                ? Set.of()
                : items.byIds(principal, question.serviceIds()).keySet();
        CompiledWindows.Found found = compiled.holding(question.from(), question.to());
        int wanted = question.first() + 1;
        // The latest of the first ones is on top, so that what comes after it needs no place.
        PriorityQueue<Entry> first = new PriorityQueue<>(ORDER.reversed());
        for (CompiledWindow window : found.windows()) {
            if (isWanted(window, question, candidates, services)) {
                Entry latest = first.size() < wanted ? null : first.peek();
                Instant to = latest == null || latest.startsAt().isAfter(question.to())
                        ? question.to()
                        : latest.startsAt().plus(Duration.ofNanos(1));
                for (ChangeWindowOccurrence one : window.between(question.from(), to, wanted)) {
                    first.add(new Entry(window.window(), one.startsAt(), one.endsAt()));
                    if (first.size() > wanted) {
                        first.poll();
                    }
                }
            }
        }
        List<Entry> entries = first.stream().sorted(ORDER).toList();
        boolean all = entries.size() < wanted;
        boolean complete = found.complete()
                && all
                && candidates.stream().allMatch(one -> one.facts().complete());
        return new ChangeWindowCalendar(all ? entries : entries.subList(0, question.first()), complete);
    }

    private static boolean isWanted(
            CompiledWindow window,
            ChangeWindowOccurrenceQuestion question,
            List<Candidate> candidates,
            Set<String> services) {
        if (!question.kinds().isEmpty()
                && !question.kinds().contains(window.window().kind())) {
            return false;
        }
        if (!question.serviceIds().isEmpty()
                && Collections.disjoint(window.window().scope().serviceIds(), services)) {
            return false;
        }
        return question.ciIds().isEmpty()
                || candidates.stream()
                        .anyMatch(
                                candidate -> !window.scope().reasons(candidate).isEmpty());
    }

    /**
     * The windows that cover each of the CIs that the principal sees and that hold in a range, with why as far as the principal may
     * know; by the CI's id. The number of database calls does not depend on how many CIs there are.
     *
     * @return empty for a principal who may not read windows
     * @throws BadArgumentException if the range is empty or too long
     */
    public Map<String, ItemChangeWindows> ofItems(
            Principal principal, Collection<String> ciIds, Instant from, Instant to) {
        if (!principal.may(Permission.WINDOW_READ)) {
            return Map.of();
        }
        checkRange(from, to);
        List<CiFacts> facts = windows.facts(principal, ciIds);
        Map<String, ItemChangeWindows> found = windows.of(facts, from, to);
        Set<String> seen = seen(principal, found.values());
        Map<String, ItemChangeWindows> shown = new HashMap<>();
        for (CiFacts ci : facts) {
            ItemChangeWindows ofItem = found.get(ci.id());
            shown.put(ci.id(), ofItem == null ? new ItemChangeWindows(List.of(), true) : shown(ofItem, seen));
        }
        return shown;
    }

    private Set<String> seen(Principal principal, Collection<ItemChangeWindows> found) {
        Set<String> named = found.stream()
                .flatMap(ofItem -> ofItem.windows().stream())
                .flatMap(held -> held.why().stream())
                .filter(reason -> NAMES_ITEMS.contains(reason.part()))
                .map(ChangeWindowReason::recordId)
                .collect(Collectors.toSet());
        return named.isEmpty() ? Set.of() : visibility.seenAmong(principal, named);
    }

    private static ItemChangeWindows shown(ItemChangeWindows found, Set<String> seen) {
        return new ItemChangeWindows(
                found.windows().stream()
                        .map(held -> new HeldChangeWindow(
                                held.window(),
                                held.why().stream()
                                        .map(reason -> isHidden(reason, seen) ? HIDDEN : reason)
                                        .distinct()
                                        .toList(),
                                held.occurrences()))
                        .toList(),
                found.complete());
    }

    private static boolean isHidden(ChangeWindowReason reason, Set<String> seen) {
        @Nullable String recordId = reason.recordId();
        return NAMES_ITEMS.contains(reason.part()) && (recordId == null || !seen.contains(recordId));
    }

    private static void checkRange(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            throw new BadArgumentException("to", "later than from");
        }
        if (Duration.between(from, to).compareTo(ChangeWindows.MAX_RANGE) > 0) {
            throw new BadArgumentException(
                    "to", "at most " + ChangeWindows.MAX_RANGE.toDays() + " days later than from");
        }
    }
}
