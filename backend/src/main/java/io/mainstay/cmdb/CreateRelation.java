// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import org.jspecify.annotations.Nullable;

/**
 * A command that relates two CIs, read as "source TYPE target".
 *
 * @param type the name of a {@link RelationType}
 * @param effect what the provider's failure does; the type's own effect unless said otherwise
 * @param group the redundancy group of the dependent CI that the relation joins; null if it is critical by itself
 */
public record CreateRelation(
        @Nullable String sourceId,
        @Nullable String targetId,
        @Nullable String type,
        @Nullable FailureEffect effect,
        @Nullable Group group) {

    /**
     * A redundancy group, made with its first relation. Later relations need only its name.
     *
     * @param minUp how many members must be up; 1 unless this or the percentage is given
     * @param minUpPercent which share of the members must be up, 1 to 100 percent, rounded up
     * @param effect what falling below that does; STOPS unless said otherwise
     */
    public record Group(
            @Nullable String name,
            @Nullable Integer minUp,
            @Nullable Integer minUpPercent,
            @Nullable FailureEffect effect) {}
}
