// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;

/** A network policy applies to each pod in both directions, and none is for pods of others. */
final class PodsAreIsolated implements Rule {

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        Network network = new Network(manifests);
        for (Workload workload : manifests.workloads()) {
            findings.require(network.isolates(workload, "Ingress"), workload, "anything may reach it");
            findings.require(network.isolates(workload, "Egress"), workload, "it may reach anything");
        }
        for (NetworkPolicy policy : manifests.of(NetworkPolicy.class)) {
            findings.require(
                    !Labels.selectsAll(policy.getSpec().getPodSelector()), policy, "applies to pods of others too");
            findings.require(
                    policy.getSpec().getEgress().stream()
                            .noneMatch(rule ->
                                    rule.getTo().isEmpty() && rule.getPorts().isEmpty()),
                    policy,
                    "lets everything out");
            findings.require(
                    policy.getSpec().getIngress().stream()
                            .noneMatch(rule ->
                                    rule.getFrom().isEmpty() && rule.getPorts().isEmpty()),
                    policy,
                    "lets everything in");
        }
        return findings.all();
    }
}
