// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeConflicts.IncompleteReason;
import io.mainstay.change.ConflictProperties;
import io.mainstay.change.internal.conflict.ConflictDetection;
import io.mainstay.change.internal.conflict.ConflictDetection.Facts;
import io.mainstay.change.internal.conflict.ConflictDetection.Other;
import io.mainstay.change.internal.conflict.ConflictDetection.Work;
import io.mainstay.change.internal.conflict.ConflictReach;
import io.mainstay.change.internal.conflict.DependencyIndex;
import io.mainstay.change.internal.conflict.Finding;
import io.mainstay.change.internal.conflict.FreeTimes;
import io.mainstay.change.internal.conflict.Span;
import io.mainstay.change.internal.store.ConflictStore;
import io.mainstay.cmdb.DependencySurroundingQueries;
import io.mainstay.cmdb.DependencySurroundings;
import io.mainstay.cmdb.ImpactService;
import io.mainstay.kernel.Principal;
import io.mainstay.window.ChangeWindows;
import io.mainstay.window.PlannedWork;
import io.mainstay.window.WorkWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Gathers what conflicts are found from and finds them: over the whole graph, whoever asks, because what one may not see can still be
 * in the way. The number of database calls depends neither on how much work is asked about nor on what is found.
 */
@Component
public final class ConflictFinder {

    private final DependencySurroundingQueries surroundings;
    private final ImpactService impact;
    private final ChangeWindows windows;
    private final ConflictStore store;
    private final int distance;

    ConflictFinder(
            DependencySurroundingQueries surroundings,
            ImpactService impact,
            ChangeWindows windows,
            ConflictStore store,
            ConflictProperties properties) {
        this.surroundings = surroundings;
        this.impact = impact;
        this.windows = windows;
        this.store = store;
        this.distance = properties.distance();
    }

    /**
     * Work and the CIs that it changes.
     *
     * @param exempt whether nothing is told of it but freezes, from which there are exceptions of their own
     */
    public record Asked(Work work, Set<String> ciIds, boolean exempt) {

        public Asked {
            ciIds = Set.copyOf(ciIds);
        }

        public Asked(Work work, Set<String> ciIds) {
            this(work, ciIds, false);
        }

        /** A change, as if it were not exempt. */
        public static Asked of(Change change, Collection<String> ciIds) {
            Change.Window window = change.plan().window();
            return new Asked(
                    new Work(
                            change.id(),
                            window == null ? null : new Span(window.from(), window.to()),
                            Set.copyOf(change.implementerIds())),
                    Set.copyOf(ciIds));
        }
    }

    /** From where something may speak against work. */
    public enum Side {
        /** Other changes. */
        CHANGES,
        /** Freezes and maintenance windows. */
        WINDOWS,
        /** What is the matter now. */
        REALITY
    }

    /**
     * What speaks against one piece of work, and of what there may be more.
     *
     * @param maintainedBy the ids of the maintenance windows that cover some of its CIs and are not over when it begins
     */
    public record Found(List<Finding> findings, Set<IncompleteReason> incomplete, Set<String> maintainedBy) {

        public Found(List<Finding> findings, Set<IncompleteReason> incomplete) {
            this(findings, incomplete, Set.of());
        }
    }

    /** Called inside a read or a unit of work; by the id of the work. */
    public Map<String, Found> find(Collection<Asked> asked) {
        return find(asked, EnumSet.allOf(Side.class));
    }

    /** The same of some sides; of the others nothing is read, and nothing is found. */
    public Map<String, Found> find(Collection<Asked> asked, Set<Side> sides) {
        Set<IncompleteReason> incomplete = EnumSet.noneOf(IncompleteReason.class);
        boolean reaching = sides.contains(Side.CHANGES) || sides.contains(Side.REALITY);
        DependencySurroundings around = surroundings.around(reaching ? all(asked, Asked::ciIds) : Set.of(), distance);
        if (around.incompleteReason() != null) {
            incomplete.add(IncompleteReason.DEPENDENCIES);
        }
        DependencyIndex index = new DependencyIndex(around, distance);
        Map<String, ConflictReach> reaches = asked.stream()
                .collect(Collectors.toMap(one -> one.work().id(), one -> new ConflictReach(one.ciIds(), index)));
        Set<String> watched = sides.contains(Side.REALITY)
                ? all(reaches.values(), reach -> reach.watched().keySet())
                : Set.of();
        ImpactService.PresentStates states = impact.presentStates(Principal.SYSTEM, watched);
        if (!states.complete()) {
            incomplete.add(IncompleteReason.STATES);
        }
        ConflictStore.UrgentIncidents incidents = store.urgentIncidents(watched);
        if (!incidents.complete()) {
            incomplete.add(IncompleteReason.INCIDENTS);
        }
        ConflictStore.Overlapping overlapping = sides.contains(Side.CHANGES)
                ? overlapping(asked, reaches.values())
                : new ConflictStore.Overlapping(Map.of(), true);
        if (!overlapping.complete()) {
            incomplete.add(IncompleteReason.CHANGES);
        }
        Map<String, Map<String, WorkWindows>> windowsOf = sides.contains(Side.WINDOWS) ? windows(asked) : Map.of();
        Map<String, Found> found = new HashMap<>();
        for (Asked one : asked) {
            String id = one.work().id();
            ConflictReach reach = Objects.requireNonNull(reaches.get(id));
            Map<String, WorkWindows> ofWork = windowsOf.getOrDefault(id, Map.of());
            Set<IncompleteReason> reasons = EnumSet.noneOf(IncompleteReason.class);
            reasons.addAll(incomplete);
            if (!reach.complete()) {
                reasons.add(IncompleteReason.DEPENDENCIES);
            }
            if (!ofWork.values().stream().allMatch(WorkWindows::complete)) {
                reasons.add(IncompleteReason.WINDOWS);
            }
            List<Other> others = overlapping.others().getOrDefault(id, List.of());
            List<Finding> findings = ConflictDetection.detect(
                    one.work(), reach, others, new Facts(ofWork, states.states(), incidents.incidents()));
            found.put(
                    id,
                    new Found(
                            one.exempt() ? freezes(findings) : findings,
                            reasons,
                            all(ofWork.values(), WorkWindows::maintainedBy)));
        }
        return found;
    }

