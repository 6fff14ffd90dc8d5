// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import java.util.List;

/**
 * What change windows say of work on one CI at a time.
 *
 * @param freezes those that cover the CI and hold at some instant of that time, each with when
 * @param maintained whether a maintenance window covers the CI that is not over for good when the work begins
 * @param maintenance when maintenance windows that cover the CI hold at some instant of that time, in the order in which that begins
 * @param complete false if there may be more
 */
public record WorkWindows(
        List<HeldChangeWindow> freezes,
        boolean maintained,
        List<ChangeWindowOccurrence> maintenance,
        boolean complete) {

    public WorkWindows {
        freezes = List.copyOf(freezes);
        maintenance = List.copyOf(maintenance);
    }
}
