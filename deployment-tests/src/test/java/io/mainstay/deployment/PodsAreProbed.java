// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.mainstay.deployment.Workload.Life;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What serves says when it has started, whether it can take requests and whether it lives. A database that comes back is not
 * helped by restarts of its clients, so the backend's liveness asks for less than its readiness.
 */
final class PodsAreProbed implements Rule {

    /** A start that reads a full volume or migrates takes its time before it counts as failed. */
    private static final int LEAST_SECONDS_TO_START = 60;

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (Workload workload : manifests.workloads()) {
            if (workload.life() == Life.ENDS) {
                continue;
            }
            for (Container container : workload.pod().getContainers()) {
                findings.require(container.getStartupProbe() != null, workload, container, "has no startup probe");
                findings.require(container.getReadinessProbe() != null, workload, container, "has no readiness probe");
                findings.require(container.getLivenessProbe() != null, workload, container, "has no liveness probe");
                findings.require(
                        patience(container.getStartupProbe()) >= LEAST_SECONDS_TO_START,
                        workload,
                        container,
                        "has less than %d s to start".formatted(LEAST_SECONDS_TO_START));
            }
        }
        Workload backend = manifests.backend();
        for (Container container : backend.pod().getContainers()) {
            findings.require(
                    path(container.getLivenessProbe()).equals("/livez"),
                    backend,
                    container,
                    "lives by more than itself");
            findings.require(
                    path(container.getReadinessProbe()).equals("/readyz"), backend, container, "is ready by less");
        }
        return findings.all();
    }

    private static int patience(@Nullable Probe startup) {
        if (startup == null) {
            return Integer.MAX_VALUE;
        }
        return Objects.requireNonNullElse(startup.getInitialDelaySeconds(), 0)
                + Objects.requireNonNullElse(startup.getPeriodSeconds(), 10)
                        * Objects.requireNonNullElse(startup.getFailureThreshold(), 3);
    }

    private static String path(@Nullable Probe probe) {
        return probe == null || probe.getHttpGet() == null
                ? ""
                : probe.getHttpGet().getPath();
    }
}
