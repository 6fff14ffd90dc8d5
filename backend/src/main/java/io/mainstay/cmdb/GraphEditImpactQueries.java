// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.DependencyGraphs;
import io.mainstay.cmdb.internal.FailureProjection;
import io.mainstay.cmdb.internal.FieldPath;
import io.mainstay.cmdb.internal.RelationRules;
import io.mainstay.cmdb.internal.RelationRules.Checked;
import io.mainstay.cmdb.internal.RelationStore;
import io.mainstay.cmdb.internal.RelationStore.GroupKey;
import io.mainstay.cmdb.internal.impact.Dependency;
import io.mainstay.cmdb.internal.impact.Dependent;
import io.mainstay.cmdb.internal.impact.EditedGraph;
import io.mainstay.cmdb.internal.impact.ImpactAssessment;
import io.mainstay.cmdb.internal.impact.ImpactBudget;
import io.mainstay.cmdb.internal.impact.ImpactEvaluator;
import io.mainstay.cmdb.internal.impact.ImpactedCi;
import io.mainstay.cmdb.internal.impact.LiveDependencyGraph;
import io.mainstay.cmdb.internal.impact.RedundancyGroup;
import io.mainstay.cmdb.internal.impact.SinglePoints;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.SystemClock;
import io.mainstay.kernel.Validation;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.platform.work.UnitOfWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Answers what an edit of the graph would make of failures, without making it. */
@Service
public final class GraphEditImpactQueries {

    /** How many states, groups and points are shown at most, of each. */
    public static final int MAX_SHOWN = 500;

    private static final int MAX_CIS = ImpactService.DEFAULT_MAX_CIS;
    private static final int MAX_BELOW = 2_000;
    private static final Duration TIME = Duration.ofMillis(ImpactService.DEFAULT_TIME_BUDGET_MS);
    private static final ImpactBudget BUDGET = new ImpactBudget(MAX_CIS, MAX_CIS, TIME);

    // What takes each of them down is worked out for all at once, a bit for each of the others.
    private static final ImpactBudget BELOW = new ImpactBudget(MAX_BELOW, MAX_BELOW, TIME);

    private final DependencyGraphs graphs;
    private final ObjectProvider<FailureProjection> projections;
    private final RelationStore relations;
    private final UnitOfWork work;
    private final SystemClock systemClock;

    GraphEditImpactQueries(
            DependencyGraphs graphs,
            ObjectProvider<FailureProjection> projections,
            RelationStore relations,
            UnitOfWork work,
            SystemClock systemClock) {
        this.graphs = graphs;
        this.projections = projections;
        this.relations = relations;
        this.work = work;
        this.systemClock = systemClock;
    }

