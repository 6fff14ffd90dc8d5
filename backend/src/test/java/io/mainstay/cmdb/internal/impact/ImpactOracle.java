// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.RedundancyArithmetic;
import io.mainstay.cmdb.RelationType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What failure does, read straight from the definitions: every rule is tried on every CI of the whole graph until
 * nothing changes. It shares no code with the evaluator and knows by itself which way failure flows.
 */
public final class ImpactOracle {

    private static final int FAR = 1_000_000;

    private final FailureModel model;
    private final Set<String> failed;
    private final Set<String> impaired;
    private final Set<String> down = new HashSet<>();
    private final Set<String> degraded = new HashSet<>();

    /** @param impaired the CIs that are degraded whatever they depend on */
    public ImpactOracle(FailureModel model, Set<String> failed, Set<String> impaired) {
        this.model = model;
        this.failed = failed;
        this.impaired = impaired;
        down.addAll(failed);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (FailureModel.Ci ci : model.cis()) {
                changed |= isDown(ci.id()) && down.add(ci.id());
            }
        }
        changed = true;
        while (changed) {
            changed = false;
            for (FailureModel.Ci ci : model.cis()) {
                changed |= !down.contains(ci.id()) && isDegraded(ci.id()) && degraded.add(ci.id());
            }
        }
    }

    /** The states of all CIs that are touched, but for the failed ones. */
    public Map<String, ImpactState> states() {
        Map<String, ImpactState> states = new TreeMap<>();
        for (FailureModel.Ci ci : model.cis()) {
            if (failed.contains(ci.id())) {
                continue;
            }
            List<RedundancyArithmetic> lossy = lossyGroups(ci.id());
            if (down.contains(ci.id())) {
                states.put(ci.id(), ImpactState.DOWN);
            } else if (degraded.contains(ci.id())) {
                states.put(ci.id(), ImpactState.DEGRADED);
            } else if (lossy.stream().anyMatch(group -> group.up() - group.minUp() == 0)) {
                states.put(ci.id(), ImpactState.AT_RISK);
            } else if (!lossy.isEmpty()) {
                states.put(ci.id(), ImpactState.REDUCED);
            }
        }
        return states;
    }

    public int distance(String ciId) {
        return switch (states().get(ciId)) {
            case DOWN -> distances(down).get(ciId);
            case DEGRADED -> distances(degradedStarts(), union(down, degraded)).get(ciId);
            case AT_RISK, REDUCED -> {
                int least = FAR;
                for (FailureModel.Group group : model.groups()) {
                    for (String member : membersOf(group)) {
                        if (group.ciId().equals(ciId) && down.contains(member)) {
                            least = Math.min(least, distances(down).get(member));
                        }
                    }
                }
                yield 1 + least;
            }
        };
    }

    /** The CI's groups that have lost a member. */
    public List<RedundancyArithmetic> lossyGroups(String ciId) {
        List<RedundancyArithmetic> lossy = new ArrayList<>();
        for (FailureModel.Group group : model.groups()) {
            Set<String> members = membersOf(group);
            if (group.ciId().equals(ciId) && members.stream().anyMatch(down::contains)) {
                lossy.add(new RedundancyArithmetic(group.name(), members.size(), up(group), minUp(group)));
            }
        }
        return lossy;
    }

    /** The CIs at risk below the given one and how far below. */
    public Map<String, Integer> exposures(String ciId) {
        Map<String, Integer> exposures = new TreeMap<>();
        states().forEach((other, state) -> {
            if (state == ImpactState.AT_RISK && !other.equals(ciId)) {
                int distance = distances(Set.of(other), allIds()).get(ciId);
                if (distance < FAR) {
                    exposures.put(other, distance);
                }
            }
        });
        return exposures;
    }

    /** Whether failure can flow from one CI straight to the other over a relation of that type. */
    public boolean flows(String from, String to, RelationType type) {
        return model.relations().stream()
                .anyMatch(relation -> counts(relation)
                        && relation.type() == type
                        && provider(relation).equals(from)
                        && dependent(relation).equals(to));
    }

    public boolean isDownOrFailed(String ciId) {
        return down.contains(ciId);
    }

    public boolean isDegradedOrWorse(String ciId) {
        return down.contains(ciId) || degraded.contains(ciId);
    }

    private boolean isDown(String ciId) {
        for (FailureModel.Relation relation : model.relations()) {
            if (criticalOf(relation, ciId)
                    && effect(relation) == FailureEffect.STOPS
                    && down.contains(provider(relation))) {
                return true;
            }
        }
        return belowMinimum(ciId, FailureEffect.STOPS);
    }

    /** Where a proof that something is degraded may begin. */
    public Set<String> degradedStarts() {
        Set<String> starts = new HashSet<>(failed);
        impaired.stream().filter(ciId -> !down.contains(ciId)).forEach(starts::add);
        return starts;
    }

    private boolean isDegraded(String ciId) {
        if (impaired.contains(ciId)) {
            return true;
        }
        for (FailureModel.Relation relation : model.relations()) {
            if (criticalOf(relation, ciId)
                    && (degraded.contains(provider(relation))
                            || effect(relation) == FailureEffect.DEGRADES && down.contains(provider(relation)))) {
                return true;
            }
        }
        return belowMinimum(ciId, FailureEffect.DEGRADES);
    }

    private boolean belowMinimum(String ciId, FailureEffect effect) {
        return model.groups().stream()
                .anyMatch(group -> group.ciId().equals(ciId) && group.effect() == effect && up(group) < minUp(group));
    }

    private boolean criticalOf(FailureModel.Relation relation, String ciId) {
        return counts(relation)
                && relation.groupId() == null
                && dependent(relation).equals(ciId);
    }

    private Set<String> membersOf(FailureModel.Group group) {
        Set<String> members = new HashSet<>();
        for (FailureModel.Relation relation : model.relations()) {
            if (counts(relation) && group.id().equals(relation.groupId())) {
                members.add(provider(relation));
            }
        }
        return members;
    }

    private int up(FailureModel.Group group) {
        int up = 0;
        for (String member : membersOf(group)) {
            up += down.contains(member) ? 0 : 1;
        }
        return up;
    }

    private int minUp(FailureModel.Group group) {
        int members = membersOf(group).size();
        int wanted = group.minUp() != null ? group.minUp() : (int) Math.ceil(members * group.percent() / 100.0 - 1e-9);
        return Math.min(wanted, members);
    }

    private Map<String, Integer> distances(Set<String> through) {
        return distances(failed, through);
    }

    private Map<String, Integer> distances(Set<String> starts, Set<String> through) {
        Map<String, Integer> distances = new HashMap<>();
        model.cis().forEach(ci -> distances.put(ci.id(), starts.contains(ci.id()) ? 0 : FAR));
        for (int round = 0; round < model.cis().size(); round++) {
            for (FailureModel.Relation relation : model.relations()) {
                if (counts(relation) && (starts.contains(provider(relation)) || through.contains(provider(relation)))) {
                    distances.merge(dependent(relation), distances.get(provider(relation)) + 1, Math::min);
                }
            }
        }
        return distances;
    }

    private boolean counts(FailureModel.Relation relation) {
        return !relation.ended()
                && provider(relation) != null
                && model.cis().stream()
                        .noneMatch(ci -> ci.retired()
                                && (ci.id().equals(relation.source()) || ci.id().equals(relation.target())));
    }

    private static String provider(FailureModel.Relation relation) {
        return switch (relation.type()) {
            case DEPENDS_ON, RUNS_ON, POWERED_BY, LOCATED_IN, USES -> relation.target();
            case CONTAINS -> relation.source();
            case PART_OF, CONNECTED_TO, CONNECTED_BY, DOCUMENTED_BY -> null;
        };
    }

    private static String dependent(FailureModel.Relation relation) {
        return relation.type() == RelationType.CONTAINS ? relation.target() : relation.source();
    }

    private static FailureEffect effect(FailureModel.Relation relation) {
        if (relation.effect() != null) {
            return relation.effect();
        }
        return relation.type() == RelationType.USES ? FailureEffect.DEGRADES : FailureEffect.STOPS;
    }

    private Set<String> allIds() {
        Set<String> ids = new HashSet<>();
        model.cis().forEach(ci -> ids.add(ci.id()));
        return ids;
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> both = new HashSet<>(a);
        both.addAll(b);
        return both;
    }
}
