// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.impact.Exposure;
import io.mainstay.cmdb.internal.impact.ImpactAssessment;
import io.mainstay.cmdb.internal.impact.ImpactPathStep;
import io.mainstay.cmdb.internal.impact.ImpactView;
import io.mainstay.cmdb.internal.impact.ImpactedCi;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an assumed failure does, as one reader is shown it. Worked out over the whole graph; CIs that the reader may not see
 * become counts.
 */
public final class ImpactAnswer {

    private final ImpactAssessment assessment;
    private final ImpactView view;
    private final ImpactSource source;
    private final List<String> unknownThen;
    private final List<PlannedOutage> outages;
    private final Map<String, DependencyGraphs.Facts> visible;
    private final int serviceCount;
    private final int hiddenExposedServiceCount;
    private final CiClassTree classes;

    ImpactAnswer(
            ImpactAssessment assessment,
            ImpactView view,
            ImpactSource source,
            List<String> unknownThen,
            List<PlannedOutage> outages,
            Map<String, DependencyGraphs.Facts> visible,
            int serviceCount,
            int hiddenExposedServiceCount,
            CiClassTree classes) {
        this.assessment = assessment;
        this.view = view;
        this.source = source;
        this.unknownThen = List.copyOf(unknownThen);
        this.outages = outages;
        this.visible = visible;
        this.serviceCount = serviceCount;
        this.hiddenExposedServiceCount = hiddenExposedServiceCount;
        this.classes = classes;
    }

    /** The failed CIs that the reader may see. */
    public List<String> failed() {
        return view.failed();
    }

    /** The CIs that the question names as failed but that were not known yet at its instant: nothing was assumed of them. */
    public List<String> unknownThen() {
        return unknownThen;
    }

    /**
     * How many CIs each state has among those shown. If the walk was cut short a CI may be worse off than it is called, so then a
     * lower bound is what a state has together with those that are worse.
     */
    public Map<ImpactState, Integer> counts() {
        return view.counts();
    }

    /** Failed and impacted CIs that the reader may not see. */
    public int hiddenCount() {
        return view.hiddenCount();
    }

    /** What the relations were read from. */
    public ImpactSource source() {
        return source;
    }

    /** The planned outages that took CIs down or degraded them, by id, as far as the reader may see their CIs. */
    public Page<PlannedOutage> plannedOutages(PageRequest request, String scope) {
        String afterId = onlyId(request);
        List<PlannedOutage> rows = visibleOutages()
                .filter(outage -> outage.id().compareTo(afterId) > 0)
                .limit(request.first() + 1L)
                .toList();
        return Page.ofRows(rows, request, outage -> Cursor.of(List.of(), outage.id(), scope));
    }

    public int countPlannedOutages() {
        return Math.toIntExact(visibleOutages().count());
    }

    /** How many more planned outages there are, of CIs that the reader may not see. */
    public int hiddenPlannedOutageCount() {
        return outages.size() - countPlannedOutages();
    }

    private Stream<PlannedOutage> visibleOutages() {
        return outages.stream().filter(outage -> visible.containsKey(outage.ciId()));
    }

    public @Nullable IncompleteReason incompleteReason() {
        IncompleteReason reason = view.incompleteReason();
        return reason == null && !unknownThen.isEmpty() ? IncompleteReason.UNKNOWN_THEN : reason;
    }

    /**
     * The impacted CIs: worst state first, then nearest first.
     *
     * @param states which states to show; empty for all
     * @param classKeys which classes, with those below them, to show; empty for all
     */
    public Page<ImpactedItem> impacted(
            Collection<ImpactState> states, Collection<String> classKeys, PageRequest request, String scope) {
        List<ImpactedCi> rows = selected(states, classKeys).stream()
                .filter(follows(request.after()))
                .limit(request.first() + 1L)
                .toList();
        return Page.ofRows(rows, request, ci -> cursor(ci, scope)).map(this::item);
    }

    public int countImpacted(Collection<ImpactState> states, Collection<String> classKeys) {
        return selected(states, classKeys).size();
    }

