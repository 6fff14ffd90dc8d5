// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.LiveDependencyGraph;
import java.util.Optional;

/** The relations that carry failure as this replica keeps them in memory. */
public interface FailureProjection {

    /**
     * The graph, if it knows everything that was committed before this call; called inside a read.
     *
     * @return empty while it is being built or lags behind, and where it is switched off
     */
    Optional<LiveDependencyGraph> ifCaughtUp();

    /**
     * The graph as far as this replica has heard, without a look at the database: what was committed in the last moments may
     * be missing.
     *
     * @return empty while it is being built or is far behind, and where it is switched off
     */
    Optional<DependencyGraph> asLastHeard();
}
