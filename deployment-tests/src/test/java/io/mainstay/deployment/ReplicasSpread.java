// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.mainstay.deployment.Workload.Life;
import java.util.List;

/** Pods of one workload do not all stand on one node or in one zone, and still start where there is only one. */
final class ReplicasSpread implements Rule {

    private static final List<String> TOPOLOGIES = List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone");

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (Workload workload : manifests.workloads()) {
            if (workload.life() == Life.ENDS || Replicas.least(manifests, workload) < 2) {
                continue;
            }
            List<TopologySpreadConstraint> constraints = workload.pod().getTopologySpreadConstraints();
            for (String topology : TOPOLOGIES) {
                findings.require(
                        constraints.stream()
                                .anyMatch(constraint ->
                                        constraint.getTopologyKey().equals(topology)),
                        workload,
                        "does not spread over " + topology);
            }
            findings.require(
                    constraints.stream()
                            .allMatch(constraint ->
                                    constraint.getWhenUnsatisfiable().equals("ScheduleAnyway")),
                    workload,
                    "does not start where it cannot spread");
        }
        return findings.all();
    }
}
