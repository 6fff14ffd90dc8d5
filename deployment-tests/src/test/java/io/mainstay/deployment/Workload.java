// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that makes pods.
 *
 * @param replicas null when nothing is said, which an autoscaler decides
 * @param selector null of a job, which selects its pods by itself
 */
record Workload(
        HasMetadata owner,
        Life life,
        @Nullable Integer replicas,
        @Nullable LabelSelector selector,
        PodTemplateSpec template) {

    /** How long its pods live. */
    enum Life {
        SERVES,
        ENDS
    }

    String name() {
        return owner.getKind() + "/" + owner.getMetadata().getName();
    }

    PodSpec pod() {
        return template.getSpec();
    }

    Map<String, String> labels() {
        Map<String, String> labels = template.getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }

    Map<String, String> annotations() {
        Map<String, String> annotations = template.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }

    /** All containers, also those that prepare the others. */
    List<Container> containers() {
        return Stream.concat(pod().getInitContainers().stream(), pod().getContainers().stream())
                .toList();
    }

    /** Volumes that a StatefulSet makes for each of its pods. */
    List<String> claimedVolumes() {
        return owner instanceof StatefulSet set
                ? Manifests.names(set.getSpec().getVolumeClaimTemplates()).toList()
                : List.of();
    }

    @Override
    public String toString() {
        return name();
    }
}
