// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.impact;

import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.FailureFlow;
import io.mainstay.cmdb.RelationType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Small random graphs with everything that makes failure hard to follow: cycles, mixed effects, groups, dead wood. */
public final class RandomFailureModels {

    private final Random random;
    private final String prefix;

    public RandomFailureModels(long seed) {
        this(seed, "");
    }

    /** @param prefix begins every id, so that several graphs fit into one database */
    public RandomFailureModels(long seed, String prefix) {
        this.random = new Random(seed);
        this.prefix = prefix;
    }

    public FailureModel next() {
        List<FailureModel.Ci> cis = new ArrayList<>();
        int size = 2 + random.nextInt(14);
        for (int i = 0; i < size; i++) {
            cis.add(new FailureModel.Ci(prefix + "ci-%02d".formatted(i), random.nextInt(10) == 0));
        }
        List<FailureModel.Group> groups = new ArrayList<>();
        for (FailureModel.Ci ci : cis) {
            for (int i = random.nextInt(3); i > 0; i--) {
                groups.add(group(prefix + "group-%02d".formatted(groups.size()), ci.id()));
            }
        }
        return new FailureModel(cis, relations(cis, groups), groups);
    }

    public Set<String> nextFailed(FailureModel model) {
        Set<String> failed = new TreeSet<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            failed.add(model.cis().get(random.nextInt(model.cis().size())).id());
        }
        return failed;
    }

    /** CIs that are degraded by themselves; none in half of the graphs, and some of them fail too. */
    public Set<String> nextImpaired(FailureModel model) {
        Set<String> impaired = new TreeSet<>();
        for (int i = Math.max(0, random.nextInt(4) - 1); i > 0; i--) {
            impaired.add(model.cis().get(random.nextInt(model.cis().size())).id());
        }
        return impaired;
    }

    private FailureModel.Group group(String id, String ciId) {
        boolean absolute = random.nextBoolean();
        return new FailureModel.Group(
                id,
                ciId,
                "name of " + id,
                absolute ? 1 + random.nextInt(4) : null,
                absolute ? null : 1 + random.nextInt(100),
                random.nextInt(3) == 0 ? FailureEffect.DEGRADES : FailureEffect.STOPS);
    }

    private List<FailureModel.Relation> relations(List<FailureModel.Ci> cis, List<FailureModel.Group> groups) {
        List<FailureModel.Relation> relations = new ArrayList<>();
        Set<String> live = new HashSet<>();
        int wanted = random.nextInt(3 * cis.size() + 1);
        for (int i = 0; i < wanted; i++) {
            String source = cis.get(random.nextInt(cis.size())).id();
            String target = cis.get(random.nextInt(cis.size())).id();
            RelationType type = RelationType.values()[random.nextInt(RelationType.values().length)];
            boolean ended = random.nextInt(8) == 0;
            if (source.equals(target) || (!ended && !live.add(source + type + target))) {
                continue;
            }
            relations.add(new FailureModel.Relation(
                    prefix + "relation-%03d".formatted(relations.size()),
                    source,
                    type,
                    target,
                    effect(),
                    groupFor(type.failureFlow(), source, target, groups),
                    ended));
        }
        return relations;
    }

    private FailureEffect effect() {
        return switch (random.nextInt(4)) {
            case 0 -> FailureEffect.STOPS;
            case 1 -> FailureEffect.DEGRADES;
            default -> null;
        };
    }

    private String groupFor(FailureFlow flow, String source, String target, List<FailureModel.Group> groups) {
        if (flow == FailureFlow.NONE || random.nextInt(3) == 0) {
            return null;
        }
        String dependent = flow == FailureFlow.TARGET_TO_SOURCE ? source : target;
        List<FailureModel.Group> own =
                groups.stream().filter(group -> group.ciId().equals(dependent)).toList();
        return own.isEmpty() ? null : own.get(random.nextInt(own.size())).id();
    }
}
