// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Each container asks for processor and memory, and has a limit of memory that is not below what it asks for. */
final class ContainersStateResources implements Rule {

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (Workload workload : manifests.workloads()) {
            for (Container container : workload.containers()) {
                ResourceRequirements resources =
                        Objects.requireNonNullElseGet(container.getResources(), ResourceRequirements::new);
                Map<String, Quantity> requests = Objects.requireNonNullElse(resources.getRequests(), Map.of());
                Map<String, Quantity> limits = Objects.requireNonNullElse(resources.getLimits(), Map.of());
                findings.require(requests.containsKey("cpu"), workload, container, "asks for no processor");
                findings.require(requests.containsKey("memory"), workload, container, "asks for no memory");
                findings.require(limits.containsKey("memory"), workload, container, "has no limit of memory");
                limits.forEach((resource, limit) -> {
                    Quantity request = requests.getOrDefault(resource, limit);
                    findings.require(
                            request.getNumericalAmount().compareTo(limit.getNumericalAmount()) <= 0,
                            workload,
                            container,
                            "asks for more %s than its limit".formatted(resource));
                });
            }
        }
        return findings.all();
    }
}
