// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;

/** Whatever selects pods or services selects those that it is for, and no others. */
final class SelectorsMatch implements Rule {

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (Workload workload : manifests.workloads()) {
            LabelSelector selector = workload.selector();
            if (selector != null) {
                findings.require(
                        manifests.selected(selector).equals(List.of(workload)),
                        workload,
                        "selects other pods than its own: " + manifests.selected(selector));
            }
            for (TopologySpreadConstraint constraint : workload.pod().getTopologySpreadConstraints()) {
                findings.require(
                        manifests.selected(constraint.getLabelSelector()).equals(List.of(workload)),
                        workload,
                        "spreads by other pods than its own");
            }
        }
        for (Service service : manifests.of(Service.class)) {
            Map<String, String> selector = service.getSpec().getSelector();
            findings.require(
                    selector != null
                            && !selector.isEmpty()
                            && manifests.selected(selector).size() == 1,
                    service,
                    "does not select the pods of one workload");
        }
        for (PodDisruptionBudget budget : manifests.of(PodDisruptionBudget.class)) {
            findings.require(
                    manifests.selected(budget.getSpec().getSelector()).size() == 1,
                    budget,
                    "does not select the pods of one workload");
        }
        for (NetworkPolicy policy : manifests.of(NetworkPolicy.class)) {
            findings.require(
                    !manifests.selected(policy.getSpec().getPodSelector()).isEmpty(), policy, "selects no pod");
        }
        for (ServiceMonitor monitor : manifests.of(ServiceMonitor.class)) {
            findings.require(
                    Services.monitored(manifests, monitor).size() == 1, monitor, "does not select one service");
        }
        return findings.all();
    }
}