    /**
     * What some CIs reach; looked at in halves if it is more than is looked at at once.
     *
     * @param which of what they reach is meant
     */
    public Set<String> reached(Collection<String> ciIds, Function<ConflictReach, Set<String>> which) {
        DependencySurroundings around = surroundings.around(Set.copyOf(ciIds), distance);
        ConflictReach reach = new ConflictReach(ciIds, new DependencyIndex(around, distance));
        if (ciIds.size() < 2 || (around.incompleteReason() == null && reach.complete())) {
            return which.apply(reach);
        }
        List<String> all = List.copyOf(new TreeSet<>(ciIds));
        Set<String> reached = new TreeSet<>(reached(all.subList(0, all.size() / 2), which));
        reached.addAll(reached(all.subList(all.size() / 2, all.size()), which));
        return reached;
    }

    private static List<Finding> freezes(List<Finding> findings) {
        return findings.stream().filter(Finding.Frozen.class::isInstance).toList();
    }

    /** When there is time for work, and of what there may be more in its way. */
    public record FreeTimesFound(FreeTimes times, Set<IncompleteReason> incomplete) {}

    /**
     * When work on some CIs by some people could begin without a conflict with what is planned; called inside a read or a unit of work.
     * What is the matter now says nothing of later, and does not count.
     *
     * @param range in which it has to be done
     * @param limit how many times are wanted
     */
    public FreeTimesFound freeTimes(Set<String> ciIds, Set<String> people, Span range, Duration length, int limit) {
        Set<IncompleteReason> incomplete = EnumSet.noneOf(IncompleteReason.class);
        DependencySurroundings around = surroundings.around(ciIds, distance);
        Asked asked = new Asked(new Work("", range, people), ciIds);
        ConflictReach reach = new ConflictReach(ciIds, new DependencyIndex(around, distance));
        if (around.incompleteReason() != null || !reach.complete()) {
            incomplete.add(IncompleteReason.DEPENDENCIES);
        }
        ConflictStore.Overlapping overlapping = overlapping(List.of(asked), List.of(reach));
        if (!overlapping.complete()) {
            incomplete.add(IncompleteReason.CHANGES);
        }
        Map<String, WorkWindows> ofWork =
                windows(List.of(asked)).getOrDefault(asked.work().id(), Map.of());
        if (!ofWork.values().stream().allMatch(WorkWindows::complete)) {
            incomplete.add(IncompleteReason.WINDOWS);
        }
        List<Finding> findings = ConflictDetection.detect(
                asked.work(),
                reach,
                overlapping.others().getOrDefault(asked.work().id(), List.of()),
                new Facts(ofWork, Map.of(), List.of()));
        return new FreeTimesFound(FreeTimes.find(range, length, findings, ofWork, limit), incomplete);
    }

    private ConflictStore.Overlapping overlapping(Collection<Asked> asked, Collection<ConflictReach> reaches) {
        List<ConflictStore.Asked> planned = new ArrayList<>();
        for (Asked one : asked) {
            Span window = one.work().window();
            if (window != null) {
                planned.add(new ConflictStore.Asked(one.work().id(), window));
            }
        }
        return store.overlapping(
                planned,
                all(reaches, ConflictReach::relevant),
                all(asked, one -> one.work().implementerIds()));
    }

    private Map<String, Map<String, WorkWindows>> windows(Collection<Asked> asked) {
        List<String> ids = new ArrayList<>();
        List<PlannedWork> works = new ArrayList<>();
        for (Asked one : asked) {
            Span window = one.work().window();
            if (window != null) {
                ids.add(one.work().id());
                works.add(new PlannedWork(one.ciIds(), window.from(), window.to()));
            }
        }
        List<Map<String, WorkWindows>> answers = windows.ofWork(works);
        Map<String, Map<String, WorkWindows>> byId = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            byId.put(ids.get(i), answers.get(i));
        }
        return byId;
    }

    private static <T> Set<String> all(Collection<T> values, Function<T, Set<String>> ids) {
        return values.stream()
                .flatMap(value -> ids.apply(value).stream())
                .collect(Collectors.toCollection(HashSet::new));
    }
}
