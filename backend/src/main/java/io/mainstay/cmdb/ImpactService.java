// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.FailureProjection;
import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.Exposure;
import io.mainstay.cmdb.internal.impact.ImpactAssessment;
import io.mainstay.cmdb.internal.impact.ImpactBudget;
import io.mainstay.cmdb.internal.impact.ImpactEvaluator;
import io.mainstay.cmdb.internal.impact.ImpactView;
import io.mainstay.cmdb.internal.store.PlannedOutageStore;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.RefusedException;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Answers what breaks if something fails, and why. */
@Service
public final class ImpactService {

    public static final int DEFAULT_MAX_CIS = 10_000;
    public static final int GREATEST_MAX_CIS = 100_000;
    public static final int DEFAULT_TIME_BUDGET_MS = 3_000;
    public static final int GREATEST_TIME_BUDGET_MS = 8_000;

    static final int MAX_FAILED = 1_000;
    private static final ImpactBudget COMPUTED =
            new ImpactBudget(DEFAULT_MAX_CIS, DEFAULT_MAX_CIS, Duration.ofSeconds(1));

    private final DependencyGraphs graphs;
    private final ObjectProvider<FailureProjection> projections;
    private final PlannedOutageStore outages;
    private final CiClasses classes;
    private final UnitOfWork work;
    private final BusinessClock clock;
    private final SystemClock systemClock;

    ImpactService(
            DependencyGraphs graphs,
            ObjectProvider<FailureProjection> projections,
            PlannedOutageStore outages,
            CiClasses classes,
            UnitOfWork work,
            BusinessClock clock,
            SystemClock systemClock) {
        this.graphs = graphs;
        this.projections = projections;
        this.outages = outages;
        this.classes = classes;
        this.work = work;
        this.clock = clock;
        this.systemClock = systemClock;
    }

    /**
     * Works out an answer: from the graph that this replica keeps in memory if that has caught up, else with one database call for
     * each level of the graph that the failure reaches. Either way a few more calls find what is shown.
     *
     * @throws BadArgumentException if a part of the question is out of its range
     * @throws RefusedException with NOT_FOUND if a CI that is named as failed does not exist or is not visible
     */
    public ImpactAnswer impact(Principal principal, ImpactQuestion question) {
        return impact(principal, question, Set.of());
    }

    /**
     * The same while some other CIs work impaired.
     *
     * @param impaired CIs that the principal sees
     */
    public ImpactAnswer impact(Principal principal, ImpactQuestion question, Set<String> impaired) {
        principal.require(Permission.CI_READ);
        check(question, impaired);
        int maxCis = Objects.requireNonNullElse(question.maxCis(), DEFAULT_MAX_CIS);
        ImpactBudget budget = new ImpactBudget(
                maxCis,
                maxCis + question.failed().size() + impaired.size(),
                Duration.ofMillis(Objects.requireNonNullElse(question.timeBudgetMs(), DEFAULT_TIME_BUDGET_MS)));
        CiClassTree tree = classes.tree();
        return work.read(() -> {
            List<PlannedOutage> covering = covering(question, budget);
            List<DependencyGraphs.Facts> named = named(principal, question);
            List<String> unknownThen = unknownThen(named, question.asOf());
            Set<String> failed = new LinkedHashSet<>(question.failed());
            unknownThen.forEach(failed::remove);
            if (question.includeOperationalStatus()) {
                // One more than the budget, so that the walk notices when there are too many.
                failed.addAll(graphs.down(budget.maxCis() + 1));
            }
            failed.addAll(ciIds(covering, FailureEffect.STOPS));
            Set<String> degraded = ciIds(covering, FailureEffect.DEGRADES);
            degraded.addAll(impaired);
            degraded.removeAll(failed);
            Optional<DependencyGraph> projected = projected(question.asOf());
            DependencyGraph graph = projected.orElseGet(() -> graphs.graph(question.asOf()));
            ImpactAssessment assessment = new ImpactEvaluator(graph, systemClock::nanoTime)
                    .evaluate(failed, degraded, budget, question.withExposure());
            Map<String, DependencyGraphs.Facts> visible =
                    ImpactAnswer.byId(graphs.facts(touched(assessment, question), principal.visibility()));
            ImpactView view = ImpactView.of(assessment, question.depth(), visible::containsKey);
            ImpactSource source = projected.isPresent() ? ImpactSource.PROJECTION : ImpactSource.NEO4J;
            int hiddenServices =
                    question.withExposure() ? hiddenExposedServices(assessment, visible.keySet(), tree) : 0;
            int services = question.withExposure()
                    ? graphs.count(tree.withDescendants(List.of(CiClassTree.SERVICE)), principal.visibility())
                    : 0;
            return new ImpactAnswer(
                    assessment, view, source, unknownThen, covering, visible, services, hiddenServices, tree);
        });
    }

