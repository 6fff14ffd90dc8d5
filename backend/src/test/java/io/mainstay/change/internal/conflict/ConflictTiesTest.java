// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.change.internal.conflict.DependencyIndex.Taking;
import io.mainstay.cmdb.DependencySurroundings;
import io.mainstay.cmdb.DependencySurroundings.Group;
import io.mainstay.cmdb.DependencySurroundings.Link;
import io.mainstay.cmdb.RelationType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConflictTiesTest {

    private static final Span OVERLAP =
            new Span(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T01:00:00Z"));

    @Test
    void shouldKeepItemsAndWhetherPeopleTieEachPair() {
        assertThat(ConflictTies.of(List.of(
                        new Finding.SameItem("a", OVERLAP, new TreeSet<>(List.of("one", "two"))),
                        new Finding.SamePeople("a", OVERLAP, new TreeSet<>(List.of("somebody"))),
                        new Finding.SameItem("b", OVERLAP, new TreeSet<>(List.of("two"))))))
                .hasSize(2)
                .containsEntry("a", new ConflictTies(true, List.of("one", "two")))
                .containsEntry("b", new ConflictTies(false, List.of("two")));
    }

    /** What lies between the two is not part of it. */
    @Test
    void shouldWantBothEndsOfADependencySeen() {
        DependencySurroundings surroundings = new DependencySurroundings(
                List.of(
                        new Link("1", "web", "database", RelationType.DEPENDS_ON, true),
                        new Link("2", "database", "storage", RelationType.DEPENDS_ON, true)),
                List.of(),
                null);
        ConflictReach reach = new ConflictReach(List.of("web"), new DependencyIndex(surroundings, 2));

        assertThat(ConflictTies.of(List.of(new Finding.Dependency("a", OVERLAP, reach, List.of("storage", "apart")))))
                .containsOnly(Map.entry("a", new ConflictTies(false, List.of("storage web"))));
    }

    @Test
    void shouldWantBothSidesOfAGroupSeenAndWhatHasIt() {
        Group group = new Group("1", "feeds", "rack", Set.of("feed-a", "feed-b"), 1);
        Finding.SharedGroup shared = new Finding.SharedGroup(
                group,
                List.of(new Taking("feed-a", group, "feed-a"), new Taking("supply", group, "feed-a")),
                List.of(new Taking("feed-b", group, "feed-b")),
                group.without(Set.of("feed-a", "feed-b")));

        assertThat(ConflictTies.of(List.of(new Finding.SharedGroups("a", OVERLAP, List.of(shared)))))
                .containsOnly(
                        Map.entry("a", new ConflictTies(false, List.of("feed-a feed-b rack", "feed-b rack supply"))));
    }

    @Test
    void shouldKeepNoMoreThanItMay() {
        TreeSet<String> many = IntStream.range(0, ConflictTies.MAX + 1)
                .mapToObj(i -> "ci-" + i)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ConflictTies.of(List.of(new Finding.SameItem("a", OVERLAP, many))))
                .hasEntrySatisfying("a", ties -> assertThat(ties.items()).hasSize(ConflictTies.MAX));
    }
}
