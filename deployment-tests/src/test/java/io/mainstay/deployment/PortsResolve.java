// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every port that something refers to exists, and services and probes refer to it by its name. */
final class PortsResolve implements Rule {

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        checkServices(manifests, findings);
        checkProbes(manifests, findings);
        for (Ingress ingress : manifests.of(Ingress.class)) {
            ingress.getSpec().getRules().stream()
                    .flatMap(rule -> rule.getHttp().getPaths().stream())
                    .forEach(path -> findings.require(
                            resolves(manifests, path.getBackend().getService()),
                            ingress,
                            "path %s leads nowhere".formatted(path.getPath())));
        }
        for (NetworkPolicy policy : manifests.of(NetworkPolicy.class)) {
            policy.getSpec().getIngress().stream()
                    .flatMap(rule -> rule.getPorts().stream())
                    .map(NetworkPolicyPort::getPort)
                    .forEach(port -> manifests
                            .selected(policy.getSpec().getPodSelector())
                            .forEach(workload -> findings.require(
                                    Services.containerPort(workload, port).isPresent(),
                                    policy,
                                    "opens port %s, which %s does not have".formatted(text(port), workload))));
        }
        for (ServiceMonitor monitor : manifests.of(ServiceMonitor.class)) {
            for (Service service : Services.monitored(manifests, monitor)) {
                for (Endpoint endpoint : monitor.getSpec().getEndpoints()) {
                    findings.require(
                            endpoint.getPort() != null
                                    && Services.port(service, endpoint.getPort())
                                            .isPresent(),
                            monitor,
                            "scrapes a port that the service does not have: " + endpoint.getPort());
                }
            }
        }
        return findings.all();
    }

    private static void checkServices(Manifests manifests, Findings findings) {
        for (Service service : manifests.of(Service.class)) {
            for (ServicePort port : service.getSpec().getPorts()) {
                findings.require(
                        port.getTargetPort() != null && port.getTargetPort().getStrVal() != null,
                        service,
                        "port %s does not name the container's port".formatted(port.getName()));
                findings.require(
                        Services.containerPort(manifests, service, port).isPresent(),
                        service,
                        "port %s leads nowhere".formatted(port.getName()));
            }
        }
        for (StatefulSet set : manifests.of(StatefulSet.class)) {
            findings.require(
                    manifests
                            .find(Service.class, set.getSpec().getServiceName())
                            .isPresent(),
                    set,
                    "its service does not exist");
        }
    }

    private static void checkProbes(Manifests manifests, Findings findings) {
        for (Workload workload : manifests.workloads()) {
            for (Container container : workload.pod().getContainers()) {
                for (IntOrString port : probed(container)) {
                    boolean named = container.getPorts().stream()
                            .anyMatch(known -> Objects.equals(known.getName(), port.getStrVal()));
                    findings.require(
                            port.getStrVal() != null && named,
                            workload,
                            container,
                            "is probed at a port that is not one of its named ones: " + text(port));
                }
            }
        }
    }

    private static List<IntOrString> probed(Container container) {
        List<IntOrString> ports = new ArrayList<>();
        Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
                .filter(Objects::nonNull)
                .flatMap(probe -> port(probe).stream())
                .forEach(ports::add);
        return ports;
    }

    private static Optional<IntOrString> port(Probe probe) {
        if (probe.getHttpGet() != null) {
            return Optional.of(probe.getHttpGet().getPort());
        }
        return Optional.ofNullable(probe.getTcpSocket()).map(socket -> socket.getPort());
    }

    private static boolean resolves(Manifests manifests, @Nullable IngressServiceBackend backend) {
        if (backend == null) {
            return false;
        }
        return manifests.find(Service.class, backend.getName()).stream()
                .flatMap(service -> service.getSpec().getPorts().stream())
                .anyMatch(port -> backend.getPort().getName() != null
                        ? backend.getPort().getName().equals(port.getName())
                        : Objects.equals(backend.getPort().getNumber(), port.getPort()));
    }

    private static String text(IntOrString port) {
        return String.valueOf(port.getStrVal() != null ? port.getStrVal() : port.getIntVal());
    }
}
