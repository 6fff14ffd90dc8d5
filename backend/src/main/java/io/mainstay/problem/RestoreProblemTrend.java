// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import org.jspecify.annotations.Nullable;

/**
 * Takes the dismissal of a trend back.
 *
 * @param subjectId the configuration item, or the class by id or key
 */
public record RestoreProblemTrend(
        @Nullable ProblemTrendScope scope, @Nullable String subjectId) {}
