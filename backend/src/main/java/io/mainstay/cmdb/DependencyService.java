package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.ConfigurationItemStore;
import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.DependencyGraphs.Direction;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Shows what a CI depends on and what depends on it. */
@Service
public final class DependencyService {

    public static final int DEFAULT_DEPTH = 3;
    public static final int MAX_DEPTH = 20;

    /** How many relations one side of a tree may have. */
    public static final int MAX_LINKS = 5_000;

    private final DependencyGraphs graphs;
    private final ConfigurationItemStore items;
    private final UnitOfWork work;
    private final BusinessClock clock;

    DependencyService(DependencyGraphs graphs, ConfigurationItemStore items, UnitOfWork work, BusinessClock clock) {
        this.graphs = graphs;
        this.items = items;
        this.work = work;
        this.clock = clock;
    }

    /**
     * The tree around a CI, with one database call for each level and side and one more.
     *
     * @param depth how many relations to follow each way; null for {@link #DEFAULT_DEPTH}
     * @param asOf shows the relations that Mainstay knew at this instant; null for now
     * @throws RefusedException with NOT_FOUND if the CI does not exist or is not visible
     */
    public DependencyTree tree(Principal principal, String ciId, @Nullable Integer depth, @Nullable Instant asOf) {
        principal.require(Permission.CI_READ);
        int levels = depth == null ? DEFAULT_DEPTH : depth;
        if (levels < 1 || levels > MAX_DEPTH) {
            throw new BadArgumentException("depth", "between 1 and " + MAX_DEPTH);
        }
        if (asOf != null && asOf.isAfter(clock.now())) {
            throw new BadArgumentException("asOf", "an instant that is not in the future");
        }
        Visibility visibility = principal.visibility();
        return work.read(() -> {
            if (items.byIds(List.of(ciId), visibility).isEmpty()) {
                throw RefusedException.notFound("Configuration item", ciId, "ciId");
            }
            return new DependencyTree(
                    ciId,
                    side(ciId, Direction.DOWN, levels, asOf, visibility),
                    side(ciId, Direction.UP, levels, asOf, visibility));
        });
    }

    private DependencyTree.Side side(
            String ciId, Direction direction, int levels, @Nullable Instant asOf, Visibility visibility) {
        List<DependencyTree.Link> links = new ArrayList<>();
        Set<String> met = new HashSet<>(Set.of(ciId));
        Set<String> hidden = new HashSet<>();
        Set<String> frontier = Set.of(ciId);
        for (int depth = 1; !frontier.isEmpty(); depth++) {
            // One more than fits: a longer answer shows itself.
            int room = MAX_LINKS - links.size();
            List<DependencyGraphs.Link> level = graphs.links(frontier, direction, asOf, visibility, room + 1);
            if (depth > levels) {
                return new DependencyTree.Side(links, hidden.size(), level.isEmpty() ? null : IncompleteReason.DEPTH);
            }
            Set<String> next = new LinkedHashSet<>();
            for (DependencyGraphs.Link link : level.stream()
                    .sorted(Comparator.comparing(DependencyGraphs.Link::relationId))
                    .toList()) {
                if (!link.visible()) {
                    hidden.add(link.ciId());
                    continue;
                }
                links.add(shown(link, depth));
                if (met.add(link.ciId())) {
                    next.add(link.ciId());
                }
            }
            if (level.size() > room) {
                return new DependencyTree.Side(links, hidden.size(), IncompleteReason.CI_BUDGET);
            }
            frontier = next;
        }
        return new DependencyTree.Side(links, hidden.size(), null);
    }

    private static DependencyTree.Link shown(DependencyGraphs.Link link, int depth) {
        return new DependencyTree.Link(
                link.relationId(),
                link.fromId(),
                link.ciId(),
                depth,
                RelationType.valueOf(link.type()),
                FailureEffect.valueOf(link.effect()),
                link.groupName());
    }
}
