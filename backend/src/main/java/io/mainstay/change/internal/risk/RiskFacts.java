// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.risk;

import io.mainstay.change.Change;
import io.mainstay.change.ChangeConflictKind;
import io.mainstay.cmdb.Consequences;
import io.mainstay.cmdb.Criticality;
import io.mainstay.platform.expression.ExpressionLanguage;
import io.mainstay.platform.expression.ValueType;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What rules may ask of a change.
 *
 * @param ciCount how many CIs it changes
 * @param consequences what happens if all of these fail
 * @param conflicts the kind of each conflict
 * @param team what came of the last changes of its team
 * @param template what came of the last changes of its template
 * @param complete whether all conflicts were found
 */
public record RiskFacts(
        Change change,
        int ciCount,
        Consequences consequences,
        List<ChangeConflictKind> conflicts,
        History team,
        History template,
        boolean complete) {

    private static final Map<String, ValueType> VARIABLES = new TreeMap<>(Map.ofEntries(
            Map.entry("change.type", ValueType.TEXT),
            Map.entry("change.ciCount", ValueType.WHOLE_NUMBER),
            Map.entry("change.hasTestPlan", ValueType.YES_OR_NO),
            Map.entry("change.hasBackOutPlan", ValueType.YES_OR_NO),
            Map.entry("change.hours", ValueType.NUMBER),
            Map.entry("impact.ciCount", ValueType.WHOLE_NUMBER),
            Map.entry("impact.serviceCount", ValueType.WHOLE_NUMBER),
            Map.entry("impact.criticalServiceCount", ValueType.WHOLE_NUMBER),
            Map.entry("impact.withoutSpareCount", ValueType.WHOLE_NUMBER),
            Map.entry("impact.criticality", ValueType.TEXT),
            Map.entry("impact.complete", ValueType.YES_OR_NO),
            Map.entry("conflicts.count", ValueType.WHOLE_NUMBER),
            Map.entry("conflicts.kinds", ValueType.TEXTS),
            Map.entry("questionnaire.yes", ValueType.TEXTS),
            Map.entry("questionnaire.no", ValueType.TEXTS),
            Map.entry("questionnaire.unanswered", ValueType.TEXTS),
            Map.entry("team.changeCount", ValueType.WHOLE_NUMBER),
            Map.entry("team.successCount", ValueType.WHOLE_NUMBER),
            Map.entry("team.successRate", ValueType.NUMBER),
            Map.entry("template.changeCount", ValueType.WHOLE_NUMBER),
            Map.entry("template.successCount", ValueType.WHOLE_NUMBER),
            Map.entry("template.successRate", ValueType.NUMBER)));

    /** The language of conditions. */
    public static final ExpressionLanguage LANGUAGE = new ExpressionLanguage(VARIABLES);

    private static final double MINUTES = 60;

    /** The names of all variables. */
    public static Collection<String> variables() {
        return VARIABLES.keySet();
    }

    /** @param changes how many were made; what was not begun does not count */
    public record History(int changes, int successes) {

        /** Of a team or a template by which none was made, or of none. */
        public static final History NONE = new History(0, 0);

        /** 1 if there is none that failed. */
        double successRate() {
            return changes == 0 ? 1 : (double) successes / changes;
        }
    }

    /** @param asked the keys of the questions that are asked */
    Map<String, Object> values(Collection<String> asked) {
        Change.Window window = change.plan().window();
        Consequences.Totals totals = consequences.totals();
        Criticality criticality = totals.criticality();
        Map<String, Object> values = new HashMap<>();
        values.put("change.type", change.type().name());
        values.put("change.ciCount", (long) ciCount);
        values.put("change.hasTestPlan", change.plan().test() != null);
        values.put("change.hasBackOutPlan", change.plan().backOut() != null);
        values.put(
                "change.hours",
                window == null
                        ? 0.0
                        : Duration.between(window.from(), window.to()).toMinutes() / MINUTES);
        values.put("impact.ciCount", (long) totals.cis());
        values.put("impact.serviceCount", (long) totals.services());
        values.put("impact.criticalServiceCount", (long) totals.criticalServices());
        values.put("impact.withoutSpareCount", (long) totals.servicesWithoutSpare());
        values.put("impact.criticality", criticality == null ? "" : criticality.name());
        values.put("impact.complete", consequences.complete());
        values.put("conflicts.count", (long) conflicts.size());
        values.put(
                "conflicts.kinds",
                conflicts.stream().map(Enum::name).distinct().sorted().toList());
        Map<String, Boolean> answers = change.plan().answers();
        values.put(
                "questionnaire.yes",
                asked.stream()
                        .filter(key -> Boolean.TRUE.equals(answers.get(key)))
                        .toList());
        values.put(
                "questionnaire.no",
                asked.stream()
                        .filter(key -> Boolean.FALSE.equals(answers.get(key)))
                        .toList());
        values.put(
                "questionnaire.unanswered",
                asked.stream().filter(key -> !answers.containsKey(key)).toList());
        values.put("team.changeCount", (long) team.changes());
        values.put("team.successCount", (long) team.successes());
        values.put("team.successRate", team.successRate());
        values.put("template.changeCount", (long) template.changes());
        values.put("template.successCount", (long) template.successes());
        values.put("template.successRate", template.successRate());
        return values;
    }
}
