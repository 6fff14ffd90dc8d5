// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.CiPlacement;
import io.mainstay.cmdb.CiPlacementQueries;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.window.internal.CompiledWindow;
import io.mainstay.window.internal.CompiledWindows;
import io.mainstay.window.internal.Occurrences;
import io.mainstay.window.internal.ScopeMatcher.Candidate;
import io.mainstay.window.internal.store.ChangeWindowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Which change windows cover CIs, for use cases that decide by it. Windows are seen by all who may read them; that a part of a scope
 * names something hidden is for {@link ChangeWindowQueries} to leave out where people are told.
 */
@Service
public final class ChangeWindows {

    /** How long a range may be that is asked about. */
    public static final Duration MAX_RANGE = Duration.ofDays(400);

    /** How many occurrences of one window are told for one CI. */
    public static final int MAX_OCCURRENCES = 100;

    private static final Comparator<HeldChangeWindow> ORDER = Comparator.<HeldChangeWindow, Instant>comparing(
                    held -> held.occurrences().getFirst().startsAt())
            .thenComparing(held -> held.window().id());

    private final CompiledWindows windows;
    private final ChangeWindowStore store;
    private final ConfigurationItemQueries items;
    private final CiPlacementQueries placements;
    private final CiClasses classes;
    private final UnitOfWork work;

    ChangeWindows(
            CompiledWindows windows,
            ChangeWindowStore store,
            ConfigurationItemQueries items,
            CiPlacementQueries placements,
            CiClasses classes,
            UnitOfWork work) {
        this.windows = windows;
        this.store = store;
        this.items = items;
        this.placements = placements;
        this.classes = classes;
        this.work = work;
    }

    /** What decides for those of the CIs that the principal sees; three database calls however many there are. */
    public List<CiFacts> facts(Principal principal, Collection<String> ciIds) {
        return facts(principal, ciIds, true);
    }

    /** @param placed whether it matters where the CIs are and which services depend on them, which takes longest to find out */
    private List<CiFacts> facts(Principal principal, Collection<String> ciIds, boolean placed) {
        if (ciIds.isEmpty()) {
            return List.of();
        }
        return work.read(() -> {
            Collection<ConfigurationItem> found = items.byIds(principal, ciIds).values();
            if (found.isEmpty()) {
                return List.of();
            }
            Map<String, CiPlacement> around = placed
                    ? placements.of(found.stream().map(ConfigurationItem::id).toList())
                    : Map.of();
            Map<String, ChangeWindowStore.OrganisationPath> organisations = store.organisations(
                    found.stream().map(ConfigurationItem::organisationId).collect(Collectors.toSet()));
            CiClassTree tree = classes.tree();
            return found.stream()
                    .map(item -> facts(item, around.get(item.id()), organisations.get(item.organisationId()), tree))
                    .toList();
        });
    }

    private static CiFacts facts(
            ConfigurationItem item,
            @Nullable CiPlacement around,
            ChangeWindowStore.@Nullable OrganisationPath organisation,
            CiClassTree tree) {
        return new CiFacts(
                item.id(),
                item.name(),
                tree.pathOf(item.classKey()).stream().map(CiClass::key).toList(),
                item.criticality(),
                item.lifecycle(),
                organisation == null ? List.of(item.organisationId()) : organisation.path(),
                organisation == null ? "" : organisation.name(),
                around == null ? Set.of() : around.placeIds(),
                around == null ? Set.of() : around.serviceIds(),
                item.attributes(),
                around == null || around.complete());
    }

    /**
     * The change windows that cover each of the CIs and hold at some instant of [from, to): by the CI's id, absent if there are
     * none and that is all. Two database calls at most, however many CIs and windows there are.
     */
    public Map<String, ItemChangeWindows> of(Collection<CiFacts> cis, Instant from, Instant to) {
        return of(cis, windows.holding(from, to), from, to);
    }

    /** The same of freezes alone: how many maintenance windows there are does not matter to whether that is all. */
    public Map<String, ItemChangeWindows> freezes(Collection<CiFacts> cis, Instant from, Instant to) {
        return of(cis, windows.freezes(from, to), from, to);
    }

    private static Map<String, ItemChangeWindows> of(
            Collection<CiFacts> cis, CompiledWindows.Found found, Instant from, Instant to) {
        List<Candidate> candidates = cis.stream().map(Candidate::new).toList();
        Map<String, List<HeldChangeWindow>> held = new HashMap<>();
        Map<String, Boolean> complete = new HashMap<>();
        cis.forEach(ci -> complete.put(ci.id(), found.complete() && ci.complete()));
        for (CompiledWindow window : found.windows()) {
            // Expressions cost more than dates, and dates more than names.
            Times times = new Times(window, from, to);
            if (window.scope().hasExpression() && times.none()) {
                continue;
            }
            for (Candidate candidate : candidates) {
                List<ChangeWindowReason> why = window.scope().reasons(candidate);
                if (!why.isEmpty()) {
                    if (times.none()) {
                        break;
                    }
                    String ciId = candidate.facts().id();
                    held.computeIfAbsent(ciId, _ -> new ArrayList<>())
                            .add(new HeldChangeWindow(window.window(), why, times.told()));
                    complete.merge(ciId, times.all(), Boolean::logicalAnd);
                }
            }
        }
        Map<String, ItemChangeWindows> answer = new HashMap<>();
        complete.forEach((ciId, whole) -> {
            List<HeldChangeWindow> ofItem = held.getOrDefault(ciId, List.of());
            if (!ofItem.isEmpty() || !whole) {
                answer.put(
                        ciId,
                        new ItemChangeWindows(ofItem.stream().sorted(ORDER).toList(), whole));
            }
        });
        return answer;
    }

