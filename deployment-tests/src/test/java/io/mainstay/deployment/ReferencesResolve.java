// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every ConfigMap, Secret, claim and account that a pod or an Ingress names exists, with the entries that it asks for. */
final class ReferencesResolve implements Rule {

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (Workload workload : manifests.workloads()) {
            for (Reference reference : Reference.of(workload)) {
                findings.require(reference.existsIn(manifests), workload, "needs %s".formatted(reference));
            }
            checkMounts(workload, findings);
        }
        for (Ingress ingress : manifests.of(Ingress.class)) {
            ingress.getSpec().getTls().stream()
                    .map(tls -> new Reference(Secret.class, tls.getSecretName(), null))
                    .forEach(reference ->
                            findings.require(reference.existsIn(manifests), ingress, "needs %s".formatted(reference)));
        }
        return findings.all();
    }

    private static void checkMounts(Workload workload, Findings findings) {
        Set<String> volumes = new HashSet<>(
                workload.pod().getVolumes().stream().map(Volume::getName).toList());
        volumes.addAll(workload.claimedVolumes());
        Set<String> mounted = new HashSet<>();
        for (Container container : workload.containers()) {
            for (VolumeMount mount : container.getVolumeMounts()) {
                mounted.add(mount.getName());
                findings.require(
                        volumes.contains(mount.getName()),
                        workload,
                        container,
                        "mounts a volume that does not exist: " + mount.getName());
            }
        }
        volumes.removeAll(mounted);
        findings.require(volumes.isEmpty(), workload, "has volumes that nobody mounts: " + volumes);
    }
}
