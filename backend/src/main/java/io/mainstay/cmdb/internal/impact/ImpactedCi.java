// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.ImpactState;

/**
 * A CI that an assumed failure touches.
 *
 * @param ciId the CI
 * @param state what happens to it
 * @param distance relations between it and the nearest failed CI, over CIs that pass the failure on
 */
public record ImpactedCi(String ciId, ImpactState state, int distance) {}
