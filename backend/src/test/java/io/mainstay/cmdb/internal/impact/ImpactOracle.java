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
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final FailureModel model;
    private final Set<String> failed;
    private final Set<String> impaired;
    private final Set<String> down = new HashSet<>();
    private final Set<String> degraded = new HashSet<>();
    private final Map<String, ImpactState> states;
    private final Map<String, Integer> proofs;

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
        states = findStates();
        proofs = findProofs();
    }

    /** The states of all CIs that are touched, but for the failed ones. */
    public Map<String, ImpactState> states() {
        return states;
    }

    private Map<String, ImpactState> findStates() {
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

    /** The length of the shortest proof. */
    public int distance(String ciId) {
        return switch (states.get(ciId)) {
            case DOWN, DEGRADED -> proofs.get(ciId);
            case AT_RISK, REDUCED -> {
                int least = FAR;
                for (FailureModel.Relation relation : model.relations()) {
                    if (counts(relation) && dependent(relation).equals(ciId) && explains(relation)) {
                        least = Math.min(least, proofs.get(provider(relation)));
                    }
                }
                yield 1 + least;
            }
        };
    }

    /** Whether some relation of that type leads from one CI to the other and makes the other what it is. */
    public boolean explains(String from, String to, RelationType type) {
        return model.relations().stream()
                .anyMatch(relation -> counts(relation)
                        && relation.type() == type
                        && provider(relation).equals(from)
                        && dependent(relation).equals(to)
                        && explains(relation));
    }

    /** How many relations lead to each CI that is down or degraded, each of which explains where it leads to. */
    private Map<String, Integer> findProofs() {
        List<FailureModel.Relation> explaining = model.relations().stream()
                .filter(relation -> counts(relation) && explains(relation))
                .toList();
        Map<String, Integer> found = new HashMap<>();
        model.cis().forEach(ci -> found.put(ci.id(), degradedStarts().contains(ci.id()) ? 0 : FAR));
        for (int round = 0; round < model.cis().size(); round++) {
            for (FailureModel.Relation relation : explaining) {
                found.merge(dependent(relation), found.get(provider(relation)) + 1, Math::min);
            }
        }
        return found;
    }

    private boolean explains(FailureModel.Relation relation) {
        String from = provider(relation);
        ImpactState state = states.get(dependent(relation));
        if (state == null) {
            return false;
        }
        FailureModel.Group group = model.groups().stream()
                .filter(other -> other.id().equals(relation.groupId()))
                .findFirst()
                .orElse(null);
        if (group == null) {
            return switch (state) {
                case DOWN -> down.contains(from) && effect(relation) == FailureEffect.STOPS;
                case DEGRADED ->
                    degraded.contains(from) || down.contains(from) && effect(relation) == FailureEffect.DEGRADES;
                case AT_RISK, REDUCED -> false;
            };
        }
        int spare = up(group) - minUp(group);
        return down.contains(from)
                && switch (state) {
                    case DOWN -> spare < 0 && group.effect() == FailureEffect.STOPS;
                    case DEGRADED -> spare < 0 && group.effect() == FailureEffect.DEGRADES;
                    case AT_RISK -> spare == 0;
                    case REDUCED -> spare > 0;
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

    /** The CIs at risk below the given one, with the losses that groups on the way still make up for, and how far below. */
    public Map<String, String> exposures(String ciId) {
        Map<String, String> exposures = new TreeMap<>();
        states.forEach((other, state) -> {
            if (state == ImpactState.AT_RISK && !other.equals(ciId)) {
                long way = lightestWays(other).get(ciId);
                if (way < NEVER) {
                    exposures.put(other, way / FAR + " spare, " + way % FAR + " steps");
                }
            }
        });
        return exposures;
    }

    private Map<String, Long> lightestWays(String start) {
        Map<String, Long> ways = new HashMap<>();
        model.cis().forEach(ci -> ways.put(ci.id(), ci.id().equals(start) ? 0 : NEVER));
        for (int round = 0; round < model.cis().size(); round++) {
            for (FailureModel.Relation relation : model.relations()) {
                if (counts(relation)) {
                    long spare = model.groups().stream()
                            .filter(group -> group.id().equals(relation.groupId()))
                            .mapToLong(group -> Math.max(0, up(group) - minUp(group)))
                            .sum();
                    ways.merge(dependent(relation), ways.get(provider(relation)) + spare * FAR + 1, Math::min);
                }
            }
        }
        return ways;
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
}
