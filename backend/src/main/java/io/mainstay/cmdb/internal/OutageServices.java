// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.ImpactAssessment;
import io.mainstay.cmdb.internal.impact.ImpactBudget;
import io.mainstay.cmdb.internal.impact.ImpactEvaluator;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds the services whose users a planned outage concerns. */
@Component
public final class OutageServices {

    /** Of how many services at most the users are told of one outage. */
    public static final int MAX_SERVICES = 1_000;

    /** How many outages at most count at once. */
    static final int MAX_OUTAGES = 10_000;

    /** More than for somebody who waits for the answer: here nobody does. */
    private static final ImpactBudget BUDGET = new ImpactBudget(100_000, MAX_OUTAGES, Duration.ofSeconds(10));

    private final DependencyGraphs graphs;
    private final ObjectProvider<FailureProjection> projections;
    private final CiClasses classes;
    private final SystemClock clock;

    public OutageServices(
            DependencyGraphs graphs,
            ObjectProvider<FailureProjection> projections,
            CiClasses classes,
            SystemClock clock) {
        this.graphs = graphs;
        this.projections = projections;
        this.classes = classes;
        this.clock = clock;
    }

    /**
     * The services that an outage hits.
     *
     * @param states DOWN or DEGRADED, of each; those that are hit worst first, at most {@link #MAX_SERVICES}
     * @param complete false if not all was looked at that it may hit
     */
    public record Hit(Map<String, ImpactState> states, boolean complete) {

        static final Hit NONE = new Hit(Map.of(), true);

        public Hit {
            states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
        }
    }

    /**
     * The services in use that are down or degraded when an outage begins, and would be less so without it: of two outages at once each may
     * leave a spare that the other takes. Inside an open unit of work; whoever may see them.
     *
     * @param all the outages that count when it begins, itself among them unless its CI is retired
     */
    public Hit hitBy(PlannedOutage outage, List<PlannedOutage> all) {
        List<PlannedOutage> others =
                all.stream().filter(other -> !other.id().equals(outage.id())).toList();
        DependencyGraph graph = graph();
        ImpactAssessment without = evaluated(graph, others);
        ImpactAssessment with = evaluated(graph, all);
        Map<String, ImpactState> worse = new HashMap<>(states(with, all));
        Map<String, ImpactState> otherwise = states(without, others);
        worse.entrySet()
                .removeIf(each -> each.getValue().compareTo(ImpactState.DEGRADED) > 0
                        || isNoWorse(each.getValue(), otherwise.get(each.getKey())));
        boolean complete = with.incompleteReason() == null && without.incompleteReason() == null;
        return services(worse, complete);
    }

    private static boolean isNoWorse(ImpactState state, @Nullable ImpactState otherwise) {
        return otherwise != null && state.compareTo(otherwise) >= 0;
    }

    private Hit services(Map<String, ImpactState> worse, boolean complete) {
        if (worse.isEmpty()) {
            return new Hit(Map.of(), complete);
        }
        Set<String> serviceKeys = classes.tree().withDescendants(List.of(CiClassTree.SERVICE));
        Set<String> services = graphs.facts(worse.keySet(), Principal.SYSTEM.visibility()).stream()
                .filter(facts -> facts.lifecycle().inUse() && serviceKeys.contains(facts.classKey()))
                .map(DependencyGraphs.Facts::ciId)
                .collect(Collectors.toSet());
        Map<String, ImpactState> states = new LinkedHashMap<>();
        worse.entrySet().stream()
                .filter(each -> services.contains(each.getKey()))
                .sorted(Map.Entry.<String, ImpactState>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_SERVICES)
                .forEach(each -> states.put(each.getKey(), each.getValue()));
        return new Hit(states, complete);
    }

    private ImpactAssessment evaluated(DependencyGraph graph, Collection<PlannedOutage> from) {
        return new ImpactEvaluator(graph, clock::nanoTime)
                .evaluate(ciIds(from, FailureEffect.STOPS), ciIds(from, FailureEffect.DEGRADES), BUDGET, false);
    }

    private static Map<String, ImpactState> states(ImpactAssessment assessment, Collection<PlannedOutage> from) {
        Map<String, ImpactState> states = new HashMap<>();
        ciIds(from, FailureEffect.DEGRADES).forEach(id -> states.put(id, ImpactState.DEGRADED));
        ciIds(from, FailureEffect.STOPS).forEach(id -> states.put(id, ImpactState.DOWN));
        assessment
                .impacted()
                .forEach(ci ->
                        states.merge(ci.ciId(), ci.state(), (one, other) -> one.compareTo(other) <= 0 ? one : other));
        return states;
    }

    private static Set<String> ciIds(Collection<PlannedOutage> from, FailureEffect effect) {
        return from.stream()
                .filter(outage -> outage.effect() == effect)
                .map(PlannedOutage::ciId)
                .collect(Collectors.toSet());
    }

    /** The graph in memory, unless it lags behind: then Neo4j is asked, which takes longer. */
    private DependencyGraph graph() {
        FailureProjection projection = projections.getIfAvailable();
        Optional<? extends DependencyGraph> known = projection == null ? Optional.empty() : projection.ifCaughtUp();
        return known.isPresent() ? known.get() : graphs.graph(null);
    }
}
