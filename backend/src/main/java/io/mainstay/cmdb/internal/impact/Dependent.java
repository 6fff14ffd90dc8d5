// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import java.util.List;

/**
 * A CI that depends on at least one of the CIs that were asked about.
 *
 * @param ciId the dependent CI
 * @param dependencies its relations to the CIs that were asked about
 * @param groups the redundancy groups that these relations belong to, each with its whole size
 */
public record Dependent(String ciId, List<Dependency> dependencies, List<RedundancyGroup> groups) {}
