// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window;

import java.time.Instant;
import java.util.Set;

/** Work on some CIs in [from, to). */
public record PlannedWork(Set<String> ciIds, Instant from, Instant to) {

    public PlannedWork {
        ciIds = Set.copyOf(ciIds);
    }
}
