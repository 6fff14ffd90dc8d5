// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The services in use that an assumed failure reaches, visible or not.
 *
 * @param all those that were themselves assumed to have failed, then worst state first, then nearest first
 * @param complete false if there may be others, or some may be worse off than they are called
 */
public record ReachedServices(List<Entry> all, boolean complete) {

    /**
     * One of them.
     *
     * @param state what the failure makes of it; DOWN if it was itself assumed to have failed
     * @param criticality null if nobody has set it
     */
    public record Entry(
            String ciId, ImpactState state, @Nullable Criticality criticality) {}

    public ReachedServices {
        all = List.copyOf(all);
    }
}
