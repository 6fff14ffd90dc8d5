// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Pod Security Standard "restricted". */
final class PodsAreRestricted implements Rule {

    private static final Set<String> PROFILES = Set.of("RuntimeDefault", "Localhost");

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (Workload workload : manifests.workloads()) {
            checkPod(workload, findings);
            for (Container container : workload.containers()) {
                checkContainer(workload, container, findings);
            }
        }
        return findings.all();
    }

    private static void checkPod(Workload workload, Findings findings) {
        boolean host = isTrue(workload.pod().getHostNetwork())
                || isTrue(workload.pod().getHostPID())
                || isTrue(workload.pod().getHostIPC());
        findings.require(!host, workload, "shares a namespace of the node");
        for (Volume volume : workload.pod().getVolumes()) {
            boolean allowed = volume.getConfigMap() != null
                    || volume.getCsi() != null
                    || volume.getDownwardAPI() != null
                    || volume.getEmptyDir() != null
                    || volume.getEphemeral() != null
                    || volume.getPersistentVolumeClaim() != null
                    || volume.getProjected() != null
                    || volume.getSecret() != null;
            findings.require(
                    allowed, workload, "volume %s is of a kind that is not allowed".formatted(volume.getName()));
        }
        PodSecurityContext context = workload.pod().getSecurityContext();
        if (context != null) {
            findings.require(
                    context.getSysctls() == null || context.getSysctls().isEmpty(), workload, "sets kernel parameters");
            findings.require(context.getWindowsOptions() == null, workload, "has options for Windows");
        }
    }

    private static void checkContainer(Workload workload, Container container, Findings findings) {
        SecurityContext context = container.getSecurityContext();
        if (context == null) {
            findings.require(false, workload, container, "has no security context");
            return;
        }
        PodSecurityContext pod = workload.pod().getSecurityContext();
        Boolean nonRoot = context.getRunAsNonRoot() != null
                ? context.getRunAsNonRoot()
                : pod == null ? null : pod.getRunAsNonRoot();
        Long user = context.getRunAsUser() != null ? context.getRunAsUser() : pod == null ? null : pod.getRunAsUser();
        findings.require(isTrue(nonRoot), workload, container, "may run as root");
        findings.require(user == null || user != 0, workload, container, "runs as user 0");
        SeccompProfile profile = context.getSeccompProfile() != null
                ? context.getSeccompProfile()
                : pod == null ? null : pod.getSeccompProfile();
        findings.require(
                profile != null && PROFILES.contains(profile.getType()), workload, container, "has no seccomp profile");
        findings.require(
                Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()),
                workload,
                container,
                "may gain privileges");
        findings.require(!isTrue(context.getPrivileged()), workload, container, "is privileged");
        findings.require(
                context.getProcMount() == null || context.getProcMount().equals("Default"),
                workload,
                container,
                "sees an unmasked /proc");
        boolean dropped = context.getCapabilities() != null
                && context.getCapabilities().getDrop().contains("ALL")
                && Set.of("NET_BIND_SERVICE")
                        .containsAll(context.getCapabilities().getAdd());
        findings.require(dropped, workload, container, "keeps capabilities");
        findings.require(
                container.getPorts().stream().allMatch(port -> port.getHostPort() == null || port.getHostPort() == 0),
                workload,
                container,
                "takes a port of the node");
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }
}
