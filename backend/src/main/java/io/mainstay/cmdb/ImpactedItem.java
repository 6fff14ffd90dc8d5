// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.List;

/**
 * A CI that an assumed failure touches, as one reader is shown it.
 *
 * @param distance relations between it and the nearest failed CI
 * @param alreadyDown whether its operational status is DOWN anyway
 * @param path the proof, from a failed CI to this one
 * @param groups its redundancy groups that have lost a member; hidden members are counted
 */
public record ImpactedItem(
        String ciId,
        ImpactState state,
        int distance,
        boolean alreadyDown,
        List<PathStep> path,
        List<RedundancyArithmetic> groups) {}
