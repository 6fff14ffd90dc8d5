// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How services, and what looks for them, find containers' ports. */
final class Services {

    private Services() {}

    /** The number of a port, given by name or number, among a workload's containers. */
    static Optional<Integer> containerPort(Workload workload, IntOrString port) {
        return workload.pod().getContainers().stream()
                .map(Container::getPorts)
                .flatMap(List::stream)
                .filter(known -> matches(known, port))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }

    static Optional<Integer> containerPort(Manifests manifests, Service service, ServicePort port) {
        IntOrString target = Objects.requireNonNullElseGet(port.getTargetPort(), () -> new IntOrString(port.getPort()));
        return manifests.selected(service.getSpec().getSelector()).stream()
                .flatMap(workload -> containerPort(workload, target).stream())
                .findFirst();
    }

    static Optional<ServicePort> port(Service service, String name) {
        return service.getSpec().getPorts().stream()
                .filter(port -> name.equals(port.getName()))
                .findFirst();
    }

    static List<Service> monitored(Manifests manifests, ServiceMonitor monitor) {
        return manifests.of(Service.class).stream()
                .filter(service -> Labels.match(
                        monitor.getSpec().getSelector(),
                        Objects.requireNonNullElse(service.getMetadata().getLabels(), Map.of())))
                .toList();
    }

    private static boolean matches(ContainerPort known, IntOrString port) {
        return port.getStrVal() != null
                ? port.getStrVal().equals(known.getName())
                : Objects.equals(port.getIntVal(), known.getContainerPort());
    }
}
