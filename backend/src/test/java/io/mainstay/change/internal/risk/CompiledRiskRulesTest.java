// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeConflictKind;
import io.mainstay.change.ChangeRisk;
import io.mainstay.change.ChangeRiskRules;
import io.mainstay.change.ChangeState;
import io.mainstay.change.ChangeType;
import io.mainstay.change.RiskLevel;
import io.mainstay.change.SetChangeRiskRules;
import io.mainstay.change.internal.Changes;
import io.mainstay.change.internal.risk.RiskFacts.History;
import io.mainstay.cmdb.Consequences;
import io.mainstay.cmdb.Criticality;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What rules make of a change, without a server. */
class CompiledRiskRulesTest {

    private static final ChangeRiskRules.Thresholds THRESHOLDS = new ChangeRiskRules.Thresholds(20, 50, 90);
    private static final Change CHANGE = answering(Map.of("moves-data", true, "tested", false, "asked-before", true));
    private static final List<ChangeRiskRules.Question> QUESTIONS = Stream.of("moves-data", "tested", "at-night")
            .map(key -> new ChangeRiskRules.Question(key, key + "?"))
            .toList();

    private static Change answering(Map<String, Boolean> answers) {
        Change change = Changes.in(ChangeState.ASSESSMENT, ChangeType.NORMAL);
        return change.with(change.plan().answering(answers));
    }

    @Test
    void shouldGivePointsWithReasonsAndALevel() {
        ChangeRisk risk = compiled(
                        rule("Services", "impact.serviceCount > 0", 30, "Services: {impact.serviceCount}"),
                        rule("Spare", "impact.withoutSpareCount > 5", 100, "never"),
                        rule("Freeze", "'FREEZE' in conflicts.kinds", 25, "{conflicts.kinds}"),
                        rule("Team", "team.changeCount > 0 && team.successRate < 0.9", 5, "{team.successRate}"),
                        rule(
                                "Template",
                                "template.changeCount == 10 && template.successCount == 9",
                                1,
                                "{template.successRate}"),
                        rule("Tested", "change.hasTestPlan", 5, "There is a test plan."))
                .risk(facts(3, 1, List.of(ChangeConflictKind.FREEZE, ChangeConflictKind.SAME_CI), new History(4, 3)));

        assertThat(risk.points()).isEqualTo(66);
        assertThat(risk.level()).isEqualTo(RiskLevel.HIGH);
        assertThat(risk.parts())
                .containsExactly(
                        new ChangeRisk.Part("Services", 30, "Services: 3"),
                        new ChangeRisk.Part("Freeze", 25, "FREEZE, SAME_CI"),
                        new ChangeRisk.Part("Team", 5, "0.75"),
                        new ChangeRisk.Part("Template", 1, "0.90"),
                        new ChangeRisk.Part("Tested", 5, "There is a test plan."));
        assertThat(risk.undecidedRules()).isEmpty();
        assertThat(risk.complete()).isTrue();
    }

    /** What is not asked any more counts for nothing. */
    @Test
    void shouldAskForTheAnswersOfTheQuestionnaire() {
        ChangeRisk risk = compiled(
                        rule("Moved", "'moves-data' in questionnaire.yes", 10, "{questionnaire.yes}"),
                        rule("Untested", "'tested' in questionnaire.no", 10, "{questionnaire.no}"),
                        rule("Open", "size(questionnaire.unanswered) > 0", 10, "{questionnaire.unanswered}"),
                        rule("Before", "'asked-before' in questionnaire.yes", 10, "never"))
                .risk(facts(0, 0, List.of(), History.NONE));

        assertThat(risk.parts())
                .containsExactly(
                        new ChangeRisk.Part("Moved", 10, "moves-data"),
                        new ChangeRisk.Part("Untested", 10, "tested"),
                        new ChangeRisk.Part("Open", 10, "at-night"));
    }

    @Test
    void shouldRefuseQuestionsThatAreNone() {
        ChangeRiskRules.Question good = new ChangeRiskRules.Question("moves-data", "Does it move data?");

        assertThat(refusedQuestions(good)).isEmpty();
        assertThat(refusedQuestions(good, good)).containsExactly("input.questions.key");
        for (String key : List.of("", "Moves", "moves data", "a".repeat(51), "a=b")) {
            assertThat(refusedQuestions(new ChangeRiskRules.Question(key, "Why?")))
                    .as(key)
                    .containsExactly("input.questions.key");
        }
        assertThat(refusedQuestions(new ChangeRiskRules.Question("x", " "))).containsExactly("input.questions.text");
        assertThat(refusedQuestions(new ChangeRiskRules.Question("x", "x".repeat(301))))
                .containsExactly("input.questions.text");
        assertThat(refusedQuestions(Collections.nCopies(31, good).toArray(ChangeRiskRules.Question[]::new)))
                .contains("input.questions");
    }

    private static List<String> refusedQuestions(ChangeRiskRules.Question... questions) {
        RefusedException refused = catchThrowableOfType(
                RefusedException.class,
                () -> RiskRuleChecks.check(new SetChangeRiskRules(List.of(), THRESHOLDS, List.of(questions))));
        return refused == null
                ? List.of()
                : refused.errors().stream()
                        .map(UserError::field)
                        .map(field -> String.join(".", field))
                        .toList();
    }

    @Test
    void shouldSayWhichRulesCannotBeDecided() {
        ChangeRisk risk = compiled(rule("Odd", "conflicts.kinds[7] == 'FREEZE'", 50, "never"))
                .risk(facts(0, 0, List.of(), History.NONE));

        assertThat(risk.points()).isZero();
        assertThat(risk.undecidedRules()).containsExactly("Odd");
    }

