// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import io.mainstay.change.internal.conflict.ConflictReach.Near;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * By what two changes are in each other's way: whoever may not see any of it is not told that they are.
 *
 * @param byPeople whether somebody implements both
 * @param items of each way the CIs that have to be seen, by their ids with spaces between; at most {@value #MAX}
 */
public record ConflictTies(boolean byPeople, List<String> items) {

    /** How many are kept of one pair. Whoever sees only others is told nothing. */
    static final int MAX = 20;

    public ConflictTies {
        items = List.copyOf(items);
    }

    /** By the id of the other change. */
    public static Map<String, ConflictTies> of(Collection<Finding> findings) {
        Map<String, List<Finding.WithOther>> byOther = new HashMap<>();
        for (Finding finding : findings) {
            if (finding instanceof Finding.WithOther other) {
                byOther.computeIfAbsent(other.otherId(), _ -> new ArrayList<>()).add(other);
            }
        }
        Map<String, ConflictTies> ties = new HashMap<>();
        byOther.forEach((id, some) -> ties.put(
                id,
                new ConflictTies(
                        some.stream().anyMatch(Finding.SamePeople.class::isInstance),
                        some.stream()
                                .flatMap(ConflictTies::items)
                                .distinct()
                                .limit(MAX)
                                .toList())));
        return ties;
    }

    private static Stream<String> items(Finding.WithOther finding) {
        Predicate<String> all = _ -> true;
        return switch (finding) {
            case Finding.SameItem same -> same.ciIds().stream();
            case Finding.Dependency dependency ->
                dependency.nearest(all).stream().map((Near near) -> tie(near.ciId(), near.otherCiId()));
            case Finding.SharedGroups shared ->
                shared.groups().stream()
                        .flatMap(group -> group.mine().stream()
                                .flatMap(mine -> group.theirs().stream()
                                        .map(their -> tie(group.group().dependentId(), mine.ciId(), their.ciId()))));
            case Finding.SamePeople _ -> Stream.of();
        };
    }

    private static String tie(String... ciIds) {
        SortedSet<String> distinct = new TreeSet<>(List.of(ciIds));
        return String.join(" ", distinct);
    }
}
