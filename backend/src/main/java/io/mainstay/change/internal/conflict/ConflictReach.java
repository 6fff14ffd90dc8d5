// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import io.mainstay.change.internal.conflict.DependencyIndex.Taking;
import io.mainstay.change.internal.conflict.DependencyIndex.Way;
import io.mainstay.cmdb.DependencySurroundings.Group;
import io.mainstay.cmdb.DependencySurroundings.Link;
import io.mainstay.cmdb.PathStep;
import io.mainstay.cmdb.RedundancyArithmetic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How far work on some CIs reaches: what depends on them, what they depend on, and what stands in for them. */
public final class ConflictReach {

    /** How many CIs are walked to, each as often as it is reached from another one. */
    static final int MAX_VISITS = 500_000;

    private final DependencyIndex index;
    private final SortedSet<String> ciIds;
    private final Map<String, List<Reached>> reached = new HashMap<>();
    private final Map<Group, List<Taking>> takings = new TreeMap<>(Comparator.comparing(Group::id));
    private int visits;

    /** One of the CIs from which another one is reached, and how. */
    private record Reached(String ciId, int distance, Way way, Map<String, Link> via) {

        /** From the CI whose failure is felt to the one that feels it. */
        List<PathStep> path(String target) {
            List<PathStep> backwards = new ArrayList<>();
            for (String at = target; !at.equals(ciId); ) {
                Link link = via.get(at);
                if (link == null) {
                    throw new IllegalStateException("no way back from " + at);
                }
                backwards.add(link.step());
                at = way.start(link);
            }
            return switch (way) {
                case UP -> backwards.reversed();
                case DOWN -> backwards;
            };
        }
    }

    /**
     * Two CIs of which one depends on the other.
     *
     * @param otherDepends whether it is the other one that depends
     * @param path from the CI whose failure is felt to the one that feels it
     */
    public record Near(String ciId, String otherCiId, boolean otherDepends, List<PathStep> path) {

        static final Comparator<Near> NEAREST = Comparator.comparingInt(
                        (Near near) -> near.path().size())
                .thenComparing(Near::ciId)
                .thenComparing(Near::otherCiId);

        public Near {
            path = List.copyOf(path);
        }
    }

    /** How a CI is tied to one that needs it. */
    public enum Tie {
        /** They are the same. */
        SAME_CI,
        /** The other one depends on it. */
        DEPENDENCY,
        /** It stands in for a member of a redundancy group that the other one is, or takes down. */
        REDUNDANCY_PARTNER
    }

    /**
     * Why a CI matters to this work.
     *
     * @param ciId the CI of this work that needs it
     * @param distance relations between the two; of a partner by way of the CI that has the group
     * @param path how the failure of the other one gets to this one; of a partner, to the CI that has the group
     * @param group of a partner, the group; null otherwise
     */
    public record Need(
            String ciId,
            String otherCiId,
            Tie tie,
            int distance,
            List<PathStep> path,
            @Nullable Group group) {

        public static final Comparator<Need> NEAREST = Comparator.comparingInt(Need::distance)
                .thenComparing(Need::tie)
                .thenComparing(Need::ciId)
                .thenComparing(need -> need.group() == null ? "" : need.group().id());

        public Need {
            path = List.copyOf(path);
        }

        /** The CIs that it names; those between them, on the path, are not among them. */
        public List<String> ciIds() {
            return group == null ? List.of(ciId, otherCiId) : List.of(ciId, otherCiId, group.dependentId());
        }

        /** Where the path leads, its ends included. */
        public Stream<String> onPath() {
            return path.stream()
                    .flatMap(step -> Stream.of(step.fromId(), step.toId()))
                    .filter(Objects::nonNull);
        }

        /** The path with gaps where it leads over CIs that are not wanted. */
        public List<PathStep> path(Predicate<String> wanted) {
            return path.stream()
                    .map(step -> new PathStep(
                            masked(step.fromId(), wanted), masked(step.toId(), wanted), step.relationType()))
                    .toList();
        }

        private static @Nullable String masked(@Nullable String ciId, Predicate<String> wanted) {
            return ciId != null && wanted.test(ciId) ? ciId : null;
        }
    }

