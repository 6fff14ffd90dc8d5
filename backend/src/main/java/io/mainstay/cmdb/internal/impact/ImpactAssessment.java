// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureEffect;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an assumed failure does, worked out over the whole graph whoever asks. Readers get an {@link ImpactView} of it. */
public final class ImpactAssessment {

    private final Set<String> failed;
    private final Map<String, ImpactState> states;
    private final Map<String, List<GroupLoss>> losses;
    private final FailureGraph read;
    private final @Nullable IncompleteReason incompleteReason;
    private final Map<String, FailureGraph.Reach> proofs;
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
        Set<String> starts = new HashSet<>(failed);
        impaired.stream().filter(id -> states.get(id) == ImpactState.DEGRADED).forEach(starts::add);
        this.proofs = read.reachUpwards(starts, this::explains, FailureOrder.PLAINEST);
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
     * The CIs above a CI at risk, those that harm is nearest to first: their own state does not change, but the next loss may reach them.
     *
     * @param candidates which CIs are of interest
     */
    public List<Exposure.Rank> exposed(Predicate<String> candidates) {
        Set<String> atRisk = states.entrySet().stream()
                .filter(entry -> entry.getValue() == ImpactState.AT_RISK)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return read.waysUp(atRisk, this::spare).values().stream()
                .filter(way -> candidates.test(way.ciId()))
                .flatMap(way -> atRisk.contains(way.ciId())
                        ? exposures(way.ciId()).stream()
                                .limit(1)
                                .map(nearest -> new Exposure.Rank(
                                        way.ciId(),
                                        nearest.spare(),
                                        nearest.path().size()))
                        : Stream.of(new Exposure.Rank(way.ciId(), way.spare(), way.distance())))
                .sorted(Exposure.Rank.SOONEST)
                .toList();
    }

    /** The CIs at risk below the given one, the one that harms it soonest first. */
    public List<Exposure> exposures(String ciId) {
        Map<String, FailureGraph.Way> ways = read.waysDown(ciId, this::spare);
        return ways.values().stream()
                .filter(way -> way.via() != null && states.get(way.ciId()) == ImpactState.AT_RISK)
                .map(way -> new Exposure(way.ciId(), way.spare(), stepsFrom(way, ways)))
                .sorted(Exposure.SOONEST)
                .toList();
    }

    /** How many more losses the group of a relation makes up for once its provider is lost. */
    private int spare(FailureGraph.Edge edge) {
        RedundancyGroup group = edge.group();
        if (group == null) {
            return 0;
        }
        return losses.getOrDefault(edge.toId(), List.of()).stream()
                .filter(loss -> loss.group().id().equals(group.id()))
                .findFirst()
                .map(loss -> Math.max(0, loss.arithmetic().spare()))
                .orElse(group.members() - group.minUp());
    }

    private static List<ImpactPathStep> stepsFrom(FailureGraph.Way from, Map<String, FailureGraph.Way> ways) {
        List<ImpactPathStep> path = new ArrayList<>();
        for (FailureGraph.Edge via = from.via(); via != null; ) {
            path.add(via.step());
            via = Objects.requireNonNull(ways.get(via.toId())).via();
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
            case DOWN, DEGRADED -> pathTo(ciId);
            case AT_RISK, REDUCED -> pathOver(nearestLostMember(ciId, state));
        };
    }

    /** Whether a relation by itself, or by the group that it belongs to, makes the CI that depends what it is. */
    private boolean explains(FailureGraph.Edge edge) {
        boolean fromDown = failed.contains(edge.fromId()) || states.get(edge.fromId()) == ImpactState.DOWN;
        boolean fromDegraded = states.get(edge.fromId()) == ImpactState.DEGRADED;
        return switch (states.get(edge.toId())) {
            case DOWN -> fromDown && edge.effect() == FailureEffect.STOPS && bites(edge);
            case DEGRADED ->
                (fromDown && edge.effect() == FailureEffect.DEGRADES && bites(edge))
                        || (fromDegraded && edge.critical());
            case AT_RISK, REDUCED -> false;
            case null -> false;
        };
    }

    /** Whether the loss at the end of a relation is felt: it is critical, or its group has too few members left. */
    private boolean bites(FailureGraph.Edge edge) {
        RedundancyGroup group = edge.group();
        return group == null
                || losses.getOrDefault(edge.toId(), List.of()).stream()
                        .anyMatch(loss -> loss.group().id().equals(group.id()) && loss.belowMinimum());
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
            case DOWN, DEGRADED -> proof(ciId).distance();
            case AT_RISK, REDUCED ->
                1 + proof(nearestLostMember(ciId, state).fromId()).distance();
        };
    }

    /** Of the groups that make the CI what it is: one that has a spare left puts nothing at risk. */
    private FailureGraph.Edge nearestLostMember(String ciId, ImpactState state) {
        return losses.getOrDefault(ciId, List.of()).stream()
                .filter(loss ->
                        state == ImpactState.REDUCED || loss.arithmetic().spare() == 0)
                .flatMap(loss -> loss.lost().stream())
                .min(Comparator.comparing(
                                (FailureGraph.Edge edge) -> proof(edge.fromId()).distance())
                        .thenComparing(FailureOrder.BY_ID))
                .orElseThrow();
    }

    private List<ImpactPathStep> pathOver(FailureGraph.Edge last) {
        List<ImpactPathStep> path = new ArrayList<>(pathTo(last.fromId()));
        path.add(last.step());
        return List.copyOf(path);
    }

    private List<ImpactPathStep> pathTo(String ciId) {
        List<ImpactPathStep> backwards = new ArrayList<>();
        FailureGraph.Edge via = proof(ciId).via();
        while (via != null) {
            backwards.add(via.step());
            via = proof(via.fromId()).via();
        }
        return List.copyOf(backwards.reversed());
    }

    private FailureGraph.Reach proof(String ciId) {
        return Objects.requireNonNull(proofs.get(ciId), () -> "no proof of an impacted CI: " + ciId);
    }
}
