// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the risk of changes is computed, beside its rules.
 *
 * @param history how many of the last changes of a team count as its history
 */
@ConfigurationProperties("mainstay.change.risk")
public record RiskProperties(@DefaultValue("20") int history) {

    private static final int MAX_HISTORY = 100;

    public RiskProperties {
        if (history < 1 || history > MAX_HISTORY) {
            throw new IllegalArgumentException(
                    "mainstay.change.risk.history must be between 1 and " + MAX_HISTORY + ": " + history);
        }
    }
}
