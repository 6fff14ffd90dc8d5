// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.internal.risk.CompiledRiskRules;
import io.mainstay.change.internal.risk.RiskFacts;
import io.mainstay.change.internal.risk.RiskFacts.History;
import io.mainstay.change.internal.risk.RiskRuleChecks;
import io.mainstay.change.internal.store.RiskStore;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.ListQuery;
import io.mainstay.ticket.Tickets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says how great the risk of changes is by the rules. Computed anew each time, because everything that it rests on moves; what was
 * computed when somebody assessed a change is kept with it. Needs {@code change.read}, and of changes that one sees
 * already {@code change.participate}.
 */
@Component
public final class ChangeRiskQueries {

    /** How many changes one preview looks at. */
    public static final int MAX_PREVIEWED = 50;

    private final Tickets<Change, ChangeState> changes;
    private final ChangeFacts facts;
    private final RiskStore store;
    private final UnitOfWork work;
    private final int history;

    /** What was read of the rules, as long as their version is the one that the graph has. */
    private final AtomicReference<@Nullable CompiledRiskRules> compiled = new AtomicReference<>();

    ChangeRiskQueries(
            Tickets<Change, ChangeState> changes,
            ChangeFacts facts,
            RiskStore store,
            UnitOfWork work,
            RiskProperties properties) {
        this.changes = changes;
        this.facts = facts;
        this.store = store;
        this.work = work;
        this.history = properties.history();
    }

    /** The rules in force. */
    public ChangeRiskRules rules(Principal principal) {
        principal.require(Permission.CHANGE_READ);
        return store.rules();
    }

    /**
     * The questions that are asked of each change, with its answers; one database call for all.
     *
     * @param all changes that the principal sees
     */
    public Map<Change, List<Asked>> questions(Principal principal, Collection<Change> all) {
        principal.require(Permission.CHANGE_READ);
        List<ChangeRiskRules.Question> asked = store.rules().questions();
        Map<Change, List<Asked>> answers = new HashMap<>();
        all.forEach(change -> answers.put(
                change,
                asked.stream()
                        .map(question -> new Asked(
                                question.key(),
                                question.text(),
                                change.plan().answers().get(question.key())))
                        .toList()));
        return answers;
    }

    /**
     * A question with the answer of a change.
     *
     * @param answer null while there is none
     */
    public record Asked(String key, String text, @Nullable Boolean answer) {}

    /**
     * Checks that somebody answers questions that are asked.
     *
     * @param keys of those that are answered
     * @throws RefusedException INVALID if others are among them
     */
    void requireAsked(Collection<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        Set<String> asked = store.rules().questions().stream()
                .map(ChangeRiskRules.Question::key)
                .collect(Collectors.toSet());
        List<UserError> unknown = keys.stream()
                .filter(key -> !asked.contains(key))
                .map(key -> UserError.of(
                        UserErrorCode.INVALID,
                        "riskAnswers must answer questions that are asked (changeRiskRules), not " + key + ".",
                        "input",
                        "riskAnswers"))
                .toList();
        if (!unknown.isEmpty()) {
            throw new RefusedException(unknown);
        }
    }

    /** The risk of a change that the principal sees; empty if there is no such change. */
    public Optional<ChangeRisk> byId(Principal principal, String id) {
        principal.require(Permission.CHANGE_READ);
        return Optional.ofNullable(changes.byIds(principal, List.of(id)).get(id))
                .map(change -> of(principal, List.of(change)).get(id));
    }

    /**
     * The risk of changes, by their ids, the same for everybody. The number of database calls does not depend on how many there are.
     *
     * @param all changes that the principal sees
     */
    public Map<String, ChangeRisk> of(Principal principal, Collection<Change> all) {
        principal.require(Permission.CHANGE_PARTICIPATE);
        return work.read(() -> of(facts.of(Principal.SYSTEM, all).values()));
    }

    /** The same from what was gathered already; called inside a read or a unit of work. */
    Map<String, ChangeRisk> of(Collection<ChangeFacts.Of> gathered) {
        CompiledRiskRules rules = inForce();
        return each(riskFacts(gathered), rules);
    }

    private CompiledRiskRules inForce() {
        ChangeRiskRules now = store.rules();
        CompiledRiskRules known = compiled.get();
        if (known != null && known.rules().equals(now)) {
            return known;
        }
        CompiledRiskRules read = new CompiledRiskRules(now);
        compiled.set(read);
        return read;
    }

