// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.Consequences.Hit;
import io.mainstay.cmdb.Consequences.Totals;
import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.FailureProjection;
import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.Exposure;
import io.mainstay.cmdb.internal.impact.ImpactAssessment;
import io.mainstay.cmdb.internal.impact.ImpactBudget;
import io.mainstay.cmdb.internal.impact.ImpactEvaluator;
import io.mainstay.cmdb.internal.impact.RememberedGraph;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/**
 * Says what the failure of several sets of CIs, each by itself, does to services. Worked out over the whole graph; what the principal
 * does not see is counted. For one set with paths and all impacted CIs there is {@link ImpactService}.
 */
@Service
public final class ConsequenceQueries {

    private static final Duration TIME = Duration.ofSeconds(1);

    /** A page of records is one request: where its walks take longer, the rest says that it is cut. */
    private static final Duration TIME_OF_ALL = Duration.ofSeconds(5);

    private static final Comparator<Hit> WORST_FIRST = Comparator.comparing(
                    Hit::state, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Hit::ciId);

    private final DependencyGraphs graphs;
    private final ObjectProvider<FailureProjection> projections;
    private final CiClasses classes;
    private final UnitOfWork work;
    private final SystemClock clock;

    ConsequenceQueries(
            DependencyGraphs graphs,
            ObjectProvider<FailureProjection> projections,
            CiClasses classes,
            UnitOfWork work,
            SystemClock clock) {
        this.graphs = graphs;
        this.projections = projections;
        this.classes = classes;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Works out an answer for each set. The number of database calls does not depend on how many there are.
     *
     * @param failed the CIs that fail, visible or not, by what the answer is to be found by
     */
    public Map<String, Consequences> of(Principal principal, Map<String, Set<String>> failed) {
        principal.require(Permission.CI_READ);
        Set<String> all = failed.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        if (all.isEmpty()) {
            return failed.keySet().stream().collect(Collectors.toMap(key -> key, _ -> Consequences.NONE));
        }
        CiClassTree tree = classes.tree();
        return work.read(() -> {
            DependencyGraph graph = graph(all);
            Map<String, ImpactAssessment> assessments = new HashMap<>();
            long end = clock.nanoTime() + TIME_OF_ALL.toNanos();
            failed.forEach((key, ciIds) -> assessments.put(key, evaluate(graph, ciIds, left(end))));
            Map<String, DependencyGraphs.Facts> facts = ImpactAnswer.byId(
                    graphs.facts(touched(assessments.values()), Visibility.everything(Principal.SYSTEM_ID)));
            Set<String> services = facts.values().stream()
                    .filter(ci -> tree.isA(ci.classKey(), CiClassTree.SERVICE))
                    .map(DependencyGraphs.Facts::ciId)
                    .collect(Collectors.toSet());
            Set<String> seen = principal.visibility().seesAll()
                    ? services
                    : ImpactAnswer.byId(graphs.facts(services, principal.visibility()))
                            .keySet();
            Map<String, Consequences> answers = new HashMap<>();
            assessments.forEach((key, assessment) -> answers.put(key, answer(assessment, facts, services, seen)));
            return answers;
        });
    }

    /**
     * The graph in memory; or, while that lags behind, the database, which a walk from all CIs together has read what each walk needs
     * from: whatever one of them takes down they take down together.
     */
    private DependencyGraph graph(Set<String> all) {
        Optional<DependencyGraph> projected = Optional.ofNullable(projections.getIfAvailable())
                .flatMap(FailureProjection::ifCaughtUp)
                .map(graph -> graph);
        return projected.orElseGet(() -> {
            DependencyGraph remembered = new RememberedGraph(graphs.graph(null));
            evaluate(remembered, all, TIME);
            return remembered;
        });
    }

    /** How long one walk may take: no longer than one alone, and no longer than what is left for all. */
    private Duration left(long end) {
        Duration left = Duration.ofNanos(Math.max(0, end - clock.nanoTime()));
        return left.compareTo(TIME) < 0 ? left : TIME;
    }

    private ImpactAssessment evaluate(DependencyGraph graph, Set<String> failed, Duration time) {
        ImpactBudget budget =
                new ImpactBudget(ImpactService.DEFAULT_MAX_CIS, ImpactService.DEFAULT_MAX_CIS + failed.size(), time);
        return new ImpactEvaluator(graph, clock::nanoTime).evaluate(failed, Set.of(), budget, true);
    }

    private static Set<String> touched(Iterable<ImpactAssessment> assessments) {
        Set<String> touched = new HashSet<>();
        for (ImpactAssessment assessment : assessments) {
            touched.addAll(assessment.failed());
            assessment.impacted().forEach(ci -> touched.add(ci.ciId()));
            assessment.exposed(_ -> true).forEach(rank -> touched.add(rank.ciId()));
        }
        return touched;
    }

    private static Consequences answer(
            ImpactAssessment assessment,
            Map<String, DependencyGraphs.Facts> facts,
            Set<String> services,
            Set<String> seen) {
        Map<String, @Nullable ImpactState> states = new HashMap<>();
        assessment.impacted().stream()
                .filter(ci -> services.contains(ci.ciId()))
                .forEach(ci -> states.put(ci.ciId(), ci.state()));
        Set<String> withoutSpare = assessment.exposed(services::contains).stream()
                .filter(rank -> rank.spare() == 0)
                .map(Exposure.Rank::ciId)
                .collect(Collectors.toSet());
        states.forEach((ciId, state) -> {
            if (state == ImpactState.AT_RISK) {
                withoutSpare.add(ciId);
            } else if (state == ImpactState.DOWN) {
                withoutSpare.remove(ciId);
            }
        });
        withoutSpare.removeAll(assessment.failed());
        withoutSpare.forEach(ciId -> states.putIfAbsent(ciId, null));
        List<Hit> hits = new ArrayList<>();
        states.forEach((ciId, state) -> hits.add(new Hit(ciId, state, withoutSpare.contains(ciId))));
        hits.sort(WORST_FIRST);
        List<Hit> shown = hits.stream().filter(hit -> seen.contains(hit.ciId())).toList();
        List<DependencyGraphs.Facts> failing = hits.stream()
                .filter(hit -> hit.state() == ImpactState.DOWN || hit.state() == ImpactState.DEGRADED)
                .map(hit -> Objects.requireNonNull(facts.get(hit.ciId())))
                .toList();
        Totals totals = new Totals(
                assessment.impacted().size(),
                failing.size(),
                Math.toIntExact(failing.stream()
                        .filter(ci -> ci.criticality() == Criticality.CRITICAL)
                        .count()),
                withoutSpare.size(),
                Stream.concat(
                                failing.stream(),
                                assessment.failed().stream().map(facts::get).filter(Objects::nonNull))
                        .map(DependencyGraphs.Facts::criticality)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null));
        return new Consequences(shown, hits.size() - shown.size(), totals, assessment.incompleteReason() == null);
    }
}
