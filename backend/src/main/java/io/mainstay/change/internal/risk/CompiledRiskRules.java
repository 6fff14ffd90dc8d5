// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.risk;

import io.mainstay.change.ChangeRisk;
import io.mainstay.change.ChangeRiskRules;
import io.mainstay.platform.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules, ready to be asked. To check conditions takes longer than to ask them a thousand times. */
public final class CompiledRiskRules {

    /** A variable in the reason of a rule. */
    static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");

    private final ChangeRiskRules rules;
    private final List<Expression> conditions;

    /** @throws io.mainstay.platform.expression.ExpressionSyntaxException if a condition is none */
    public CompiledRiskRules(ChangeRiskRules rules) {
        this.rules = rules;
        this.conditions = rules.rules().stream()
                .map(rule -> RiskFacts.LANGUAGE.compile(rule.condition()))
                .toList();
    }

    public ChangeRiskRules rules() {
        return rules;
    }

    /** What the rules make of a change. */
    public ChangeRisk risk(RiskFacts facts) {
        Map<String, Object> values = facts.values(
                rules.questions().stream().map(ChangeRiskRules.Question::key).toList());
        List<ChangeRisk.Part> parts = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        int points = 0;
        for (int i = 0; i < conditions.size(); i++) {
            ChangeRiskRules.Rule rule = rules.rules().get(i);
            switch (conditions.get(i).evaluate(values)) {
                case HOLDS -> {
                    parts.add(new ChangeRisk.Part(rule.name(), rule.points(), reason(rule.reason(), values)));
                    points += rule.points();
                }
                case UNDECIDED -> undecided.add(rule.name());
                case HOLDS_NOT -> {
                    // gives nothing
                }
            }
        }
        return new ChangeRisk(
                rules.thresholds().level(points),
                points,
                parts,
                undecided,
                facts.complete() && facts.consequences().complete(),
                rules.version());
    }

    private static String reason(String text, Map<String, Object> values) {
        return VARIABLE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(written(values.getOrDefault(match.group(1), ""))));
    }

    private static String written(Object value) {
        return switch (value) {
            case Double number -> String.format(Locale.ROOT, "%.2f", number);
            case List<?> list -> list.stream().map(Object::toString).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }
}
