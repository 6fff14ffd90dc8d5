// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.conflict.ConflictReach.Tie;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.PathStep;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes that may have caused an incident, as far as one reader may see them.
 *
 * @param changes the nearest in time and graph first
 * @param hiddenChangeCount how many there are besides that the reader may not see
 * @param complete false if there may be more
 */
public record RelatedChanges(List<RelatedChange> changes, int hiddenChangeCount, boolean complete) {

    /** How many changes one answer tells. */
    public static final int MAX_CHANGES = 50;

    public static final RelatedChanges NONE = new RelatedChanges(List.of(), 0, true);

    public RelatedChanges {
        changes = List.copyOf(changes);
    }

    /**
     * A change that may have caused an incident.
     *
     * @param ci the CI of the incident
     * @param changedCi the CI of the change
     * @param tie how they are tied
     * @param distance relations between the two
     * @param path how the failure of what was changed gets to the CI of the incident; of a partner, to the CI that has the group
     * @param redundantCi of a partner, the CI that has the redundancy group; null otherwise
     * @param apart how long the change had been over when the incident was reported; zero if it was under way
     * @param closeness 1 for a change of the same CI that was under way, towards 0 the longer ago and the further away
     */
    public record RelatedChange(
            Change change,
            ConfigurationItem ci,
            ConfigurationItem changedCi,
            Tie tie,
            int distance,
            List<PathStep> path,
            @Nullable ConfigurationItem redundantCi,
            Duration apart,
            double closeness) {

        public RelatedChange {
            path = List.copyOf(path);
        }
    }
}