    /**
     * What the CIs that are down by their operational status make of others, now: the states of all that they reach, and DOWN for
     * themselves. Of CIs beyond the budget nothing is said, and a state may be worse then.
     */
    public Map<String, ImpactState> computedStates(Principal principal) {
        principal.require(Permission.CI_READ);
        return work.read(() -> {
            Set<String> down = new LinkedHashSet<>(graphs.down(COMPUTED.maxStarts()));
            if (down.isEmpty()) {
                return Map.of();
            }
            DependencyGraph graph = projected(null).orElseGet(() -> graphs.graph(null));
            ImpactAssessment assessment =
                    new ImpactEvaluator(graph, systemClock::nanoTime).evaluate(down, Set.of(), COMPUTED, false);
            Map<String, ImpactState> states = new HashMap<>();
            assessment.impacted().forEach(ci -> states.put(ci.ciId(), ci.state()));
            down.forEach(ciId -> states.put(ciId, ImpactState.DOWN));
            return Map.copyOf(states);
        });
    }

    /**
     * What CIs are like now.
     *
     * @param states of those that are down, degraded, or have lost a member of a redundancy group; others are absent
     * @param complete false if so many are down that some states may be worse
     */
    public record PresentStates(Map<String, ImpactState> states, boolean complete) {

        public PresentStates {
            states = Map.copyOf(states);
        }
    }

    /**
     * What is the matter with CIs now, by their own operational status or because of what is down; whoever may see them. The number
     * of database calls does not depend on how many there are.
     */
    public PresentStates presentStates(Principal principal, Collection<String> ciIds) {
        return presentStates(principal, ciIds, Set.of());
    }

    /**
     * The same for other reasons than that some CIs are down, such as those that are being worked on: what follows from their failure
     * alone does not count.
     *
     * @param except those whose own status does not count
     */
    public PresentStates presentStates(Principal principal, Collection<String> ciIds, Set<String> except) {
        principal.require(Permission.CI_READ);
        Set<String> asked = Set.copyOf(ciIds);
        if (asked.isEmpty()) {
            return new PresentStates(Map.of(), true);
        }
        return work.read(() -> {
            Map<String, ImpactState> states = new HashMap<>();
            Set<String> down = new LinkedHashSet<>(graphs.down(COMPUTED.maxStarts() + 1 + except.size()));
            down.removeAll(except);
            boolean complete = true;
            if (!down.isEmpty()) {
                DependencyGraph graph = projected(null).orElseGet(() -> graphs.graph(null));
                ImpactAssessment assessment =
                        new ImpactEvaluator(graph, systemClock::nanoTime).evaluate(down, Set.of(), COMPUTED, false);
                complete = assessment.incompleteReason() == null;
                assessment.impacted().stream()
                        .filter(ci -> asked.contains(ci.ciId()))
                        .forEach(ci -> states.put(ci.ciId(), ci.state()));
            }
            Map<String, OperationalStatus> impaired = new HashMap<>(graphs.impaired(asked));
            impaired.keySet().removeAll(except);
            impaired.forEach((ciId, status) -> {
                ImpactState own = status == OperationalStatus.DOWN ? ImpactState.DOWN : ImpactState.DEGRADED;
                states.merge(ciId, own, (one, other) -> one.compareTo(other) <= 0 ? one : other);
            });
            return new PresentStates(states, complete);
        });
    }

    /**
     * The CIs that it matters to, now, whether some of them are down: these, and all that are in another state if all of these are than if none is, whoever
     * may see them. Nothing gets better by more that is down: what is in the same state both times is in that whichever of these are down.
     */
    public Set<String> concernedBy(Principal principal, Collection<String> ciIds) {
        principal.require(Permission.CI_READ);
        return work.read(() -> {
            Set<String> others = new LinkedHashSet<>(graphs.down(COMPUTED.maxStarts()));
            others.removeAll(Set.copyOf(ciIds));
            Set<String> all = new LinkedHashSet<>(others);
            all.addAll(ciIds);
            DependencyGraph graph = projected(null).orElseGet(() -> graphs.graph(null));
            Map<String, ImpactState> without = states(graph, others);
            Set<String> concerned = new LinkedHashSet<>(ciIds);
            states(graph, all).forEach((id, state) -> {
                if (state != without.get(id)) {
                    concerned.add(id);
                }
            });
            return concerned;
        });
    }

