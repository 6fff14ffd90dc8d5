// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import io.mainstay.cmdb.DependencySurroundings;
import io.mainstay.cmdb.DependencySurroundings.Group;
import io.mainstay.cmdb.DependencySurroundings.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A part of the graph of dependencies, ready to be followed both ways, with who takes which members of redundancy groups. */
public final class DependencyIndex {

    private final Map<String, List<Link>> towardsDependents = new HashMap<>();
    private final Map<String, List<Link>> towardsProviders = new HashMap<>();
    private final Map<String, List<Taking>> takings = new HashMap<>();
    private final int distance;

    /**
     * That work on a CI takes a member of a redundancy group: it is the member, or its failure alone takes the member down.
     *
     * @param ciId the CI that is worked on
     */
    public record Taking(String ciId, Group group, String memberId) {}

    /** @param distance how many relations apart two CIs may be */
    public DependencyIndex(DependencySurroundings surroundings, int distance) {
        this.distance = distance;
        // In the same order each time, so that of equally short ways the same one is told.
        for (Link link : surroundings.links().stream()
                .sorted(Comparator.comparing(Link::relationId))
                .toList()) {
            towardsDependents
                    .computeIfAbsent(link.providerId(), _ -> new ArrayList<>())
                    .add(link);
            towardsProviders
                    .computeIfAbsent(link.dependentId(), _ -> new ArrayList<>())
                    .add(link);
        }
        Map<String, Set<String>> takers = new HashMap<>();
        for (Group group : surroundings.groups()) {
            for (String memberId : group.memberIds()) {
                for (String ciId : takers.computeIfAbsent(memberId, this::takers)) {
                    takings.computeIfAbsent(ciId, _ -> new ArrayList<>()).add(new Taking(ciId, group, memberId));
                }
            }
        }
    }

    int distance() {
        return distance;
    }

    List<Link> towardsDependents(String ciId) {
        return towardsDependents.getOrDefault(ciId, List.of());
    }

    List<Link> towardsProviders(String ciId) {
        return towardsProviders.getOrDefault(ciId, List.of());
    }

    List<Taking> takings(String ciId) {
        return takings.getOrDefault(ciId, List.of());
    }

    /** Whatever takes a member of one of the groups that a CI takes a member of. */
    Set<String> rivals(Set<Group> groups) {
        Set<String> rivals = new HashSet<>();
        takings.forEach((ciId, taken) -> {
            if (taken.stream().anyMatch(taking -> groups.contains(taking.group()))) {
                rivals.add(ciId);
            }
        });
        return rivals;
    }

    /** What takes a member of a group down by itself: the member, and what it cannot do without. */
    private Set<String> takers(String memberId) {
        Set<String> takers = new LinkedHashSet<>(Set.of(memberId));
        Set<String> frontier = takers;
        // The CI that has the group is one relation further on.
        for (int level = 1; level < distance && !frontier.isEmpty(); level++) {
            Set<String> next = new LinkedHashSet<>();
            for (String ciId : frontier) {
                for (Link link : towardsProviders(ciId)) {
                    if (link.stops() && !takers.contains(link.providerId())) {
                        next.add(link.providerId());
                    }
                }
            }
            takers.addAll(next);
            frontier = next;
        }
        return takers;
    }

    /** The way that failure goes, seen from where one stands. */
    enum Way {
        /** To what depends on it. */
        UP(DependencyIndex::towardsDependents, Link::dependentId),
        /** To what it depends on. */
        DOWN(DependencyIndex::towardsProviders, Link::providerId);

        private final BiFunction<DependencyIndex, String, List<Link>> links;
        private final Function<Link, String> end;

        Way(BiFunction<DependencyIndex, String, List<Link>> links, Function<Link, String> end) {
            this.links = links;
            this.end = end;
        }

        List<Link> links(DependencyIndex index, String ciId) {
            return links.apply(index, ciId);
        }

        String end(Link link) {
            return end.apply(link);
        }

        String start(Link link) {
            return switch (this) {
                case UP -> link.providerId();
                case DOWN -> link.dependentId();
            };
        }
    }
}