    /** The services above CIs at risk, those that harm is nearest to first. Empty unless the question asked for it. */
    public Page<ServiceExposure> exposed(PageRequest request, String scope) {
        List<Exposure.Rank> rows = exposedServices().stream()
                .filter(isAfter(request.after()))
                .limit(request.first() + 1L)
                .toList();
        return Page.ofRows(
                        rows,
                        request,
                        rank -> Cursor.of(
                                List.of(String.valueOf(rank.spare()), String.valueOf(rank.distance())),
                                rank.ciId(),
                                scope))
                .map(this::exposedService);
    }

    public int countExposed() {
        return exposedServices().size();
    }

    /** Which part of the services that the reader may see is exposed, 0 to 1. 0 unless the question asked for it. */
    public double exposedShare() {
        return serviceCount == 0 ? 0 : Math.min(1, (double) countExposed() / serviceCount);
    }

    /** How many more services there are above CIs at risk that the reader may not see. 0 unless the question asked for it. */
    public int hiddenExposedServiceCount() {
        return hiddenExposedServiceCount;
    }

    private List<Exposure.Rank> exposedServices() {
        Predicate<String> isService = ciId -> {
            DependencyGraphs.Facts facts = visible.get(ciId);
            return facts != null && classes.isA(facts.classKey(), CiClassTree.SERVICE);
        };
        return assessment.exposed(isService);
    }

    private static Predicate<Exposure.Rank> isAfter(@Nullable Cursor after) {
        if (after == null) {
            return _ -> true;
        }
        Cursor.Values values = after.values(2);
        Exposure.Rank last = new Exposure.Rank(after.id(), values.integer(0), values.integer(1));
        return rank -> Exposure.Rank.SOONEST.compare(rank, last) > 0;
    }

    private ServiceExposure exposedService(Exposure.Rank rank) {
        List<Exposure> all = assessment.exposures(rank.ciId());
        List<ServiceExposure.Exposure> shown = all.stream()
                .filter(exposure -> visible.containsKey(exposure.atRiskCiId()))
                .map(exposure ->
                        new ServiceExposure.Exposure(exposure.atRiskCiId(), exposure.spare(), steps(exposure.path())))
                .toList();
        return new ServiceExposure(rank.ciId(), rank.spare(), rank.distance(), shown, all.size() - shown.size());
    }

    private List<ImpactedCi> selected(Collection<ImpactState> states, Collection<String> classKeys) {
        Set<String> keys = classes.withDescendants(classKeys);
        return view.impacted().stream()
                .filter(ci -> states.isEmpty() || states.contains(ci.state()))
                .filter(ci -> keys.isEmpty() || keys.contains(facts(ci).classKey()))
                .toList();
    }

    private ImpactedItem item(ImpactedCi ci) {
        return new ImpactedItem(
                ci.ciId(),
                ci.state(),
                ci.distance(),
                facts(ci).down(),
                steps(assessment.path(ci.ciId())),
                assessment.groups(ci.ciId()));
    }

    private List<PathStep> steps(List<ImpactPathStep> path) {
        return ImpactView.maskPath(path, visible::containsKey).stream()
                .map(step -> new PathStep(step.fromId(), step.toId(), step.type()))
                .toList();
    }

    /** Only visible CIs are in the view, and their facts were read with it. */
    private DependencyGraphs.Facts facts(ImpactedCi ci) {
        return Objects.requireNonNull(visible.get(ci.ciId()));
    }

    private static Cursor cursor(ImpactedCi ci, String scope) {
        return Cursor.of(List.of(ci.state().name(), String.valueOf(ci.distance())), ci.ciId(), scope);
    }

    /** The id after which a part begins; the text before all others for the first part. */
    private static String onlyId(PageRequest request) {
        return request.after() == null ? "" : request.after().onlyId();
    }

    private static Predicate<ImpactedCi> follows(@Nullable Cursor after) {
        if (after == null) {
            return _ -> true;
        }
        Cursor.Values values = after.values(2);
        ImpactedCi last = new ImpactedCi(after.id(), values.constant(0, ImpactState.class), values.integer(1));
        return ci -> Comparator.comparing(ImpactedCi::state)
                        .thenComparing(ImpactedCi::distance)
                        .thenComparing(ImpactedCi::ciId)
                        .compare(ci, last)
                > 0;
    }

    static Map<String, DependencyGraphs.Facts> byId(List<DependencyGraphs.Facts> facts) {
        return facts.stream().collect(Collectors.toMap(DependencyGraphs.Facts::ciId, Function.identity()));
    }
}
