// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The services in use that trouble with some CIs reaches, as far as somebody sees them.
 *
 * @param all those that were named themselves, then worst state first, then nearest first
 * @param complete false if there may be others, or some may be worse off than they are called
 */
public record ReachedServices(List<Entry> all, boolean complete) {

    /**
     * One of them.
     *
     * @param state what the trouble makes of it; DEGRADED if it was named itself
     * @param criticality null if nobody has set it
     */
    public record Entry(
            String ciId, ImpactState state, @Nullable Criticality criticality) {}

    public ReachedServices {
        all = List.copyOf(all);
    }
}
