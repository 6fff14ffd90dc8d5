// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A relation between two CIs, read as "source TYPE target".
 *
 * @param effect what the provider's failure does; null if the type carries no failure
 * @param groupName the redundancy group of the dependent CI that it belongs to, if any
 * @param from since when Mainstay knows of it
 * @param to since when it is over; null while it holds
 */
public record CiRelation(
        String id,
        RelationType type,
        String sourceId,
        String targetId,
        @Nullable FailureEffect effect,
        @Nullable String groupName,
        Instant from,
        @Nullable Instant to,
        int version,
        int revision) {

    /** The label of its node, and its type in history, audit and events. */
    public static final String TYPE = "CiRelation";

    /** The CI that feels the failure of {@link #providerId}; null if the type carries none. */
    public @Nullable String dependentId() {
        return switch (type.failureFlow()) {
            case TARGET_TO_SOURCE -> sourceId;
            case SOURCE_TO_TARGET -> targetId;
            case NONE -> null;
        };
    }

    /** The CI whose failure is felt; null if the type carries none. */
    public @Nullable String providerId() {
        return switch (type.failureFlow()) {
            case TARGET_TO_SOURCE -> targetId;
            case SOURCE_TO_TARGET -> sourceId;
            case NONE -> null;
        };
    }

    CiRelation ended(Instant at) {
        return new CiRelation(id, type, sourceId, targetId, effect, groupName, from, at, version + 1, revision + 1);
    }
}
