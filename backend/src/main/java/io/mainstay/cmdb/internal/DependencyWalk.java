// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.DependencyTree;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.IncompleteReason;
import io.mainstay.cmdb.RelationType;
import io.mainstay.cmdb.internal.DependencyGraphs.Direction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One side of a dependency tree, level by level over the whole graph. What leads on from a CI that the reader may not see
 * is shown with a gap, so that nothing visible is lost behind it.
 */
public final class DependencyWalk {

    /** Reads one level: at most so many of the relations that lead on from these CIs. */
    public interface Level {
        List<DependencyGraphs.Link> after(Collection<String> fromIds, int limit);
    }

    private final Direction direction;
    private final Level level;
    private final int maxCis;
    private final int maxRelations;
    private final BooleanSupplier outOfTime;

    private final List<DependencyTree.Link> links = new ArrayList<>();
    private final Set<String> met = new HashSet<>();
    private final Set<String> hidden = new HashSet<>();
    private int read;
    private boolean tooMany;

    /**
     * @param maxCis how many distinct CIs it may meet, the one in the middle included
     * @param maxRelations how many relations it may read
     * @param outOfTime looked at before each level
     */
    public DependencyWalk(Direction direction, Level level, int maxCis, int maxRelations, BooleanSupplier outOfTime) {
        this.direction = direction;
        this.level = level;
        this.maxCis = maxCis;
        this.maxRelations = maxRelations;
        this.outOfTime = outOfTime;
    }

    /** @param depth how many relations to follow */
    public DependencyTree.Side from(String ciId, int depth) {
        met.add(ciId);
        Set<String> frontier = Set.of(ciId);
        for (int distance = 1; !frontier.isEmpty(); distance++) {
            if (outOfTime.getAsBoolean()) {
                return side(IncompleteReason.TIME_BUDGET);
            }
            // One more than fits: a longer answer shows itself.
            int room = maxRelations - read;
            List<DependencyGraphs.Link> found = level.after(frontier, room + 1);
            if (distance > depth) {
                return side(found.isEmpty() ? null : IncompleteReason.DEPTH);
            }
            read += found.size();
            frontier = take(found, distance);
            if (found.size() > room || tooMany) {
                return side(IncompleteReason.CI_BUDGET);
            }
        }
        return side(null);
    }

    /** Adds a level and returns the CIs that it met first. */
    private Set<String> take(List<DependencyGraphs.Link> found, int distance) {
        Set<String> next = new LinkedHashSet<>();
        for (DependencyGraphs.Link link : found.stream()
                .sorted(Comparator.comparing(DependencyGraphs.Link::relationId))
                .toList()) {
            if (!met.contains(link.ciId()) && met.size() >= maxCis) {
                tooMany = true;
                continue;
            }
            if (met.add(link.ciId())) {
                next.add(link.ciId());
            }
            if (link.visible()) {
                links.add(shown(link, distance));
            } else {
                hidden.add(link.ciId());
            }
        }
        return next;
    }

    /** A group belongs to the dependent CI; that of a hidden one stays hidden with it. */
    private DependencyTree.Link shown(DependencyGraphs.Link link, int distance) {
        boolean gap = hidden.contains(link.fromId());
        return new DependencyTree.Link(
                gap ? null : link.relationId(),
                gap ? null : link.fromId(),
                link.ciId(),
                distance,
                RelationType.valueOf(link.type()),
                FailureEffect.valueOf(link.effect()),
                gap && direction == Direction.DOWN ? null : link.groupName());
    }

    private DependencyTree.Side side(@Nullable IncompleteReason reason) {
        return new DependencyTree.Side(links, hidden.size(), reason);
    }
}
