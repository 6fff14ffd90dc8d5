// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.ChangeOutcome;
import io.mainstay.change.ChangeRiskRules;
import io.mainstay.change.internal.risk.RiskFacts.History;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.Row;
import io.mainstay.platform.work.Locks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** The rules for the risk of changes, and what they look at of the past. */
@Component
public final class RiskStore {

    private final Cypher cypher;
    private final Locks locks;

    RiskStore(Cypher cypher, Locks locks) {
        this.cypher = cypher;
        this.locks = locks;
    }

    /** The rules under their lock, with the revision of their trail. */
    public record Locked(ChangeRiskRules rules, int revision) {}

    /** The rules in force. */
    public ChangeRiskRules rules() {
        return cypher.statement("change/risk-rules")
                .with("id", ChangeRiskRules.ID)
                .one(row -> rules(row.row("rules")))
                .orElseThrow();
    }

    /** The rules by their id, if that is one of some ids. */
    public Map<String, ChangeRiskRules> rulesByIds(Collection<String> ids) {
        return ids.contains(ChangeRiskRules.ID) ? Map.of(ChangeRiskRules.ID, rules()) : Map.of();
    }

    /** Locks the rules until the unit of work ends. */
    public Locked lock() {
        return locks.lock(
                        ChangeRiskRules.TYPE,
                        ChangeRiskRules.ID,
                        node -> new Locked(rules(node), node.integer("revision")))
                .orElseThrow();
    }

    /** Writes rules whose lock is held. */
    public void save(ChangeRiskRules rules, int revision) {
        cypher.statement("change/save-risk-rules")
                .with("id", ChangeRiskRules.ID)
                .with("version", rules.version())
                .with("revision", revision)
                .with(
                        "names",
                        rules.rules().stream().map(ChangeRiskRules.Rule::name).toList())
                .with(
                        "conditions",
                        rules.rules().stream()
                                .map(ChangeRiskRules.Rule::condition)
                                .toList())
                .with(
                        "points",
                        rules.rules().stream().map(ChangeRiskRules.Rule::points).toList())
                .with(
                        "reasons",
                        rules.rules().stream().map(ChangeRiskRules.Rule::reason).toList())
                .with(
                        "questionKeys",
                        rules.questions().stream()
                                .map(ChangeRiskRules.Question::key)
                                .toList())
                .with(
                        "questionTexts",
                        rules.questions().stream()
                                .map(ChangeRiskRules.Question::text)
                                .toList())
                .with("medium", rules.thresholds().medium())
                .with("high", rules.thresholds().high())
                .with("veryHigh", rules.thresholds().veryHigh())
                .run();
    }

    /**
     * What came of the last changes of teams that were closed; what was not begun does not count.
     *
     * @param last how many of each team
     */
    public Map<String, History> ofTeams(Collection<String> teamIds, int last) {
        return histories("change/team-outcomes", "team", teamIds, last);
    }

    /**
     * The same of the last changes of templates.
     *
     * @param last how many of each template
     */
    public Map<String, History> ofTemplates(Collection<String> templateIds, int last) {
        return histories("change/template-history", "template", templateIds, last);
    }

    private Map<String, History> histories(String statement, String of, Collection<String> ids, int last) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, History> histories = new HashMap<>();
        cypher.statement(statement)
                .with(of + "Ids", Set.copyOf(ids))
                .with("notBegun", ChangeOutcome.NOT_IMPLEMENTED)
                .with("successful", ChangeOutcome.SUCCESSFUL)
                .with("last", last)
                .list(row -> histories.put(
                        row.string(of + "Id"), new History(row.integer("changes"), row.integer("successes"))));
        return histories;
    }

    private static ChangeRiskRules rules(Row node) {
        List<String> names = node.strings("names");
        List<String> conditions = node.strings("conditions");
        List<Integer> points = node.integers("points");
        List<String> reasons = node.strings("reasons");
        List<ChangeRiskRules.Rule> rules = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            rules.add(new ChangeRiskRules.Rule(names.get(i), conditions.get(i), points.get(i), reasons.get(i)));
        }
        return new ChangeRiskRules(
                node.integer("version"),
                rules,
                new ChangeRiskRules.Thresholds(node.integer("medium"), node.integer("high"), node.integer("veryHigh")),
                questions(node));
    }

    private static List<ChangeRiskRules.Question> questions(Row node) {
        List<String> keys = node.strings("questionKeys");
        List<String> texts = node.strings("questionTexts");
        return IntStream.range(0, keys.size())
                .mapToObj(i -> new ChangeRiskRules.Question(keys.get(i), texts.get(i)))
                .toList();
    }
}
