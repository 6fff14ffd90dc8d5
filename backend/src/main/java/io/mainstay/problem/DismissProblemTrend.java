// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sets a trend aside.
 *
 * @param subjectId the configuration item, or the class by id or key
 * @param reason why, 1 to 2,000 characters
 * @param until in the future, at most two years ahead
 */
public record DismissProblemTrend(
        @Nullable ProblemTrendScope scope,
        @Nullable String subjectId,
        @Nullable String reason,
        @Nullable Instant until) {}