    private List<RiskFacts> riskFacts(Collection<ChangeFacts.Of> gathered) {
        Map<String, History> ofTeams = store.ofTeams(named(gathered, Change::teamId), history);
        Map<String, History> ofTemplates = store.ofTemplates(named(gathered, ChangeRiskQueries::templateId), history);
        return gathered.stream()
                .map(one -> {
                    Change change = one.change();
                    return new RiskFacts(
                            change,
                            one.ciIds().size(),
                            one.consequences(),
                            one.found().findings().stream()
                                    .map(ConflictView::kind)
                                    .toList(),
                            history(ofTeams, change.teamId()),
                            history(ofTemplates, templateId(change)),
                            one.found().incomplete().isEmpty());
                })
                .toList();
    }

    private static Set<String> named(
            Collection<ChangeFacts.Of> gathered, Function<Change, @Nullable String> reference) {
        return gathered.stream()
                .map(ChangeFacts.Of::change)
                .map(reference)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static @Nullable String templateId(Change change) {
        return change.plan().templateId();
    }

    private static History history(Map<String, History> all, @Nullable String id) {
        return id == null ? History.NONE : all.getOrDefault(id, History.NONE);
    }

    private static Map<String, ChangeRisk> each(Collection<RiskFacts> facts, CompiledRiskRules rules) {
        Map<String, ChangeRisk> risks = new HashMap<>();
        facts.forEach(one -> risks.put(one.change().id(), rules.risk(one)));
        return risks;
    }

    /** What a change is by rules that are tried out, and by those in force. */
    public record Tried(Change change, ChangeRisk would, ChangeRisk now) {}

    /**
     * Tries rules out: what each change would be by them, against what it is now. Nothing is kept.
     *
     * @param changeIds which changes; null for the last ones
     * @param last how many of the last ones that the principal sees
     * @throws RefusedException if the rules are none, or NOT_FOUND if a change does not exist
     * @throws BadArgumentException if there are too many changes
     */
    public List<Tried> preview(
            Principal principal, SetChangeRiskRules wanted, @Nullable List<String> changeIds, int last) {
        principal.require(Permission.CHANGE_READ);
        if (last < 1 || last > MAX_PREVIEWED) {
            throw new BadArgumentException("input.last", "between 1 and " + MAX_PREVIEWED);
        }
        if (changeIds != null && changeIds.size() > MAX_PREVIEWED) {
            throw new BadArgumentException("input.changeIds", "a list of at most " + MAX_PREVIEWED + " changes");
        }
        RiskRuleChecks.check(wanted);
        return work.read(() -> {
            CompiledRiskRules would = new CompiledRiskRules(new ChangeRiskRules(
                    0,
                    wanted.rules(),
                    wanted.thresholds(),
                    Objects.requireNonNullElseGet(
                            wanted.questions(), () -> inForce().rules().questions())));
            List<Change> all = changeIds == null ? lastOnes(principal, last) : named(principal, changeIds);
            List<RiskFacts> gathered = riskFacts(facts.of(Principal.SYSTEM, all).values());
            Map<String, ChangeRisk> then = each(gathered, would);
            Map<String, ChangeRisk> now = each(gathered, inForce());
            return all.stream()
                    .map(change -> new Tried(
                            change,
                            Objects.requireNonNull(then.get(change.id())),
                            Objects.requireNonNull(now.get(change.id()))))
                    .toList();
        });
    }

    private List<Change> lastOnes(Principal principal, int last) {
        ListQuery newest = changes.type().fields().everything();
        return changes.list(principal, newest, PageRequest.of(last, null, newest.scope()))
                .nodes();
    }

    private List<Change> named(Principal principal, List<String> changeIds) {
        Map<String, Change> found = changes.byIds(principal, changeIds);
        List<UserError> unknown = new ArrayList<>();
        List<Change> all = new ArrayList<>();
        for (String id : changeIds.stream().distinct().toList()) {
            Change change = found.get(id);
            if (change == null) {
                unknown.addAll(RefusedException.notFound("Change", id, "input", "changeIds")
                        .errors());
            } else {
                all.add(change);
            }
        }
        if (!unknown.isEmpty()) {
            throw new RefusedException(unknown);
        }
        return all;
    }
}
