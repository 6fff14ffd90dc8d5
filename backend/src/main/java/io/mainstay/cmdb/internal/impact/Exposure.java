// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import java.util.List;

/**
 * A CI at risk somewhere below another one.
 *
 * @param atRiskCiId the CI whose redundancy is used up
 * @param path from that CI up to the exposed one, by the fewest relations
 */
public record Exposure(String atRiskCiId, List<ImpactPathStep> path) {}
