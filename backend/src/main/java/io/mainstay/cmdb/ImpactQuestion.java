// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question to impact analysis: what breaks if these CIs fail?
 *
 * @param failed the CIs that are assumed to fail
 * @param includeOperationalStatus whether CIs whose operational status is DOWN count as failed too
 * @param plannedOutagesAt planned outages that cover this instant count too; null for none
 * @param asOf asks about the relations and planned outages that Mainstay knew at this instant; null for now
 * @param depth the greatest distance to show; null for all
 * @param maxCis how many CIs the walk may meet beside the failed ones; null for {@link ImpactService#DEFAULT_MAX_CIS}
 * @param timeBudgetMs how many milliseconds the walk may take; null for {@link ImpactService#DEFAULT_TIME_BUDGET_MS}
 * @param withExposure whether {@link ImpactAnswer#exposed} will be asked
 */
public record ImpactQuestion(
        List<String> failed,
        boolean includeOperationalStatus,
        @Nullable Instant plannedOutagesAt,
        @Nullable Instant asOf,
        @Nullable Integer depth,
        @Nullable Integer maxCis,
        @Nullable Integer timeBudgetMs,
        boolean withExposure) {

    public ImpactQuestion {
        failed = List.copyOf(failed);
    }

    /** The failure of these CIs now, with the usual budgets. */
    public static ImpactQuestion of(List<String> failed) {
        return new ImpactQuestion(failed, false, null, null, null, null, null, false);
    }
}
