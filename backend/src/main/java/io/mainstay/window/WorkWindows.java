// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What change windows say of work on one CI at a time.
 *
 * @param freezes those that cover the CI and hold at some instant of that time, each with when
 * @param maintainedUntil when the last maintenance window that covers the CI is over for good; null if none does that is not over when
 *     the work begins
 * @param maintenance when maintenance windows that cover the CI hold at some instant of that time, in the order in which that begins
 * @param maintainedBy the ids of the maintenance windows that cover the CI and are not over when the work begins
 * @param complete false if there may be more
 */
public record WorkWindows(
        List<HeldChangeWindow> freezes,
        @Nullable Instant maintainedUntil,
        List<ChangeWindowOccurrence> maintenance,
        Set<String> maintainedBy,
        boolean complete) {

    public WorkWindows {
        freezes = List.copyOf(freezes);
        maintenance = List.copyOf(maintenance);
        maintainedBy = Set.copyOf(maintainedBy);
    }

    /** Whether a maintenance window covers the CI that is not over for good when the work begins. */
    public boolean maintained() {
        return maintainedUntil != null;
    }
}
