// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import java.time.Instant;
import java.util.List;

/**
 * What the CIs of a release and of its changes were before a deployment of it began: of each the revision, whose values its history tells.
 *
 * @param pins in the order of their ids
 * @param complete false if there were more of them
 */
public record Baseline(String deploymentId, Instant pinnedAt, List<Pin> pins, boolean complete) {

    /** A CI at a revision. */
    public record Pin(String ciId, int revision) {}

    public Baseline {
        pins = List.copyOf(pins);
    }
}
