// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.mainstay.deployment.Workload.Life;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All objects of one deployment.
 *
 * @param documents as they go to the cluster
 * @param objects the same as typed models
 * @param ofOwner secrets and claims that exist already
 */
record Manifests(List<ObjectNode> documents, List<HasMetadata> objects, Set<String> ofOwner) {

    Manifests(List<ObjectNode> documents, Set<String> ofOwner) {
        this(documents, documents.stream().map(Manifests::model).toList(), ofOwner);
    }

    <T extends HasMetadata> List<T> of(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
        return of(kind).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst();
    }

    /** Everything that makes pods. */
    List<Workload> workloads() {
        List<Workload> workloads = new ArrayList<>();
        for (Deployment deployment : of(Deployment.class)) {
            workloads.add(new Workload(
                    deployment,
                    Life.SERVES,
                    deployment.getSpec().getReplicas(),
                    deployment.getSpec().getSelector(),
                    deployment.getSpec().getTemplate()));
        }
        for (StatefulSet set : of(StatefulSet.class)) {
            workloads.add(new Workload(
                    set,
                    Life.SERVES,
                    set.getSpec().getReplicas(),
                    set.getSpec().getSelector(),
                    set.getSpec().getTemplate()));
        }
        for (Job job : of(Job.class)) {
            workloads.add(new Workload(job, Life.ENDS, null, null, job.getSpec().getTemplate()));
        }
        return workloads;
    }

    List<Workload> selected(LabelSelector selector) {
        return workloads().stream()
                .filter(workload -> Labels.match(selector, workload.labels()))
                .toList();
    }

    List<Workload> selected(Map<String, String> labels) {
        return workloads().stream()
                .filter(workload -> workload.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    /** The backend's own pods. */
    Workload backend() {
        return workloads().stream()
                .filter(workload -> workload.life() == Life.SERVES
                        && "backend".equals(workload.labels().get(Labels.COMPONENT)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No backend among " + workloads()));
    }

    /** Whatever runs the backend's image: what serves, and what migrates. */
    List<Workload> ofBackendImage() {
        String image = backend().pod().getContainers().getFirst().getImage();
        return workloads().stream()
                .filter(workload -> workload.containers().stream()
                        .anyMatch(container -> container.getImage().equals(image)))
                .toList();
    }

    static Stream<String> names(List<? extends HasMetadata> objects) {
        return objects.stream().map(object -> object.getMetadata().getName());
    }

    private static HasMetadata model(ObjectNode document) {
        try {
            return Models.read(document);
        } catch (JsonProcessingException e) {
            throw new AssertionError(document.path("kind").asText() + ": " + e.getMessage(), e);
        }
    }
}
