// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.conflict.ConflictReach.Tie;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.PathStep;
import io.mainstay.cmdb.RedundancyArithmetic;
import io.mainstay.incident.Incident;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether it is safe to go on with a change now, as far as one reader may see why not.
 *
 * @param verdict null once the change is made or cancelled
 * @param reasons the worst first
 * @param hiddenReasonCount how many there are besides that the reader may not see
 * @param complete false if there may be more
 */
public record SafeToProceed(
        Change change, @Nullable Verdict verdict, List<Reason> reasons, int hiddenReasonCount, boolean complete) {

    /** How many reasons one answer tells. */
    public static final int MAX_REASONS = 100;

    public SafeToProceed {
        reasons = List.copyOf(reasons);
    }

    /** Whether it is safe. */
    public enum Verdict {
        /** All that the change counts on is well. */
        SAFE,
        /** Something that the change counts on fails. */
        NOT_SAFE
    }

    /**
     * Something that the change counts on and that fails.
     *
     * @param ci what fails
     * @param state how it is; null if it is an incident alone that says so
     * @param incident that says so; null if it is the state
     * @param neededBy the CI of the change that counts on it
     * @param tie how
     * @param path how the failure gets to that; of a partner, to the CI that has the group
     * @param redundantCi of a partner, the CI that has the redundancy group; null otherwise
     * @param left of a partner, what is left of the group without what is worked on and what is down; null otherwise
     * @param explanation a sentence
     */
    public record Reason(
            ConfigurationItem ci,
            @Nullable ImpactState state,
            @Nullable Incident incident,
            ConfigurationItem neededBy,
            Tie tie,
            List<PathStep> path,
            @Nullable ConfigurationItem redundantCi,
            @Nullable RedundancyArithmetic left,
            String explanation) {

        public Reason {
            path = List.copyOf(path);
        }
    }
}