    private Map<String, ImpactState> states(DependencyGraph graph, Set<String> down) {
        Map<String, ImpactState> states = new HashMap<>();
        if (!down.isEmpty()) {
            new ImpactEvaluator(graph, systemClock::nanoTime)
                    .evaluate(down, Set.of(), COMPUTED, false)
                    .impacted()
                    .forEach(ci -> states.put(ci.ciId(), ci.state()));
        }
        return states;
    }

    private int hiddenExposedServices(ImpactAssessment assessment, Set<String> visible, CiClassTree tree) {
        Set<String> hidden = exposedIds(assessment, ciId -> !visible.contains(ciId));
        if (hidden.isEmpty()) {
            return 0;
        }
        return Math.toIntExact(graphs.facts(hidden, Visibility.everything(Principal.SYSTEM_ID)).stream()
                .filter(facts -> tree.isA(facts.classKey(), CiClassTree.SERVICE))
                .count());
    }

    private List<DependencyGraphs.Facts> named(Principal principal, ImpactQuestion question) {
        Set<String> named = new LinkedHashSet<>(question.failed());
        List<DependencyGraphs.Facts> found = graphs.facts(named, principal.visibility());
        Set<String> visible = ImpactAnswer.byId(found).keySet();
        List<UserError> unknown = new ArrayList<>();
        for (String ciId : named) {
            if (!visible.contains(ciId)) {
                unknown.addAll(RefusedException.notFound("Configuration item", ciId, "input", "failed")
                        .errors());
            }
        }
        if (!unknown.isEmpty()) {
            throw new RefusedException(unknown);
        }
        return found;
    }

    private static List<String> unknownThen(List<DependencyGraphs.Facts> named, @Nullable Instant asOf) {
        return named.stream()
                .filter(facts -> asOf != null && facts.knownSince().isAfter(asOf))
                .map(DependencyGraphs.Facts::ciId)
                .sorted()
                .toList();
    }

    /** The graph in memory, which knows only what holds now, unless it lags behind. */
    private Optional<DependencyGraph> projected(@Nullable Instant asOf) {
        FailureProjection projection = projections.getIfAvailable();
        return projection == null || asOf != null
                ? Optional.empty()
                : projection.ifCaughtUp().map(graph -> graph);
    }

    /** One more than the budget, so that the walk notices when there are too many. */
    private List<PlannedOutage> covering(ImpactQuestion question, ImpactBudget budget) {
        return question.plannedOutagesAt() == null
                ? List.of()
                : outages.covering(question.plannedOutagesAt(), question.asOf(), budget.maxCis() + 1);
    }

    private static Set<String> ciIds(List<PlannedOutage> outages, FailureEffect effect) {
        return outages.stream()
                .filter(outage -> outage.effect() == effect)
                .map(PlannedOutage::ciId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> exposedIds(ImpactAssessment assessment, Predicate<String> candidates) {
        return assessment.exposed(candidates).stream().map(Exposure.Rank::ciId).collect(Collectors.toSet());
    }

    private static Set<String> touched(ImpactAssessment assessment, ImpactQuestion question) {
        Set<String> touched = new LinkedHashSet<>(assessment.failed());
        assessment.impacted().forEach(ci -> touched.add(ci.ciId()));
        if (question.withExposure()) {
            touched.addAll(exposedIds(assessment, _ -> true));
        }
        return touched;
    }

    private void check(ImpactQuestion question, Set<String> impaired) {
        if (question.failed().isEmpty()
                && impaired.isEmpty()
                && !question.includeOperationalStatus()
                && question.plannedOutagesAt() == null) {
            throw new BadArgumentException(
                    "input.failed",
                    "at least one configuration item unless includeOperationalStatus is true or plannedOutagesAt is given");
        }
        if (question.failed().size() > MAX_FAILED) {
            throw new BadArgumentException("input.failed", "at most " + MAX_FAILED + " configuration items");
        }
        checkRange("input.depth", question.depth(), Integer.MAX_VALUE);
        checkRange("input.maxCis", question.maxCis(), GREATEST_MAX_CIS);
        checkRange("input.timeBudgetMs", question.timeBudgetMs(), GREATEST_TIME_BUDGET_MS);
        if (question.asOf() == null) {
            return;
        }
        if (question.asOf().isAfter(clock.now())) {
            throw new BadArgumentException("input.asOf", "an instant that is not in the future");
        }
        if (question.includeOperationalStatus()) {
            throw new BadArgumentException(
                    "input.includeOperationalStatus", "false when asOf is given: it counts what is down now");
        }
    }

    private static void checkRange(String field, @Nullable Integer value, int greatest) {
        if (value != null && (value < 1 || value > greatest)) {
            throw new BadArgumentException(
                    field, greatest == Integer.MAX_VALUE ? "at least 1" : "between 1 and " + greatest);
        }
    }
}
