// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import io.mainstay.change.internal.conflict.DependencyIndex.Taking;
import io.mainstay.cmdb.DependencySurroundings.Group;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowOccurrence;
import io.mainstay.window.HeldChangeWindow;
import io.mainstay.window.WorkWindows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what speaks against a change: other changes at the same time, change windows, and what is the matter now. */
public final class ConflictDetection {

    private static final Comparator<Span> BY_TIME =
            Comparator.comparing(Span::from).thenComparing(Span::to);

    private ConflictDetection() {}

    /**
     * Work that is planned.
     *
     * @param window null while it is not known when
     */
    public record Work(String id, @Nullable Span window, Set<String> implementerIds) {

        public Work {
            implementerIds = Set.copyOf(implementerIds);
        }
    }

    /** Another change whose window is known. */
    public record Other(String id, Span window, Set<String> ciIds, Set<String> implementerIds) {

        public Other {
            ciIds = Set.copyOf(ciIds);
            implementerIds = Set.copyOf(implementerIds);
        }
    }

    /** That an incident of one of the two highest priorities is open on a CI. */
    public record UrgentIncident(String id, String ciId) {}

    /**
     * What is known beside other changes.
     *
     * @param windows what change windows say of each CI at the time of the work; none while that is not known
     * @param states of the CIs that something is the matter with
     */
    public record Facts(
            Map<String, WorkWindows> windows, Map<String, ImpactState> states, List<UrgentIncident> incidents) {

        public Facts {
            windows = Map.copyOf(windows);
            states = Map.copyOf(states);
            incidents = List.copyOf(incidents);
        }
    }

    /** @param reach how far the CIs of the work reach */
    public static List<Finding> detect(Work work, ConflictReach reach, Collection<Other> others, Facts facts) {
        List<Finding> findings = new ArrayList<>();
        Span window = work.window();
        if (window != null) {
            others.stream()
                    .filter(other -> !other.id().equals(work.id()))
                    .sorted(Comparator.comparing(Other::window, BY_TIME).thenComparing(Other::id))
                    .forEach(other -> window.overlap(other.window())
                            .ifPresent(overlap -> between(work, reach, other, overlap, findings)));
            freezes(window, facts.windows(), findings);
            maintenance(window, facts.windows(), findings);
        }
        Map<String, SortedSet<String>> watched = reach.watched();
        watched.forEach((ciId, neededBy) -> {
            ImpactState state = facts.states().get(ciId);
            if (state != null && state.compareTo(ImpactState.AT_RISK) <= 0) {
                findings.add(new Finding.Impaired(ciId, state, neededBy));
            }
        });
        incidents(watched, facts.incidents(), findings);
        return findings;
    }

    private static void between(Work work, ConflictReach reach, Other other, Span overlap, List<Finding> findings) {
        SortedSet<String> same = new TreeSet<>(reach.ciIds());
        same.retainAll(other.ciIds());
        if (!same.isEmpty()) {
            findings.add(new Finding.SameItem(other.id(), overlap, same));
        }
        if (reach.reachesAny(other.ciIds())) {
            findings.add(new Finding.Dependency(other.id(), overlap, reach, other.ciIds()));
        }
        Map<Group, List<Taking>> theirs = reach.takings(other.ciIds());
        List<Finding.SharedGroup> shared = new ArrayList<>();
        reach.takings().forEach((group, mine) -> {
            List<Taking> taken = theirs.getOrDefault(group, List.of());
            Set<String> members = members(mine);
            members.addAll(members(taken));
            // The same one member, taken by both, is lost once.
            if (!taken.isEmpty() && members.size() > 1) {
                shared.add(new Finding.SharedGroup(group, mine, taken, group.without(members)));
            }
        });
        if (!shared.isEmpty()) {
            findings.add(new Finding.SharedGroups(other.id(), overlap, shared));
        }
        SortedSet<String> people = new TreeSet<>(work.implementerIds());
        people.retainAll(other.implementerIds());
        if (!people.isEmpty()) {
            findings.add(new Finding.SamePeople(other.id(), overlap, people));
        }
    }

    private static Set<String> members(List<Taking> takings) {
        return takings.stream().map(Taking::memberId).collect(Collectors.toCollection(HashSet::new));
    }

    private record FrozenAt(ChangeWindow window, Span overlap) {

        static final Comparator<FrozenAt> ORDER = Comparator.comparing(FrozenAt::overlap, BY_TIME)
                .thenComparing(frozen -> frozen.window().id());
    }

    private static void freezes(Span window, Map<String, WorkWindows> windows, List<Finding> findings) {
        Map<FrozenAt, SortedSet<String>> frozen = new TreeMap<>(FrozenAt.ORDER);
        windows.forEach((ciId, ofItem) -> {
            for (HeldChangeWindow freeze : ofItem.freezes()) {
                for (ChangeWindowOccurrence one : freeze.occurrences()) {
                    window.overlap(new Span(one.startsAt(), one.endsAt()))
                            .ifPresent(overlap -> frozen.computeIfAbsent(
                                            new FrozenAt(freeze.window(), overlap), _ -> new TreeSet<>())
                                    .add(ciId));
                }
            }
        });
        frozen.forEach((at, ciIds) -> findings.add(new Finding.Frozen(at.window(), at.overlap(), ciIds)));
    }

    private static void maintenance(Span window, Map<String, WorkWindows> windows, List<Finding> findings) {
        SortedSet<String> outside = new TreeSet<>();
        windows.forEach((ciId, ofItem) -> {
            if (ofItem.maintained() && !covers(ofItem.maintenance(), window)) {
                outside.add(ciId);
            }
        });
        if (!outside.isEmpty()) {
            findings.add(new Finding.OutsideMaintenance(window, outside));
        }
    }

    /** Whether maintenance windows, one after the other without a break, hold all the time. */
    private static boolean covers(List<ChangeWindowOccurrence> occurrences, Span window) {
        Instant covered = window.from();
        for (ChangeWindowOccurrence one : occurrences.stream()
                .sorted(Comparator.comparing(ChangeWindowOccurrence::startsAt))
                .toList()) {
            if (one.startsAt().isAfter(covered)) {
                return false;
            }
            if (one.endsAt().isAfter(covered)) {
                covered = one.endsAt();
            }
            if (!covered.isBefore(window.to())) {
                return true;
            }
        }
        return false;
    }

    private static void incidents(
            Map<String, SortedSet<String>> watched, List<UrgentIncident> incidents, List<Finding> findings) {
        Map<String, SortedSet<String>> on = new TreeMap<>();
        for (UrgentIncident incident : incidents) {
            if (watched.containsKey(incident.ciId())) {
                on.computeIfAbsent(incident.id(), _ -> new TreeSet<>()).add(incident.ciId());
            }
        }
        on.forEach((incidentId, ciIds) -> {
            SortedSet<String> neededBy = new TreeSet<>();
            ciIds.forEach(ciId -> neededBy.addAll(watched.getOrDefault(ciId, new TreeSet<>())));
            findings.add(new Finding.UrgentIncident(incidentId, ciIds, neededBy));
        });
    }
}