    /** Those of some CIs that one window covers, whether it holds or not; four database calls at most, however many CIs there are. */
    public Set<String> covered(ChangeWindow window, Collection<String> ciIds) {
        return work.read(() -> {
            CompiledWindow compiled = windows.of(window);
            return facts(Principal.SYSTEM, ciIds, compiled.scope().asksForPlacement()).stream()
                    .filter(ci -> !compiled.scope().reasons(new Candidate(ci)).isEmpty())
                    .map(CiFacts::id)
                    .collect(Collectors.toSet());
        });
    }

    /** Whether a freeze holds at some instant of [from, to), whatever it covers; true too if not all were looked at. */
    public boolean anyFreeze(Instant from, Instant to) {
        CompiledWindows.Found found = windows.freezes(from, to);
        return !found.complete() || found.windows().stream().anyMatch(window -> !new Times(window, from, to).none());
    }

    /** When a window holds in a range, found out once it matters. */
    private static final class Times {

        private final CompiledWindow window;
        private final Instant from;
        private final Instant to;
        private @Nullable List<ChangeWindowOccurrence> found;

        private Times(CompiledWindow window, Instant from, Instant to) {
            this.window = window;
            this.from = from;
            this.to = to;
        }

        private boolean none() {
            return found().isEmpty();
        }

        private boolean all() {
            return found().size() <= MAX_OCCURRENCES;
        }

        private List<ChangeWindowOccurrence> told() {
            return all() ? found() : found().subList(0, MAX_OCCURRENCES);
        }

        private List<ChangeWindowOccurrence> found() {
            List<ChangeWindowOccurrence> known = found;
            if (known == null) {
                known = window.between(from, to, MAX_OCCURRENCES + 1);
                found = known;
            }
            return known;
        }
    }

    /**
     * What change windows say of several pieces of work, in their order: by the CI's id, for each of its CIs. Of work that takes
     * longer than {@link #MAX_RANGE} only so much is looked at. Five database calls at most, however much work there is.
     */
    public List<Map<String, WorkWindows>> ofWork(List<PlannedWork> works) {
        Instant earliest = works.stream()
                .map(PlannedWork::from)
                .min(Comparator.naturalOrder())
                .orElse(null);
        if (earliest == null) {
            return List.of();
        }
        return work.read(() -> {
            // Also those that begin later: a CI whose only maintenance window is next week has one.
            CompiledWindows.Found found = windows.holding(earliest, Occurrences.FOR_EVER);
            Set<String> ciIds =
                    works.stream().flatMap(one -> one.ciIds().stream()).collect(Collectors.toSet());
            boolean placed =
                    found.windows().stream().anyMatch(window -> window.scope().asksForPlacement());
            Map<String, CiFacts> facts = facts(Principal.SYSTEM, ciIds, placed).stream()
                    .collect(Collectors.toMap(CiFacts::id, Function.identity()));
            return works.stream().map(one -> ofWork(one, facts, found)).toList();
        });
    }

    private static Map<String, WorkWindows> ofWork(
            PlannedWork work, Map<String, CiFacts> facts, CompiledWindows.Found found) {
        Instant from = work.from();
        Instant latest = from.plus(MAX_RANGE);
        boolean whole = found.complete() && !work.to().isAfter(latest);
        Instant to = work.to().isAfter(latest) ? latest : work.to();
        List<WorkOnItem> items = work.ciIds().stream()
                .map(facts::get)
                .filter(Objects::nonNull)
                .map(WorkOnItem::new)
                .toList();
        for (CompiledWindow window : found.windows()) {
            if (!window.window().holdsUntil().isAfter(from)) {
                continue;
            }
            Times times = new Times(window, from, to);
            if (window.window().kind() == ChangeWindowKind.FREEZE
                    && window.scope().hasExpression()
                    && times.none()) {
                continue;
            }
            items.forEach(item -> item.add(window, times));
        }
        Map<String, WorkWindows> answer = new HashMap<>();
        items.forEach(item -> answer.put(item.candidate.facts().id(), item.answer(whole)));
        return answer;
    }

    /** What was found for one CI so far. */
    private static final class WorkOnItem {

        private final Candidate candidate;
        private final List<HeldChangeWindow> freezes = new ArrayList<>();
        private final List<ChangeWindowOccurrence> maintenance = new ArrayList<>();
        private final Set<String> maintainedBy = new HashSet<>();
        private @Nullable Instant maintainedUntil;
        private boolean complete = true;

        WorkOnItem(CiFacts facts) {
            this.candidate = new Candidate(facts);
        }

        void add(CompiledWindow window, Times times) {
            List<ChangeWindowReason> why = window.scope().reasons(candidate);
            if (why.isEmpty()) {
                return;
            }
            complete &= times.all();
            switch (window.window().kind()) {
                case FREEZE -> {
                    if (!times.none()) {
                        freezes.add(new HeldChangeWindow(window.window(), why, times.told()));
                    }
                }
                case MAINTENANCE -> {
                    Instant until = window.window().holdsUntil();
                    if (maintainedUntil == null || until.isAfter(maintainedUntil)) {
                        maintainedUntil = until;
                    }
                    maintenance.addAll(times.told());
                    maintainedBy.add(window.window().id());
                }
            }
        }

        WorkWindows answer(boolean whole) {
            return new WorkWindows(
                    freezes.stream().sorted(ORDER).toList(),
                    maintainedUntil,
                    maintenance.stream()
                            .sorted(Comparator.comparing(ChangeWindowOccurrence::startsAt)
                                    .thenComparing(ChangeWindowOccurrence::endsAt))
                            .toList(),
                    maintainedBy,
                    whole && complete && candidate.facts().complete());
        }
    }
}
