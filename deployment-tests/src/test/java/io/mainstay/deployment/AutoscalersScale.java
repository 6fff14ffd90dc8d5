// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.List;
import java.util.Objects;

/** An autoscaler has a target whose number of pods nobody else sets, room to scale, and something to measure. */
final class AutoscalersScale implements Rule {

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (HorizontalPodAutoscaler scaler : manifests.of(HorizontalPodAutoscaler.class)) {
            List<Workload> targets = manifests.workloads().stream()
                    .filter(workload -> Replicas.scales(scaler, workload))
                    .toList();
            findings.require(targets.size() == 1, scaler, "has no target");
            int least = Objects.requireNonNullElse(scaler.getSpec().getMinReplicas(), 1);
            findings.require(
                    scaler.getSpec().getMaxReplicas() > least, scaler, "has no room between least and most pods");
            findings.require(!scaler.getSpec().getMetrics().isEmpty(), scaler, "measures nothing");
            for (Workload target : targets) {
                findings.require(
                        target.replicas() == null,
                        target,
                        "sets the number that %s decides"
                                .formatted(scaler.getMetadata().getName()));
            }
        }
        for (Workload workload : manifests.workloads()) {
            findings.require(
                    workload.life() == Workload.Life.ENDS
                            || workload.replicas() != null
                            || Replicas.autoscaler(manifests, workload).isPresent(),
                    workload,
                    "says nothing about the number of its pods");
        }
        return findings.all();
    }
}
