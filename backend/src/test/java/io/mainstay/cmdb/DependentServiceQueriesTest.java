// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.Dependent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DependentServiceQueriesTest {

    private static final long SEED = 5081;
    private static final int ROUNDS = 300;

    /** One relation of a random graph, which may have circles. */
    private record Relation(String dependent, String provider) {}

    @Test
    void shouldMeetWhateverDependsOnTheItems() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            List<Relation> relations = new ArrayList<>();
            for (int i = 0; i < random.nextInt(30); i++) {
                relations.add(new Relation("ci-" + random.nextInt(15), "ci-" + random.nextInt(15)));
            }
            Set<String> asked = Set.of("ci-" + random.nextInt(15), "other");

            assertThat(DependentServiceQueries.withDependents(graph(relations), asked, 1_000))
                    .as("round %d", round)
                    .containsExactlyInAnyOrderElementsOf(closure(relations, asked));
        }
    }

    /** A policy whose service is the last of many is asked too. */
    @Test
    void shouldMeetAllOfManyOnOneItem() {
        List<Relation> relations = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            relations.add(new Relation("service-" + i, "switch"));
        }

        assertThat(DependentServiceQueries.withDependents(graph(relations), Set.of("switch"), 200_000))
                .hasSize(5_001);
        assertThat(DependentServiceQueries.withDependents(graph(relations), Set.of("switch"), 100))
                .hasSizeLessThanOrEqualTo(101);
    }

    /** Until nothing is added any more. */
    private static Set<String> closure(List<Relation> relations, Set<String> asked) {
        Set<String> met = new HashSet<>(asked);
        while (relations.stream()
                .filter(relation -> met.contains(relation.provider()))
                .map(relation -> met.add(relation.dependent()))
                .reduce(false, Boolean::logicalOr)) {}
        return met;
    }

    private static DependencyGraph graph(List<Relation> relations) {
        return (providers, limit) -> {
            Set<String> dependents = new TreeSet<>();
            relations.stream()
                    .filter(relation -> providers.contains(relation.provider()))
                    .forEach(relation -> dependents.add(relation.dependent()));
            return dependents.stream()
                    .limit(limit)
                    .map(id -> new Dependent(id, List.of(), List.of()))
                    .toList();
        };
    }
}