    public ConflictReach(Collection<String> ciIds, DependencyIndex index) {
        this.index = index;
        this.ciIds = new TreeSet<>(ciIds);
        for (String ciId : this.ciIds) {
            walk(ciId, Way.UP);
            walk(ciId, Way.DOWN);
            index.takings(ciId)
                    .forEach(taking -> takings.computeIfAbsent(taking.group(), _ -> new ArrayList<>())
                            .add(taking));
        }
    }

    private void walk(String from, Way way) {
        Map<String, Link> via = new HashMap<>();
        Set<String> frontier = Set.of(from);
        for (int level = 1; level <= index.distance() && !frontier.isEmpty(); level++) {
            Set<String> next = new LinkedHashSet<>();
            for (String ciId : frontier) {
                for (Link link : way.links(index, ciId)) {
                    String end = way.end(link);
                    if (!end.equals(from) && !via.containsKey(end)) {
                        if (visits >= MAX_VISITS) {
                            return;
                        }
                        visits++;
                        via.put(end, link);
                        next.add(end);
                        reached.computeIfAbsent(end, _ -> new ArrayList<>()).add(new Reached(from, level, way, via));
                    }
                }
            }
            frontier = next;
        }
    }

    public boolean complete() {
        return visits < MAX_VISITS;
    }

    SortedSet<String> ciIds() {
        return ciIds;
    }

    /** The CIs on which other work may be in the way of this. */
    public Set<String> relevant() {
        Set<String> relevant = new LinkedHashSet<>(ciIds);
        relevant.addAll(reached.keySet());
        relevant.addAll(index.rivals(takings.keySet()));
        return relevant;
    }

    /** The CIs by whose work those of this work may be {@link #watched}: these, what depends on them, and what takes another member of their groups. */
    public Set<String> watchers() {
        Set<String> watchers = new LinkedHashSet<>(ciIds);
        reached.forEach((ciId, all) -> {
            if (all.stream().anyMatch(one -> one.way() == Way.UP)) {
                watchers.add(ciId);
            }
        });
        watchers.addAll(index.rivals(takings.keySet()));
        return watchers;
    }

    /** The CIs that should be well while this work goes on, each with those of the work that need it. */
    public Map<String, SortedSet<String>> watched() {
        Map<String, SortedSet<String>> watched = new TreeMap<>();
        ciIds.forEach(
                ciId -> watched.computeIfAbsent(ciId, _ -> new TreeSet<>()).add(ciId));
        reached.forEach((ciId, all) -> {
            for (Reached one : all) {
                if (one.way() == Way.DOWN) {
                    watched.computeIfAbsent(ciId, _ -> new TreeSet<>()).add(one.ciId());
                }
            }
        });
        takings.forEach((group, taken) -> group.memberIds().forEach(memberId -> {
            for (Taking taking : taken) {
                if (!taking.memberId().equals(memberId)) {
                    watched.computeIfAbsent(memberId, _ -> new TreeSet<>()).add(taking.ciId());
                }
            }
        }));
        return watched;
    }

    /** The redundancy groups of which this work takes a member, each with by which of its CIs. */
    Map<Group, List<Taking>> takings() {
        return takings;
    }

    /** The same for the groups of this work and the CIs of other work. */
    Map<Group, List<Taking>> takings(Collection<String> otherCiIds) {
        Map<Group, List<Taking>> taken = new HashMap<>();
        for (String ciId : new TreeSet<>(otherCiIds)) {
            for (Taking taking : index.takings(ciId)) {
                if (takings.containsKey(taking.group())) {
                    taken.computeIfAbsent(taking.group(), _ -> new ArrayList<>())
                            .add(taking);
                }
            }
        }
        return taken;
    }

    boolean reachesAny(Collection<String> otherCiIds) {
        return otherCiIds.stream().anyMatch(reached::containsKey);
    }

    /** Those of this work and of other work of which one depends on the other. */
    Set<String> together(Collection<String> otherCiIds) {
        Set<String> together = new TreeSet<>();
        for (String otherCiId : otherCiIds) {
            for (Reached one : reached.getOrDefault(otherCiId, List.of())) {
                together.add(otherCiId);
                together.add(one.ciId());
            }
        }
        return together;
    }

