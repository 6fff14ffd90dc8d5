// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.List;

/**
 * A service below which the next loss would do harm.
 *
 * @param spare how many losses more than that of the nearest CI at risk the redundancy groups on the way make up for
 * @param distance how many relations lead to the service from there
 * @param exposures the CIs at risk below the service, the one that harms it soonest first
 * @param hiddenCount how many more there are that the reader may not see
 */
public record ServiceExposure(String ciId, int spare, int distance, List<Exposure> exposures, int hiddenCount) {

    /**
     * @param ciId the CI at risk
     * @param spare how many losses more than its own the redundancy groups on the way make up for
     * @param path from that CI up to the service
     */
    public record Exposure(String ciId, int spare, List<PathStep> path) {}
}
