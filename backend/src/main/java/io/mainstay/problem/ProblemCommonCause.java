// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.PathStep;
import java.util.List;

/**
 * A CI whose failure alone would explain incidents.
 *
 * @param explained the incidents that it explains, in the order in which they were given
 */
public record ProblemCommonCause(String ciId, List<Explained> explained) {

    public ProblemCommonCause {
        explained = List.copyOf(explained);
    }

    /**
     * An incident that the failure explains.
     *
     * @param ciId the CI of the incident that the failure reaches over the fewest relations
     * @param state what the failure makes of this CI: DOWN or DEGRADED
     * @param distance relations between the two CIs; 0 if they are the same
     * @param path the proof, from the failed CI to that of the incident
     */
    public record Explained(String incidentId, String ciId, ImpactState state, int distance, List<PathStep> path) {}
}
