// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A question about dependencies: what does this CI depend on, and what depends on it?
 *
 * @param ciId the CI in the middle
 * @param depth how many relations to follow each way; null for {@link DependencyService#DEFAULT_DEPTH}
 * @param asOf asks about the relations that Mainstay knew at this instant; null for now
 * @param maxCis how many CIs each side may meet; null for {@link DependencyService#MAX_CIS}
 * @param timeBudgetMs how many milliseconds both sides together may take; null for
 *     {@link ImpactService#DEFAULT_TIME_BUDGET_MS}
 */
public record DependencyQuestion(
        String ciId,
        @Nullable Integer depth,
        @Nullable Instant asOf,
        @Nullable Integer maxCis,
        @Nullable Integer timeBudgetMs) {}
