// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of the graph of dependencies around some CIs, to be asked in memory: what depends on them and what they depend on, as far
 * as was asked; the redundancy groups of what depends on them; and what takes the members of these groups down.
 *
 * @param links each relation once
 * @param incompleteReason why there may be more; null if this is all
 */
public record DependencySurroundings(
        List<Link> links, List<Group> groups, @Nullable IncompleteReason incompleteReason) {

    public DependencySurroundings {
        links = List.copyOf(links);
        groups = List.copyOf(groups);
    }

    /**
     * A relation that carries failure.
     *
     * @param dependentId the CI that depends
     * @param providerId the CI on which it does
     * @param stops whether the failure of the provider, by itself, takes the dependent CI down
     */
    public record Link(String relationId, String dependentId, String providerId, RelationType type, boolean stops) {

        /** The step of failure over it. */
        public PathStep step() {
            return new PathStep(providerId, dependentId, type);
        }
    }

    /**
     * Dependencies of one CI that stand in for each other.
     *
     * @param dependentId the CI that has the group
     * @param memberIds the live CIs in the group
     * @param minUp how many of them must be up
     */
    public record Group(String id, String name, String dependentId, Set<String> memberIds, int minUp) {

        public Group {
            memberIds = Set.copyOf(memberIds);
        }

        /** What is left of it without some of its members. */
        public RedundancyArithmetic without(Set<String> taken) {
            int up = (int) memberIds.stream().filter(id -> !taken.contains(id)).count();
            return new RedundancyArithmetic(name, memberIds.size(), up, minUp);
        }
    }
}
