// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import java.util.Comparator;
import java.util.List;

/**
 * A CI at risk somewhere below another one.
 *
 * @param atRiskCiId the CI whose redundancy is used up
 * @param spare how many losses more than that of the CI at risk the redundancy groups on the way make up for; 0 if its loss reaches
 *     the exposed CI by itself
 * @param path from that CI up to the exposed one, by the fewest losses and then the fewest relations
 */
public record Exposure(String atRiskCiId, int spare, List<ImpactPathStep> path) {

    /** The one that harms soonest first. */
    static final Comparator<Exposure> SOONEST = Comparator.comparingInt(Exposure::spare)
            .thenComparingInt(exposure -> exposure.path().size())
            .thenComparing(Exposure::atRiskCiId);

    /**
     * How near harm is to an exposed CI: by its nearest CI at risk.
     *
     * @param distance how many relations lead to it from there
     */
    public record Rank(String ciId, int spare, int distance) {

        public static final Comparator<Rank> SOONEST = Comparator.comparingInt(Rank::spare)
                .thenComparingInt(Rank::distance)
                .thenComparing(Rank::ciId);
    }
}
