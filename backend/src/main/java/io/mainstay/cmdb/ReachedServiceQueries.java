// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.FailureProjection;
import io.mainstay.cmdb.internal.impact.DependencyGraph;
import io.mainstay.cmdb.internal.impact.ImpactAssessment;
import io.mainstay.cmdb.internal.impact.ImpactBudget;
import io.mainstay.cmdb.internal.impact.ImpactEvaluator;
import io.mainstay.cmdb.internal.impact.ImpactedCi;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/**
 * Finds the services that trouble with CIs reaches, for an edit that has to know and must stay cheap. So only the graph in memory is
 * asked, as far as it has got, which takes no database call; {@link ImpactService} answers questions that may take longer.
 */
@Service
public final class ReachedServiceQueries {

    private static final Logger LOG = LoggerFactory.getLogger(ReachedServiceQueries.class);
    private static final ImpactBudget BUDGET =
            new ImpactBudget(ImpactService.DEFAULT_MAX_CIS, ImpactService.MAX_FAILED, Duration.ofMillis(200));

    private final ObjectProvider<FailureProjection> projections;
    private final DependencyGraphs graphs;
    private final CiClasses classes;
    private final UnitOfWork work;
    private final SystemClock clock;
    private final AtomicBoolean missing = new AtomicBoolean();

    ReachedServiceQueries(
            ObjectProvider<FailureProjection> projections,
            DependencyGraphs graphs,
            CiClasses classes,
            UnitOfWork work,
            SystemClock clock) {
        this.projections = projections;
        this.graphs = graphs;
        this.classes = classes;
        this.work = work;
        this.clock = clock;
    }

    /**
     * The services in use that trouble with some CIs reaches, those among these included, as far as the principal sees them: an
     * answer that counts hidden ones tells that there are some. A component that is named is taken as failed, a service as
     * degraded: who has trouble with a service does not say that nobody can use it. A place says where the trouble is, not that
     * all is lost that stands there. What is named and not in use troubles nobody; what is not in use in between passes failure
     * on, as for {@link ImpactService}. One database call finds them, and none is made if nothing else is impacted. Where the
     * graph in memory is not at hand, the services that are named are all that is known, and the answer is not complete.
     *
     * @param named CIs that the principal sees
     */
    public ReachedServices reached(Principal principal, List<ConfigurationItem> named) {
        principal.require(Permission.CI_READ);
        CiClassTree tree = classes.tree();
        Predicate<ConfigurationItem> isService = item -> tree.isA(item.classKey(), CiClassTree.SERVICE);
        Predicate<ConfigurationItem> isPlace = item -> tree.isPlace(item.classKey());
        List<ConfigurationItem> inUse =
                named.stream().filter(item -> item.lifecycle().inUse()).toList();
        List<ReachedServices.Entry> services = new ArrayList<>(inUse.stream()
                .filter(isService)
                .map(item -> new ReachedServices.Entry(item.id(), ImpactState.DEGRADED, item.criticality()))
                .toList());
        DependencyGraph graph = graph().orElse(null);
        if (graph == null) {
            return new ReachedServices(services, false);
        }
        Set<String> degraded = ids(inUse, isService);
        ImpactAssessment assessment = new ImpactEvaluator(graph, clock::nanoTime)
                .evaluate(ids(inUse, isService.or(isPlace).negate()), degraded, BUDGET, false);
        List<ImpactedCi> others = assessment.impacted().stream()
                .filter(ci -> !degraded.contains(ci.ciId()) || ci.state() == ImpactState.DOWN)
                .toList();
        services.addAll(services(others, tree, principal.visibility()));
        return new ReachedServices(services, assessment.incompleteReason() == null);
    }

    private static Set<String> ids(List<ConfigurationItem> items, Predicate<ConfigurationItem> wanted) {
        return items.stream().filter(wanted).map(ConfigurationItem::id).collect(Collectors.toSet());
    }

    private Optional<DependencyGraph> graph() {
        FailureProjection projection = projections.getIfAvailable();
        if (projection == null) {
            return Optional.empty();
        }
        Optional<DependencyGraph> graph = projection.asLastHeard();
        // Said once until it is back: every edit would say it again.
        if (missing.getAndSet(graph.isEmpty()) != graph.isEmpty()) {
            LOG.info("The impact projection is {} for edits", graph.isEmpty() ? "not at hand" : "at hand again");
        }
        return graph;
    }

    private List<ReachedServices.Entry> services(List<ImpactedCi> impacted, CiClassTree tree, Visibility visibility) {
        if (impacted.isEmpty()) {
            return List.of();
        }
        List<String> ids = impacted.stream().map(ImpactedCi::ciId).toList();
        Map<String, DependencyGraphs.Facts> visible = ImpactAnswer.byId(work.read(() -> graphs.facts(ids, visibility)));
        Set<String> serviceKeys = tree.withDescendants(List.of(CiClassTree.SERVICE));
        return impacted.stream()
                .flatMap(ci -> Stream.ofNullable(visible.get(ci.ciId()))
                        .filter(facts -> facts.lifecycle().inUse() && serviceKeys.contains(facts.classKey()))
                        .map(facts -> new ReachedServices.Entry(ci.ciId(), ci.state(), facts.criticality())))
                .toList();
    }
}
