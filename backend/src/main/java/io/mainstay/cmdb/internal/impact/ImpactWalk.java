// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.IncompleteReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One evaluation: first what goes down, then what is degraded by it, then which groups have lost members. */
final class ImpactWalk {

    private final DependencyGraph graph;
    private final LongSupplier nanoTime;
    private final long startedAt;
    private final ImpactBudget budget;
    private final Set<String> failed;
    private final Set<String> impaired;

    private final FailureGraph read = new FailureGraph();
    /** What the walk has come to, beside what it began with. */
    private final Set<String> met = new HashSet<>();

    private final Set<String> expanded = new HashSet<>();
    private final Set<String> down;
    private final Set<String> degraded = new HashSet<>();
    private final Map<String, GroupLoss> losses = new HashMap<>();
    private @Nullable IncompleteReason stopped;

    ImpactWalk(
            DependencyGraph graph,
            LongSupplier nanoTime,
            ImpactBudget budget,
            Set<String> failed,
            Set<String> impaired) {
        this.graph = graph;
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
        this.budget = budget;
        this.failed = Set.copyOf(failed);
        this.impaired = Set.copyOf(impaired);
        this.down = new HashSet<>(failed);
    }

    ImpactAssessment run(boolean withExposure) {
        spreadDown();
        spreadDegraded();
        Map<String, ImpactState> states = states();
        if (withExposure) {
            readAbove(states.entrySet().stream()
                    .filter(entry -> entry.getValue() == ImpactState.AT_RISK)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet()));
        }
        return new ImpactAssessment(failed, impaired, states, losses.values(), read, stopped);
    }

    private void spreadDown() {
        Collection<String> frontier = failed;
        while (!frontier.isEmpty()) {
            Set<String> next = new LinkedHashSet<>();
            for (FailureGraph.Edge edge : expand(frontier)) {
                if (stops(edge) && !down.contains(edge.toId())) {
                    next.add(edge.toId());
                }
            }
            down.addAll(next);
            frontier = next;
        }
    }

    /** Notes the loss of the provider and tells whether it takes the dependent CI down. */
    private boolean stops(FailureGraph.Edge edge) {
        RedundancyGroup group = edge.group();
        if (group == null) {
            return edge.effect() == FailureEffect.STOPS;
        }
        GroupLoss loss = losses.computeIfAbsent(group.id(), id -> new GroupLoss(edge.toId(), group));
        loss.add(edge);
        return group.effect() == FailureEffect.STOPS && loss.belowMinimum();
    }

    private void spreadDegraded() {
        Set<String> first = new LinkedHashSet<>(impaired);
        for (String provider : down) {
            for (FailureGraph.Edge edge : read.dependentsOf(provider)) {
                if (edge.critical() && edge.effect() == FailureEffect.DEGRADES) {
                    first.add(edge.toId());
                }
            }
        }
        for (GroupLoss loss : losses.values()) {
            if (loss.group().effect() == FailureEffect.DEGRADES && loss.belowMinimum()) {
                first.add(loss.ciId());
            }
        }
        first.removeAll(down);
        degraded.addAll(first);
        Collection<String> frontier = first;
        while (!frontier.isEmpty()) {
            Set<String> next = new LinkedHashSet<>();
            for (FailureGraph.Edge edge : expand(frontier)) {
                if (edge.critical() && !down.contains(edge.toId()) && degraded.add(edge.toId())) {
                    next.add(edge.toId());
                }
            }
            frontier = next;
        }
    }

    private Map<String, ImpactState> states() {
        Map<String, ImpactState> states = new HashMap<>();
        for (GroupLoss loss : losses.values()) {
            ImpactState state = loss.arithmetic().spare() > 0 ? ImpactState.REDUCED : ImpactState.AT_RISK;
            states.merge(loss.ciId(), state, (a, b) -> a.compareTo(b) <= 0 ? a : b);
        }
        degraded.forEach(ciId -> states.put(ciId, ImpactState.DEGRADED));
        down.forEach(ciId -> states.put(ciId, ImpactState.DOWN));
        failed.forEach(states::remove);
        return states;
    }

    private void readAbove(Set<String> starts) {
        Set<String> visited = new HashSet<>(starts);
        Collection<String> frontier = starts;
        while (!frontier.isEmpty()) {
            expand(frontier.stream().filter(Predicate.not(expanded::contains)).toList());
            Set<String> next = new LinkedHashSet<>();
            for (String ciId : frontier) {
                for (FailureGraph.Edge edge : read.dependentsOf(ciId)) {
                    if (visited.add(edge.toId())) {
                        next.add(edge.toId());
                    }
                }
            }
            frontier = next;
        }
    }

    /** Reads one level, or nothing when the budget is spent. */
    private List<FailureGraph.Edge> expand(Collection<String> providers) {
        if (providers.isEmpty() || !mayReadOn()) {
            return List.of();
        }
        expanded.addAll(providers);
        List<FailureGraph.Edge> edges = new ArrayList<>();
        // One more than the budget and what does not count: a longer answer than the budget allows shows itself.
        int limit = (int) Math.min(Integer.MAX_VALUE, 1L + budget.maxCis() + failed.size() + impaired.size());
        for (Dependent dependent : graph.dependentsOf(providers, limit)) {
            if (!isKnown(dependent.ciId()) && met.size() >= budget.maxCis()) {
                stopped = IncompleteReason.CI_BUDGET;
                continue;
            }
            if (!isStart(dependent.ciId())) {
                met.add(dependent.ciId());
            }
            addEdges(dependent, edges);
        }
        edges.forEach(read::add);
        return edges;
    }

    private static void addEdges(Dependent dependent, List<FailureGraph.Edge> edges) {
        Map<String, RedundancyGroup> groups =
                dependent.groups().stream().collect(Collectors.toMap(RedundancyGroup::id, group -> group));
        for (Dependency dependency : dependent.dependencies()) {
            String groupId = dependency.groupId();
            RedundancyGroup group = groupId == null
                    ? null
                    : Objects.requireNonNull(groups.get(groupId), () -> "group not read: " + groupId);
            edges.add(new FailureGraph.Edge(dependency.providerId(), dependent.ciId(), dependency, group));
        }
    }

    private boolean mayReadOn() {
        if (stopped == null && nanoTime.getAsLong() - startedAt > budget.time().toNanos()) {
            stopped = IncompleteReason.TIME_BUDGET;
        }
        if (stopped == null && failed.size() + impaired.size() > budget.maxStarts()) {
            stopped = IncompleteReason.CI_BUDGET;
        }
        return stopped == null;
    }

    private boolean isKnown(String ciId) {
        return met.contains(ciId) || isStart(ciId);
    }

    private boolean isStart(String ciId) {
        return failed.contains(ciId) || impaired.contains(ciId);
    }
}
