// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mainstay.cmdb.DependencyTree;
import io.mainstay.cmdb.IncompleteReason;
import io.mainstay.cmdb.internal.DependencyGraphs.Direction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DependencyWalkTest {

    private final List<DependencyGraphs.Link> relations = new ArrayList<>();

    @Test
    void shouldLeadThroughHiddenItemsAndLeaveAGap() {
        relate("host", "secret", false, "pool");
        relate("secret", "web", true, "pool");
        relate("web", "portal", true, null);

        DependencyTree.Side up = walk(Direction.UP, 10, 100).from("host", 5);

        assertThat(up.links())
                .extracting(DependencyTree.Link::fromId, DependencyTree.Link::ciId, DependencyTree.Link::depth)
                .containsExactly(tuple(null, "web", 2), tuple("web", "portal", 3));
        assertThat(up.hiddenCount()).isEqualTo(1);
        assertThat(up.incompleteReason()).isNull();
        assertThat(up.links().getFirst().groupName()).isEqualTo("pool");
        assertThat(walk(Direction.DOWN, 10, 100)
                        .from("host", 5)
                        .links()
                        .getFirst()
                        .groupName())
                .as("the group of the hidden item")
                .isNull();
    }

    @Test
    void shouldMeetAnItemOnceAndEndOnCycles() {
        relate("a", "b", true, null);
        relate("b", "a", true, null);
        relate("b", "c", false, null);
        relate("c", "a", true, null);

        DependencyTree.Side side = walk(Direction.UP, 10, 100).from("a", 9);

        assertThat(side.links()).hasSize(3);
        assertThat(side.hiddenCount()).isEqualTo(1);
    }

    @Test
    void shouldStopAtEachBudget() {
        relate("a", "b", true, null);
        relate("b", "c", false, null);
        relate("c", "d", true, null);

        assertThat(walk(Direction.UP, 2, 100).from("a", 9))
                .extracting(
                        DependencyTree.Side::incompleteReason,
                        side -> side.links().size())
                .containsExactly(IncompleteReason.CI_BUDGET, 1);
        assertThat(walk(Direction.UP, 4, 100).from("a", 9).incompleteReason()).isNull();
        assertThat(walk(Direction.UP, 10, 1).from("a", 9).incompleteReason()).isEqualTo(IncompleteReason.CI_BUDGET);
        assertThat(walk(Direction.UP, 10, 100).from("a", 1).incompleteReason()).isEqualTo(IncompleteReason.DEPTH);
        assertThat(new DependencyWalk(Direction.UP, this::level, 10, 100, () -> true).from("a", 9))
                .isEqualTo(new DependencyTree.Side(List.of(), 0, IncompleteReason.TIME_BUDGET));
    }

    private DependencyWalk walk(Direction direction, int maxCis, int maxRelations) {
        return new DependencyWalk(direction, this::level, maxCis, maxRelations, () -> false);
    }

    private List<DependencyGraphs.Link> level(Collection<String> fromIds, int limit) {
        return relations.stream()
                .filter(link -> Set.copyOf(fromIds).contains(link.fromId()))
                .limit(limit)
                .toList();
    }

    private void relate(String from, String to, boolean visible, String group) {
        relations.add(new DependencyGraphs.Link(
                from, to, visible, "relation-" + relations.size(), "DEPENDS_ON", "STOPS", group));
    }
}
