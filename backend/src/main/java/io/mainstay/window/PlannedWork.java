// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import java.time.Instant;
import java.util.List;

/**
 * Work on some CIs in [from, to).
 *
 * @param cis what decides which windows cover them; see {@link ChangeWindows#facts}
 */
public record PlannedWork(List<CiFacts> cis, Instant from, Instant to) {

    public PlannedWork {
        cis = List.copyOf(cis);
    }
}
