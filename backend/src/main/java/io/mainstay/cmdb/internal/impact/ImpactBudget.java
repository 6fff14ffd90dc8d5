// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import java.time.Duration;

/**
 * What a walk may cost. A walk that meets a limit stops there and says so.
 *
 * @param maxCis how many distinct CIs it may meet, beside those that are assumed to have failed or to work impaired
 * @param maxStarts how many may be assumed to have failed or to work impaired
 * @param time how long it may take; looked at before each level
 */
public record ImpactBudget(int maxCis, int maxStarts, Duration time) {

    public ImpactBudget {
        if (maxCis < 1) {
            throw new IllegalArgumentException("maxCis must be at least 1, was " + maxCis);
        }
        if (time.isNegative()) {
            throw new IllegalArgumentException("time must not be negative, was " + time);
        }
    }
}
