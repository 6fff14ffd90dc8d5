// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import java.util.List;

/**
 * The rules by which the risk of changes is computed, a setting.
 *
 * @param version moves with every edit
 * @param questions that are asked of every change, and that rules may ask for the answers to
 */
public record ChangeRiskRules(int version, List<Rule> rules, Thresholds thresholds, List<Question> questions) {

    /** Its type in history and audit, and the label of its node. */
    public static final String TYPE = "ChangeRiskRules";

    /** The id of the one setting, which a migration makes. */
    public static final String ID = "01900000-0000-7000-8000-000000000431";

    public ChangeRiskRules {
        rules = List.copyOf(rules);
        questions = List.copyOf(questions);
    }

    /**
     * A question that is answered with yes or no.
     *
     * @param key unique among them, by which rules and answers name it
     */
    public record Question(String key, String text) {}

    /**
     * A rule.
     *
     * @param name unique among them
     * @param condition in CEL
     * @param points that it gives if the condition holds
     * @param reason why, with variables of the condition in braces
     */
    public record Rule(String name, String condition, int points, String reason) {}

    /** From how many points on the risk is of each level; below the first it is LOW. */
    public record Thresholds(int medium, int high, int veryHigh) {

        public RiskLevel level(int points) {
            if (points >= veryHigh) {
                return RiskLevel.VERY_HIGH;
            }
            if (points >= high) {
                return RiskLevel.HIGH;
            }
            return points >= medium ? RiskLevel.MEDIUM : RiskLevel.LOW;
        }
    }
}