    /** Points and level against a sum, over random tables; the order of rules does not matter. */
    @Test
    void shouldAddUpWhateverTheOrder() {
        Map<String, Predicate<int[]>> conditions = Map.of(
                "impact.serviceCount >= 2", counts -> counts[0] >= 2,
                "impact.withoutSpareCount == 0", counts -> counts[1] == 0,
                "conflicts.count > impact.serviceCount", counts -> counts[2] > counts[0],
                "team.successRate < 0.5", counts -> counts[3] > 0 && counts[4] * 2 < counts[3],
                "change.type == 'EMERGENCY'", _ -> false);
        for (int i = 0; i < 500; i++) {
            long seed = 20_261_204L + i;
            Random random = new Random(seed);
            int[] counts = {random.nextInt(4), random.nextInt(3), random.nextInt(5), random.nextInt(4), 0};
            counts[4] = counts[3] == 0 ? 0 : random.nextInt(counts[3] + 1);
            List<ChangeRiskRules.Rule> rules = new ArrayList<>();
            int wanted = 0;
            for (Map.Entry<String, Predicate<int[]>> condition : conditions.entrySet()) {
                int points = 1 + random.nextInt(60);
                rules.add(rule("rule " + rules.size(), condition.getKey(), points, "because"));
                wanted += condition.getValue().test(counts) ? points : 0;
            }
            RiskFacts facts = facts(
                    counts[0],
                    counts[1],
                    Collections.nCopies(counts[2], ChangeConflictKind.SAME_CI),
                    new History(counts[3], counts[4]));
            Collections.shuffle(rules, random);

            ChangeRisk risk =
                    compiled(rules.toArray(ChangeRiskRules.Rule[]::new)).risk(facts);

            assertThat(risk.points()).as("seed %d", seed).isEqualTo(wanted);
            assertThat(risk.points())
                    .isEqualTo(risk.parts().stream()
                            .mapToInt(ChangeRisk.Part::points)
                            .sum());
            assertThat(risk.level()).as("seed %d", seed).isEqualTo(level(wanted));
        }
    }

    private static RiskLevel level(int points) {
        if (points < 20) {
            return RiskLevel.LOW;
        }
        if (points < 50) {
            return RiskLevel.MEDIUM;
        }
        return points < 90 ? RiskLevel.HIGH : RiskLevel.VERY_HIGH;
    }

    @Test
    void shouldRefuseRulesThatAreNone() {
        ChangeRiskRules.Rule good = rule("Good", "impact.complete", 1, "Complete: {impact.complete}");

        assertThatCode(() -> check(THRESHOLDS, good)).doesNotThrowAnyException();
        assertThat(refused(THRESHOLDS, rule("", "true", 1, "x"))).contains("input.rules.name");
        assertThat(refused(THRESHOLDS, good, good)).containsExactly("input.rules.name");
        assertThat(refused(THRESHOLDS, rule("x", "impact.serviceCount", 1, "x")))
                .containsExactly("input.rules.condition");
        assertThat(refused(THRESHOLDS, rule("x", "ci.name == ''", 1, "x"))).containsExactly("input.rules.condition");
        assertThat(refused(THRESHOLDS, rule("x", "true || " + "true || ".repeat(300) + "true", 1, "x")))
                .containsExactly("input.rules.condition");
        assertThat(refused(THRESHOLDS, rule("x", "true", 1_001, "x"))).containsExactly("input.rules.points");
        assertThat(refused(THRESHOLDS, rule("x", "true", Integer.MIN_VALUE, "x")))
                .containsExactly("input.rules.points");
        assertThat(refused(THRESHOLDS, rule("x", "true", 1, "{impact.names}"))).containsExactly("input.rules.reason");
        assertThat(refused(new ChangeRiskRules.Thresholds(0, 50, 90), good)).containsExactly("input.thresholds.medium");
        assertThat(refused(new ChangeRiskRules.Thresholds(50, 50, 90), good)).containsExactly("input.thresholds.high");
        assertThat(refused(new ChangeRiskRules.Thresholds(20, 50, 50), good))
                .containsExactly("input.thresholds.veryHigh");
        assertThat(refused(THRESHOLDS, Collections.nCopies(51, good).toArray(ChangeRiskRules.Rule[]::new)))
                .containsExactly("input.rules");
    }

    private static void check(ChangeRiskRules.Thresholds thresholds, ChangeRiskRules.Rule... rules) {
        RiskRuleChecks.check(new SetChangeRiskRules(List.of(rules), thresholds, null));
    }

    private static List<String> refused(ChangeRiskRules.Thresholds thresholds, ChangeRiskRules.Rule... rules) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> check(thresholds, rules));
        return refused.errors().stream()
                .map(UserError::field)
                .map(field -> String.join(".", field))
                .toList();
    }

    private static ChangeRiskRules.Rule rule(String name, String condition, int points, String reason) {
        return new ChangeRiskRules.Rule(name, condition, points, reason);
    }

    private static CompiledRiskRules compiled(ChangeRiskRules.Rule... rules) {
        return new CompiledRiskRules(new ChangeRiskRules(1, List.of(rules), THRESHOLDS, QUESTIONS));
    }

    private static RiskFacts facts(int services, int withoutSpare, List<ChangeConflictKind> conflicts, History team) {
        return new RiskFacts(
                CHANGE,
                1,
                new Consequences(
                        List.of(),
                        0,
                        new Consequences.Totals(services, services, 0, withoutSpare, Criticality.HIGH),
                        true),
                conflicts,
                team,
                new History(10, 9),
                true);
    }
}
