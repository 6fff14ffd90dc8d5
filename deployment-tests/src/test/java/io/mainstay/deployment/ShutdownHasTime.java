// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.mainstay.deployment.Workload.Life;
import java.util.List;
import java.util.Objects;

/**
 * A pod is killed only after it has had the time that it may need: of the backend the pause before the signal, in which proxies
 * learn that it goes, and its own graceful shutdown.
 */
final class ShutdownHasTime implements Rule {

    /** Requests first, then what runs in the background, each a phase of its own. */
    private static final int PHASES = 2;

    private static final long LEAST_PAUSE = 5;
    private static final long LEAST_FOR_A_STORE = 60;

    private final long shutdown = PHASES * BackendSettings.shutdownPhase().toSeconds();

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        Workload backend = manifests.backend();
        for (Workload workload : manifests.workloads()) {
            if (workload.life() == Life.ENDS) {
                continue;
            }
            long grace = Objects.requireNonNullElse(workload.pod().getTerminationGracePeriodSeconds(), 30L);
            if (workload.name().equals(backend.name())) {
                Container container = workload.pod().getContainers().getFirst();
                long pause = pause(container);
                findings.require(pause >= LEAST_PAUSE, workload, "takes no more requests before anybody knows");
                findings.require(
                        grace >= pause + shutdown,
                        workload,
                        "is killed after %d s, but may need %d s".formatted(grace, pause + shutdown));
            } else {
                findings.require(grace >= LEAST_FOR_A_STORE, workload, "is killed after %d s".formatted(grace));
            }
        }
        return findings.all();
    }

    private static long pause(Container container) {
        if (container.getLifecycle() == null
                || container.getLifecycle().getPreStop() == null
                || container.getLifecycle().getPreStop().getSleep() == null) {
            return 0;
        }
        return container.getLifecycle().getPreStop().getSleep().getSeconds();
    }
}
