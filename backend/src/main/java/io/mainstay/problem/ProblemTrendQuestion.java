// SPDX-License-Identifier: Apache-2.0
package io.mainstay.problem;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where do incidents recur?
 *
 * @param window how long before {@code until} incidents count: from one day to 366
 * @param until the last instant that counts; null for now
 * @param scopes what trends may be about; empty for everything
 * @param minimumIncidents the fewest incidents that make a trend, 2 to 1,000
 * @param includeDismissed whether trends that somebody has dismissed are shown too
 */
public record ProblemTrendQuestion(
        Duration window,
        @Nullable Instant until,
        Set<ProblemTrendScope> scopes,
        int minimumIncidents,
        boolean includeDismissed) {

    public static final Duration DEFAULT_WINDOW = Duration.ofDays(30);
    public static final int DEFAULT_MINIMUM = 3;

    public ProblemTrendQuestion {
        scopes = Set.copyOf(scopes);
    }
}
