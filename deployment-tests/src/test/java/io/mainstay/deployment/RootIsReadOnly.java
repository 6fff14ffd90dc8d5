// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** No container writes into its image; a long-running one has a bounded place for temporary files instead. */
final class RootIsReadOnly implements Rule {

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (Workload workload : manifests.workloads()) {
            for (Container container : workload.containers()) {
                boolean readOnly = container.getSecurityContext() != null
                        && Boolean.TRUE.equals(container.getSecurityContext().getReadOnlyRootFilesystem());
                findings.require(readOnly, workload, container, "writes into its image");
                Set<String> paths = new HashSet<>();
                for (VolumeMount mount : container.getVolumeMounts()) {
                    findings.require(
                            paths.add(mount.getMountPath()),
                            workload,
                            container,
                            "mounts two volumes at " + mount.getMountPath());
                }
            }
            for (Container container : workload.pod().getContainers()) {
                findings.require(
                        container.getVolumeMounts().stream().anyMatch(RootIsReadOnly::temporary),
                        workload,
                        container,
                        "has nowhere to write temporary files");
            }
            for (Volume volume : workload.pod().getVolumes()) {
                findings.require(
                        volume.getEmptyDir() == null || volume.getEmptyDir().getSizeLimit() != null,
                        workload,
                        "volume %s may fill the node's disk".formatted(volume.getName()));
            }
        }
        return findings.all();
    }

    private static boolean temporary(VolumeMount mount) {
        return mount.getMountPath().equals("/tmp") && !Boolean.TRUE.equals(mount.getReadOnly());
    }
}