    /**
     * Each CI of this work that depends on one of the other work, or the other way round, with the nearest such one; and the same
     * from the other side.
     *
     * @param wanted which CIs are looked at
     */
    List<Near> nearest(Collection<String> otherCiIds, Predicate<String> wanted) {
        Map<String, Pair> mine = new TreeMap<>();
        Map<String, Pair> theirs = new TreeMap<>();
        for (String otherCiId : new TreeSet<>(otherCiIds)) {
            if (!wanted.test(otherCiId)) {
                continue;
            }
            for (Reached one : reached.getOrDefault(otherCiId, List.of())) {
                if (wanted.test(one.ciId())) {
                    Pair pair = new Pair(one, otherCiId);
                    mine.merge(one.ciId(), pair, Pair::nearer);
                    theirs.merge(otherCiId, pair, Pair::nearer);
                }
            }
        }
        Set<Pair> pairs = new LinkedHashSet<>(mine.values());
        pairs.addAll(theirs.values());
        return pairs.stream().map(Pair::near).sorted(Near.NEAREST).toList();
    }

    /** Why a CI that is {@link #watched} matters to this work, the nearest reason first; empty for others. */
    public List<Need> needs(String otherCiId) {
        List<Need> needs = new ArrayList<>();
        if (ciIds.contains(otherCiId)) {
            needs.add(new Need(otherCiId, otherCiId, Tie.SAME_CI, 0, List.of(), null));
        }
        for (Reached one : reached.getOrDefault(otherCiId, List.of())) {
            if (one.way() == Way.DOWN) {
                needs.add(new Need(one.ciId(), otherCiId, Tie.DEPENDENCY, one.distance(), one.path(otherCiId), null));
            }
        }
        takings.forEach((group, taken) -> {
            if (group.memberIds().contains(otherCiId)) {
                for (Taking taking : taken) {
                    if (!taking.memberId().equals(otherCiId)) {
                        needs.add(partner(taking.ciId(), otherCiId, group));
                    }
                }
            }
        });
        return needs.stream().distinct().sorted(Need.NEAREST).toList();
    }

    /** What is left of a group without what this work takes of it, and without what else is down. */
    public RedundancyArithmetic left(Group group, Collection<String> down) {
        Set<String> lost = new HashSet<>(down);
        takings.getOrDefault(group, List.of()).forEach(taking -> lost.add(taking.memberId()));
        return group.without(lost);
    }

    private Need partner(String ciId, String otherCiId, Group group) {
        String dependentId = group.dependentId();
        // In a cycle it may be the CI that has the group itself.
        int up = ciId.equals(dependentId)
                ? 0
                : reached.getOrDefault(dependentId, List.of()).stream()
                        .filter(one -> one.way() == Way.UP && one.ciId().equals(ciId))
                        .mapToInt(Reached::distance)
                        .min()
                        .orElse(index.distance());
        List<PathStep> path = index.towardsDependents(otherCiId).stream()
                .filter(link -> link.dependentId().equals(dependentId))
                .limit(1)
                .map(Link::step)
                .toList();
        return new Need(ciId, otherCiId, Tie.REDUNDANCY_PARTNER, up + 1, path, group);
    }

    private record Pair(Reached reached, String otherCiId) {

        static Pair nearer(Pair one, Pair other) {
            int order = Integer.compare(one.reached.distance(), other.reached.distance());
            if (order == 0) {
                order = one.reached.ciId().compareTo(other.reached.ciId());
            }
            if (order == 0) {
                order = one.otherCiId.compareTo(other.otherCiId);
            }
            return order <= 0 ? one : other;
        }

        Near near() {
            return new Near(reached.ciId(), otherCiId, reached.way() == Way.UP, reached.path(otherCiId));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Pair pair && key().equals(pair.key());
        }

        @Override
        public int hashCode() {
            return key().hashCode();
        }

        /** What tells pairs apart is which CIs they are of, not how they were come to. */
        private List<Object> key() {
            return List.of(reached.ciId(), otherCiId, reached.way());
        }
    }
}