    /**
     * Works out an answer over the graph that this replica keeps in memory if that has caught up, else with one database call for each
     * level.
     *
     * @param failing CIs that fail, once before and once after the edit; those that it retires not after it
     */
    public GraphEditImpact impact(Principal principal, GraphEdit edit, Collection<String> failing) {
        principal.require(Permission.CI_READ);
        return work.read(() -> {
            LiveDependencyGraph now = graph();
            EditedGraph then = new EditedGraph(now, laidOver(edit), MAX_CIS);
            Set<String> changed = then.changed();
            ImpactAssessment before = assessment(now, Set.copyOf(failing));
            Set<String> stillFailing = new HashSet<>(failing);
            edit.retiredItems().forEach(retired -> stillFailing.remove(retired.ciId()));
            ImpactAssessment after = assessment(then, stillFailing);
            SinglePoints pointsBefore = SinglePoints.of(now, changed, BELOW, systemClock::nanoTime);
            SinglePoints pointsAfter = SinglePoints.of(then, changed, BELOW, systemClock::nanoTime);
            Map<String, ImpactState> statesBefore = states(before);
            Map<String, ImpactState> statesAfter = states(after);
            List<GraphEditImpact.State> states = differing(statesBefore, statesAfter);
            List<GraphEditImpact.Group> groups =
                    paired(groups(now.dependenciesOf(changed)), groups(then.dependenciesOf(changed)));
            List<GraphEditImpact.Point> points = points(changed, pointsBefore, pointsAfter);
            Set<String> visible = visible(
                    principal,
                    edit,
                    Stream.of(
                                    statesBefore.keySet().stream(),
                                    statesAfter.keySet().stream(),
                                    changed.stream(),
                                    points.stream().map(GraphEditImpact.Point::pointId))
                            .flatMap(ids -> ids)
                            .collect(Collectors.toSet()));
            List<GraphEditImpact.State> shownStates = states.stream()
                    .filter(state -> visible.contains(state.ciId()))
                    .toList();
            List<GraphEditImpact.Group> shownGroups = groups.stream()
                    .filter(group -> visible.contains(group.ciId()))
                    .toList();
            List<GraphEditImpact.Point> shownPoints = points.stream()
                    .filter(point -> visible.contains(point.ciId()) && visible.contains(point.pointId()))
                    .toList();
            int hidden = states.size()
                    + groups.size()
                    + points.size()
                    - shownStates.size()
                    - shownGroups.size()
                    - shownPoints.size();
            boolean cut = Stream.of(shownStates, shownGroups, shownPoints).anyMatch(shown -> shown.size() > MAX_SHOWN);
            return new GraphEditImpact(
                    counts(statesBefore, visible),
                    counts(statesAfter, visible),
                    first(shownStates),
                    first(shownGroups),
                    first(shownPoints),
                    hidden,
                    Stream.of(
                                    before.incompleteReason(),
                                    after.incompleteReason(),
                                    pointsBefore.incompleteReason(),
                                    pointsAfter.incompleteReason(),
                                    cut ? IncompleteReason.CI_BUDGET : null)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null));
        });
    }

    private static <T> List<T> first(List<T> shown) {
        return shown.subList(0, Math.min(MAX_SHOWN, shown.size()));
    }

    private static Map<ImpactState, Integer> counts(Map<String, ImpactState> states, Set<String> visible) {
        Map<ImpactState, Integer> counts = new EnumMap<>(ImpactState.class);
        for (ImpactState state : ImpactState.values()) {
            counts.put(state, 0);
        }
        states.forEach((ciId, state) -> {
            if (visible.contains(ciId)) {
                counts.merge(state, 1, Integer::sum);
            }
        });
        return counts;
    }

    private static List<GraphEditImpact.State> differing(
            Map<String, ImpactState> before, Map<String, ImpactState> after) {
        Set<String> ciIds = new TreeSet<>(before.keySet());
        ciIds.addAll(after.keySet());
        return ciIds.stream()
                .filter(ciId -> before.get(ciId) != after.get(ciId))
                .map(ciId -> new GraphEditImpact.State(ciId, before.get(ciId), after.get(ciId)))
                .toList();
    }

    private static List<GraphEditImpact.Group> paired(
            Map<GroupName, RedundancyArithmetic> before, Map<GroupName, RedundancyArithmetic> after) {
        Set<GroupName> names = new TreeSet<>(GroupName.ORDER);
        names.addAll(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .map(name -> new GraphEditImpact.Group(name.ciId(), name.name(), before.get(name), after.get(name)))
                .toList();
    }

    private LiveDependencyGraph graph() {
        FailureProjection projection = projections.getIfAvailable();
        return projection == null ? graphs.live() : projection.ifCaughtUp().orElseGet(graphs::live);
    }

    private ImpactAssessment assessment(LiveDependencyGraph graph, Set<String> failing) {
        return new ImpactEvaluator(graph, systemClock::nanoTime).evaluate(failing, Set.of(), BUDGET, false);
    }

    private EditedGraph.Edit laidOver(GraphEdit edit) {
        Map<String, Checked> checked = new TreeMap<>();
        for (GraphEdit.AddedRelation added : edit.addedRelations()) {
            RelationRules.check(added.relation(), FieldPath.INPUT, new Validation())
                    .filter(relation -> relation.type().carriesFailure())
                    .ifPresent(relation -> checked.put(added.id(), relation));
        }
        Map<GroupKey, RedundancyGroup> groups = new HashMap<>();
        List<GroupKey> keys = checked.values().stream()
                .flatMap(relation -> relation.groupKey().stream())
                .distinct()
                .toList();
        if (!keys.isEmpty()) {
            relations.groups(keys).forEach((key, group) -> groups.put(key, redundancy(group)));
        }
        List<EditedGraph.Added> added = new ArrayList<>();
        for (GraphEdit.AddedRelation each : edit.addedRelations()) {
            Checked relation = checked.get(each.id());
            if (relation != null) {
                RedundancyGroup group = relation.groupKey()
                        .map(key -> groups.computeIfAbsent(
                                key,
                                _ -> redundancy(RelationRules.newGroup(
                                        each.groupId(), key, Objects.requireNonNull(relation.group())))))
                        .orElse(null);
                added.add(added(each.id(), relation, group));
            }
        }
        Map<String, String> ended = new HashMap<>();
        for (GraphEdit.EndedRelation each : edit.endedRelations()) {
            switch (each.type().failureFlow()) {
                case TARGET_TO_SOURCE -> ended.put(each.relationId(), each.sourceId());
                case SOURCE_TO_TARGET -> ended.put(each.relationId(), each.targetId());
                case NONE -> {
                    // nobody feels its end
                }
            }
        }
        return new EditedGraph.Edit(
                edit.retiredItems().stream().map(GraphEdit.RetiredItem::ciId).collect(Collectors.toSet()),
                ended,
                added);
    }

    private static EditedGraph.Added added(String id, Checked relation, @Nullable RedundancyGroup group) {
        boolean upwards = relation.type().failureFlow() == FailureFlow.TARGET_TO_SOURCE;
        return new EditedGraph.Added(
                upwards ? relation.sourceId() : relation.targetId(),
                new Dependency(
                        id,
                        upwards ? relation.targetId() : relation.sourceId(),
                        relation.type(),
                        Objects.requireNonNullElse(
                                relation.effect(), relation.type().defaultEffect()),
                        group == null ? null : group.id()),
                group);
    }

    private static RedundancyGroup redundancy(RelationStore.Group group) {
        return new RedundancyGroup(group.id(), group.name(), 0, group.minimum(), group.effect());
    }

    private static Map<String, ImpactState> states(ImpactAssessment assessment) {
        return assessment.impacted().stream().collect(Collectors.toMap(ImpactedCi::ciId, ImpactedCi::state));
    }

    /** A redundancy group, by its CI and its name. */
    private record GroupName(String ciId, String name) {

        static final Comparator<GroupName> ORDER =
                Comparator.comparing(GroupName::ciId).thenComparing(GroupName::name);
    }

    private static Map<GroupName, RedundancyArithmetic> groups(List<Dependent> rows) {
        Map<GroupName, RedundancyArithmetic> groups = new HashMap<>();
        for (Dependent row : rows) {
            for (RedundancyGroup group : row.groups()) {
                groups.put(
                        new GroupName(row.ciId(), group.name()),
                        new RedundancyArithmetic(group.name(), group.members(), group.members(), group.minUp()));
            }
        }
        return groups;
    }

    private static List<GraphEditImpact.Point> points(
            Collection<String> ciIds, SinglePoints before, SinglePoints after) {
        List<GraphEditImpact.Point> points = new ArrayList<>();
        for (String ciId : new TreeSet<>(ciIds)) {
            Set<String> then = after.of(ciId);
            Set<String> now = before.of(ciId);
            Set<String> all = new TreeSet<>(now);
            all.addAll(then);
            all.forEach(point ->
                    points.add(new GraphEditImpact.Point(point, ciId, now.contains(point), then.contains(point))));
        }
        return points;
    }

    /** Which of the CIs the principal sees, those that will be there among them. */
    private Set<String> visible(Principal principal, GraphEdit edit, Set<String> ciIds) {
        Map<String, GraphEdit.AddedItem> added = edit.added();
        Set<String> visible = new HashSet<>(
                ImpactAnswer.byId(graphs.facts(ciIds, principal.visibility())).keySet());
        added.forEach((ciId, item) -> {
            if (isVisible(principal, item)) {
                visible.add(ciId);
            }
        });
        return visible;
    }

    /** Whether the principal sees a CI that will be there as one that is there. */
    public static boolean isVisible(Principal principal, GraphEdit.AddedItem added) {
        CreateConfigurationItem item = added.item();
        return principal
                .visibility()
                .allows(new VisibilityFacts(
                        Objects.requireNonNullElse(item.organisationId(), ""),
                        Confidentiality.PUBLIC_INTERNAL,
                        Stream.ofNullable(item.ownerId()).collect(Collectors.toSet()),
                        Stream.of(item.managedByTeamId(), item.supportTeamId())
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet()),
                        Boolean.TRUE.equals(item.selfService())));
    }
}
