// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.RelationType;
import org.jspecify.annotations.Nullable;

/**
 * One failure-carrying relation, seen from the CI that depends.
 *
 * @param relationId the relation's id
 * @param providerId the CI whose failure is felt
 * @param type the relation's type
 * @param effect what the provider's failure does when the relation stands alone; a group's effect takes its place
 * @param groupId the redundancy group that the relation belongs to, or null when it is critical by itself
 */
public record Dependency(
        String relationId,
        String providerId,
        RelationType type,
        FailureEffect effect,
        @Nullable String groupId) {}
