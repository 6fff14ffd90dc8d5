// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the failure of some CIs does to services, as one reader is shown it.
 *
 * @param services those that the reader sees, the worst first
 * @param hiddenServiceCount how many more there are
 * @param totals over the whole graph, whoever asks
 * @param complete false if the walk was cut short; then there may be more, and states may be worse
 */
public record Consequences(List<Hit> services, int hiddenServiceCount, Totals totals, boolean complete) {

    /** Of no CIs. */
    public static final Consequences NONE = new Consequences(List.of(), 0, new Totals(0, 0, 0, 0, null), true);

    public Consequences {
        services = List.copyOf(services);
    }

    /**
     * A service that does not stay as it is.
     *
     * @param state null if only a CI below it is at risk
     * @param withoutSpare whether it works, and the next loss below it takes it down
     */
    public record Hit(String ciId, @Nullable ImpactState state, boolean withoutSpare) {}

    /**
     * What is counted.
     *
     * @param cis impacted CIs, those that fail not among them
     * @param services services that go down or are degraded
     * @param criticalServices those of them whose criticality is CRITICAL
     * @param servicesWithoutSpare services that work, and go down by the next loss
     * @param criticality the highest one of the CIs that fail and of the services that go down or are degraded; null for none
     */
    public record Totals(
            int cis,
            int services,
            int criticalServices,
            int servicesWithoutSpare,
            @Nullable Criticality criticality) {}
}
