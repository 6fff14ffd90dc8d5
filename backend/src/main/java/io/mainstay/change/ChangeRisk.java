// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.util.List;

/**
 * The risk of a change as the rules compute it. The same for everybody who asks: it tells of what is counted and of nothing that is
 * counted.
 *
 * @param points of all parts together
 * @param parts the rules that hold, in the order of the table
 * @param undecidedRules the names of the rules of which it could not be told whether they hold; they give no points
 * @param complete whether all that the rules look at was looked at
 * @param rulesVersion the version of the rules
 */
public record ChangeRisk(
        RiskLevel level,
        int points,
        List<Part> parts,
        List<String> undecidedRules,
        boolean complete,
        int rulesVersion) {

    public ChangeRisk {
        parts = List.copyOf(parts);
        undecidedRules = List.copyOf(undecidedRules);
    }

    /**
     * What one rule makes of it.
     *
     * @param rule its name
     * @param reason in words, with what was counted
     */
    public record Part(String rule, int points, String reason) {}
}
