// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules for the risk of changes shall be.
 *
 * @param questions null for those that are asked already
 */
public record SetChangeRiskRules(
        List<ChangeRiskRules.Rule> rules,
        ChangeRiskRules.Thresholds thresholds,
        @Nullable List<ChangeRiskRules.Question> questions) {

    public SetChangeRiskRules {
        rules = List.copyOf(rules);
        questions = questions == null ? null : List.copyOf(questions);
    }
}
