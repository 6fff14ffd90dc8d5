// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.util.List;

/** What the rules for the risk of changes shall be. */
public record SetChangeRiskRules(List<ChangeRiskRules.Rule> rules, ChangeRiskRules.Thresholds thresholds) {

    public SetChangeRiskRules {
        rules = List.copyOf(rules);
    }
}
