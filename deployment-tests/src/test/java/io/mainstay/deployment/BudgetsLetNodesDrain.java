// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetSpec;
import java.util.List;

/** A budget lets at least one pod go, so that a node can be drained, and never all of them. */
final class BudgetsLetNodesDrain implements Rule {

    private static final int WHOLE = 100;

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (PodDisruptionBudget budget : manifests.of(PodDisruptionBudget.class)) {
            for (Workload workload : manifests.selected(budget.getSpec().getSelector())) {
                int replicas = Replicas.least(manifests, workload);
                int allowed = allowed(budget.getSpec(), replicas);
                findings.require(allowed > 0, budget, "blocks the drain of a node of %s".formatted(workload));
                findings.require(allowed < replicas, budget, "lets all pods of %s go at once".formatted(workload));
            }
        }
        for (Workload workload : manifests.workloads()) {
            boolean several = workload.owner() instanceof Deployment && Replicas.least(manifests, workload) > 1;
            findings.require(
                    !several
                            || manifests.of(PodDisruptionBudget.class).stream()
                                    .anyMatch(budget ->
                                            Labels.match(budget.getSpec().getSelector(), workload.labels())),
                    workload,
                    "has no budget");
        }
        return findings.all();
    }

    private static int allowed(PodDisruptionBudgetSpec budget, int replicas) {
        return budget.getMaxUnavailable() != null
                ? count(budget.getMaxUnavailable(), replicas)
                : replicas - count(budget.getMinAvailable(), replicas);
    }

    /** Percentages are rounded up, as the cluster does. */
    private static int count(IntOrString value, int replicas) {
        if (value.getIntVal() != null) {
            return value.getIntVal();
        }
        int percent = Integer.parseInt(value.getStrVal().replace("%", ""));
        return Math.ceilDiv(percent * replicas, WHOLE);
    }
}
