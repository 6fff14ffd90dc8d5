// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.List;

/**
 * A service below which the next loss would do harm.
 *
 * @param exposures the CIs at risk below the service, nearest first
 * @param hiddenCount how many more there are that the reader may not see
 */
public record ServiceExposure(String ciId, List<Exposure> exposures, int hiddenCount) {

    /**
     * @param ciId the CI at risk
     * @param path from that CI up to the service
     */
    public record Exposure(String ciId, List<PathStep> path) {}
}
