// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.risk;

import io.mainstay.change.ChangeRiskRules;
import io.mainstay.change.SetChangeRiskRules;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.expression.ExpressionLanguage;
import io.mainstay.platform.expression.ExpressionSyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What rules for the risk of changes must keep. */
public final class RiskRuleChecks {

    /** How many rules there may be. */
    public static final int MAX_RULES = 50;

    /** How many questions there may be. */
    public static final int MAX_QUESTIONS = 30;

    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9-]{0,49}");
    private static final String QUESTIONS = "questions";
    private static final int MAX_NAME = 100;
    private static final int MAX_REASON = 300;
    private static final int MAX_POINTS = 1_000;
    private static final String INPUT = "input";
    private static final String RULES = "rules";

    private RiskRuleChecks() {}

    /** @throws io.mainstay.kernel.RefusedException with all that is wrong with them */
    public static void check(SetChangeRiskRules wanted) {
        Validation validation = new Validation();
        List<ChangeRiskRules.Rule> rules = wanted.rules();
        validation.check(rules.size() <= MAX_RULES, "a list of at most " + MAX_RULES + " rules", INPUT, RULES);
        ChangeRiskRules.Thresholds thresholds = wanted.thresholds();
        threshold(validation, thresholds.medium(), 0, "medium", "at least 1");
        threshold(validation, thresholds.high(), thresholds.medium(), "high", "more than medium");
        threshold(validation, thresholds.veryHigh(), thresholds.high(), "veryHigh", "more than high");
        if (wanted.questions() != null) {
            questions(validation, wanted.questions());
        }
        validation.refuseIfFailed();
        Set<String> names = new HashSet<>();
        for (ChangeRiskRules.Rule rule : rules) {
            validation
                    .requireText(rule.name(), MAX_NAME, INPUT, RULES, "name")
                    .check(
                            names.add(rule.name().strip()),
                            "unique; there are two of " + rule.name(),
                            INPUT,
                            RULES,
                            "name")
                    .check(
                            rule.points() >= 1 && rule.points() <= MAX_POINTS,
                            "between 1 and " + MAX_POINTS,
                            INPUT,
                            RULES,
                            "points");
            condition(validation, rule.condition());
            reason(validation, rule.reason());
        }
        validation.refuseIfFailed();
    }

    /** Whether a text may be the key of a question. */
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    private static void questions(Validation validation, List<ChangeRiskRules.Question> questions) {
        validation.check(
                questions.size() <= MAX_QUESTIONS,
                "a list of at most " + MAX_QUESTIONS + " questions",
                INPUT,
                QUESTIONS);
        Set<String> keys = new HashSet<>();
        for (ChangeRiskRules.Question question : questions) {
            validation
                    .check(
                            isKey(question.key()),
                            "a lower-case letter, then at most 49 letters, digits and hyphens, such as moves-data",
                            INPUT,
                            QUESTIONS,
                            "key")
                    .check(
                            keys.add(question.key()),
                            "unique; there are two of " + question.key(),
                            INPUT,
                            QUESTIONS,
                            "key")
                    .requireText(question.text(), MAX_REASON, INPUT, QUESTIONS, "text");
        }
    }

    private static void threshold(Validation validation, int value, int more, String field, String rule) {
        validation.check(value > more && value <= MAX_RULES * MAX_POINTS, rule, INPUT, "thresholds", field);
    }

    private static void condition(Validation validation, String text) {
        String[] path = {INPUT, RULES, "condition"};
        Validation own = new Validation().requireText(text, ExpressionLanguage.MAX_LENGTH, path);
        if (own.failed()) {
            own.errors().forEach(validation::add);
            return;
        }
        try {
            RiskFacts.LANGUAGE.compile(text);
        } catch (ExpressionSyntaxException e) {
            validation.add(e.error(path));
        }
    }

    private static void reason(Validation validation, String text) {
        String[] path = {INPUT, RULES, "reason"};
        validation.requireText(text, MAX_REASON, path);
        Matcher named = CompiledRiskRules.VARIABLE.matcher(text);
        while (named.find()) {
            validation.check(
                    RiskFacts.variables().contains(named.group(1)),
                    "a text whose braces hold variables, such as {impact.serviceCount}",
                    path);
        }
    }
}
