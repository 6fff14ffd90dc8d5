// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
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

    @Test
    void shouldKeepNoMoreThanItMay() {
        TreeSet<String> many = IntStream.range(0, ConflictTies.MAX + 1)
                .mapToObj(i -> "ci-" + i)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ConflictTies.of(List.of(new Finding.SameItem("a", OVERLAP, many))))
                .hasEntrySatisfying("a", ties -> assertThat(ties.items()).hasSize(ConflictTies.MAX));
    }
}
