// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.mainstay.deployment.Workload.Life;
import java.util.List;

/** Pods that read a ConfigMap once carry a checksum of it, so that they are replaced when it changes. */
final class ConfigurationRollsPods implements Rule {

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (Workload workload : manifests.workloads()) {
            boolean reads = Reference.of(workload).stream().anyMatch(reference -> reference.kind() == ConfigMap.class);
            findings.require(
                    workload.life() == Life.ENDS
                            || !reads
                            || workload.annotations().keySet().stream().anyMatch(key -> key.startsWith("checksum/")),
                    workload,
                    "goes on with old settings when they change");
        }
        return findings.all();
    }
}
