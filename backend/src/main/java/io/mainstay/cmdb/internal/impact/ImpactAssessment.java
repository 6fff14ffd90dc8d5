// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.IncompleteReason;
import io.mainstay.cmdb.RedundancyArithmetic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an assumed failure does, worked out over the whole graph whoever asks. Readers get an {@link ImpactView} of it. */
public final class ImpactAssessment {

    private final Set<String> failed;
    private final Map<String, ImpactState> states;
    private final Map<String, List<GroupLoss>> losses;
    private final FailureGraph read;
    private final @Nullable IncompleteReason incompleteReason;
    private final Map<String, FailureGraph.Reach> overDown;
    private final Map<String, FailureGraph.Reach> overDegraded;
    private final List<ImpactedCi> impacted;

    ImpactAssessment(
            Set<String> failed,
            Set<String> impaired,
            Map<String, ImpactState> states,
            Collection<GroupLoss> losses,
            FailureGraph read,
            @Nullable IncompleteReason incompleteReason) {
        this.failed = failed;
        this.states = states;
        this.losses = losses.stream().collect(Collectors.groupingBy(GroupLoss::ciId));
        this.read = read;
        this.incompleteReason = incompleteReason;
        Predicate<String> down = id -> states.get(id) == ImpactState.DOWN;
        Predicate<String> degraded = id -> states.get(id) == ImpactState.DEGRADED;
        this.overDown = read.reachUpwards(failed, down, FailureOrder.OF_DOWN);
        // A way to a degraded CI may lead through other CIs than the one to a CI that is down, and be shorter.
        Set<String> starts = new HashSet<>(failed);
        impaired.stream().filter(degraded).forEach(starts::add);
        this.overDegraded = read.reachUpwards(starts, down.or(degraded), FailureOrder.OF_DEGRADED);
        this.impacted = states.entrySet().stream()
                .map(entry ->
                        new ImpactedCi(entry.getKey(), entry.getValue(), distance(entry.getKey(), entry.getValue())))
                .sorted(Comparator.comparing(ImpactedCi::state)
                        .thenComparing(ImpactedCi::distance)
                        .thenComparing(ImpactedCi::ciId))
                .toList();
    }

    /** The CIs that were assumed to have failed; none of them is among the impacted ones. */
    public Set<String> failed() {
        return failed;
    }

    /** All impacted CIs: worst state first, then nearest first, then by id. */
    public List<ImpactedCi> impacted() {
        return impacted;
    }

    /** The budget that the walk met, or null when the answer is whole. */
    public @Nullable IncompleteReason incompleteReason() {
        return incompleteReason;
    }

    /**
     * The CIs above a CI at risk: their own state does not change, but the next loss may reach them.
     *
     * @param candidates which CIs are of interest
     */
    public Set<String> exposed(Predicate<String> candidates) {
        Set<String> atRisk = states.entrySet().stream()
                .filter(entry -> entry.getValue() == ImpactState.AT_RISK)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return read.reachUpwards(atRisk, id -> true, FailureOrder.BY_ID).keySet().stream()
                .filter(candidates)
                .filter(ciId -> !atRisk.contains(ciId) || !exposures(ciId).isEmpty())
                .collect(Collectors.toSet());
    }

    /** The CIs at risk below the given one, nearest first. */
    public List<Exposure> exposures(String ciId) {
        Map<String, FailureGraph.Edge> steps = read.stepsUpTo(ciId, FailureOrder.BY_ID);
        return steps.keySet().stream()
                .filter(id -> states.get(id) == ImpactState.AT_RISK)
                .map(id -> new Exposure(id, stepsFrom(id, ciId, steps)))
                .sorted(Comparator.comparing(
                                (Exposure exposure) -> exposure.path().size())
                        .thenComparing(Exposure::atRiskCiId))
                .toList();
    }

    private static List<ImpactPathStep> stepsFrom(String fromId, String toId, Map<String, FailureGraph.Edge> steps) {
        List<ImpactPathStep> path = new ArrayList<>();
        for (String at = fromId; !at.equals(toId); ) {
            FailureGraph.Edge edge = Objects.requireNonNull(steps.get(at));
            path.add(edge.step());
            at = edge.toId();
        }
        return List.copyOf(path);
    }

    /**
     * The proof: from a failed CI, or one that was assumed to be degraded, to the given impacted one, as many steps as its
     * distance. Empty for a CI that needs none because it was assumed to be as it is.
     */
    public List<ImpactPathStep> path(String ciId) {
        ImpactState state = states.get(ciId);
        if (state == null) {
            return List.of();
        }
        return switch (state) {
            case DOWN -> pathTo(ciId, overDown);
            case DEGRADED -> pathTo(ciId, overDegraded);
            case AT_RISK, REDUCED -> pathOver(nearestLostMember(ciId));
        };
    }

    /** The redundancy groups of a CI that have lost a member, by name. */
    public List<RedundancyArithmetic> groups(String ciId) {
        return losses.getOrDefault(ciId, List.of()).stream()
                .sorted(Comparator.comparing((GroupLoss loss) -> loss.group().name())
                        .thenComparing(loss -> loss.group().id()))
                .map(GroupLoss::arithmetic)
                .toList();
    }

    private int distance(String ciId, ImpactState state) {
        return switch (state) {
            case DOWN -> reach(overDown, ciId).distance();
            case DEGRADED -> reach(overDegraded, ciId).distance();
            case AT_RISK, REDUCED ->
                1 + reach(overDown, nearestLostMember(ciId).fromId()).distance();
        };
    }

    private FailureGraph.Edge nearestLostMember(String ciId) {
        return losses.getOrDefault(ciId, List.of()).stream()
                .flatMap(loss -> loss.lost().stream())
                .min(Comparator.comparing((FailureGraph.Edge edge) ->
                                reach(overDown, edge.fromId()).distance())
                        .thenComparing(FailureOrder.BY_ID))
                .orElseThrow();
    }

    private List<ImpactPathStep> pathOver(FailureGraph.Edge last) {
        List<ImpactPathStep> path = new ArrayList<>(pathTo(last.fromId(), overDown));
        path.add(last.step());
        return List.copyOf(path);
    }

    private static List<ImpactPathStep> pathTo(String ciId, Map<String, FailureGraph.Reach> reached) {
        List<ImpactPathStep> backwards = new ArrayList<>();
        FailureGraph.Edge via = reach(reached, ciId).via();
        while (via != null) {
            backwards.add(via.step());
            via = reach(reached, via.fromId()).via();
        }
        return List.copyOf(backwards.reversed());
    }

    private static FailureGraph.Reach reach(Map<String, FailureGraph.Reach> reached, String ciId) {
        return Objects.requireNonNull(reached.get(ciId), () -> "no way to an impacted CI: " + ciId);
    }
}
