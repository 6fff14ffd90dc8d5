// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.CiLifecycle;
import io.mainstay.cmdb.Criticality;
import io.mainstay.cmdb.OperationalStatus;
import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.Dependent;
import io.mainstay.cmdb.internal.impact.LiveDependencyGraph;
import io.mainstay.kernel.Visibility;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the store knows of how CIs depend on each other, for questions about the whole graph and for walks in it. */
public interface DependencyGraphs {

    /** The whole graph as it is now, or as Mainstay knew it at an instant. Knows nothing of visibility. */
    DependencyGraph graph(@Nullable Instant asOf);

    /** The whole graph as it is now. Knows nothing of visibility. */
    LiveDependencyGraph live();

    /** Those of the CIs that exist, with everything that they depend on now. Knows nothing of visibility. */
    List<Dependent> dependencies(Collection<String> ciIds);

    /** Those of the CIs that are down or degraded by their operational status. Knows nothing of visibility. */
    Map<String, OperationalStatus> impaired(Collection<String> ciIds);

    /** Up to so many CIs that are down by their operational status, visible or not. */
    List<String> down(int limit);

    /**
     * What an impact answer needs of a CI that is visible.
     *
     * @param criticality null if nobody has set it
     * @param knownSince when it was entered
     */
    record Facts(
            String ciId,
            String classKey,
            CiLifecycle lifecycle,
            @Nullable Criticality criticality,
            boolean down,
            Instant knownSince) {}

    /** The facts of those CIs that are visible. */
    List<Facts> facts(Collection<String> ciIds, Visibility visibility);

    /** How many CIs of some classes there are that are visible and not retired. */
    int count(Collection<String> classKeys, Visibility visibility);

    /** Which way a walk goes. */
    enum Direction {
        /** To the CIs that depend on where the walk is. */
        UP,
        /** To the CIs that where the walk is depends on. */
        DOWN
    }

    /** A relation from where the walk is to the next CI. */
    record Link(
            String fromId,
            String ciId,
            boolean visible,
            String relationId,
            String type,
            String effect,
            @Nullable String groupName) {}

    /** One level of a walk: at most so many of the relations that lead on from these CIs. */
    List<Link> links(
            Collection<String> fromIds, Direction direction, @Nullable Instant asOf, Visibility visibility, int limit);
}
