// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.Objects;
import java.util.Optional;

/** How many pods there are. */
final class Replicas {

    private Replicas() {}

    /** The fewest pods that a workload has when all is well. */
    static int least(Manifests manifests, Workload workload) {
        return autoscaler(manifests, workload)
                .map(scaler -> Objects.requireNonNullElse(scaler.getSpec().getMinReplicas(), 1))
                .orElse(Objects.requireNonNullElse(workload.replicas(), 1));
    }

    static Optional<HorizontalPodAutoscaler> autoscaler(Manifests manifests, Workload workload) {
        return manifests.of(HorizontalPodAutoscaler.class).stream()
                .filter(scaler -> scales(scaler, workload))
                .findFirst();
    }

    static boolean scales(HorizontalPodAutoscaler scaler, Workload workload) {
        return scaler.getSpec()
                        .getScaleTargetRef()
                        .getKind()
                        .equals(workload.owner().getKind())
                && scaler.getSpec()
                        .getScaleTargetRef()
                        .getName()
                        .equals(workload.owner().getMetadata().getName());
    }
}
