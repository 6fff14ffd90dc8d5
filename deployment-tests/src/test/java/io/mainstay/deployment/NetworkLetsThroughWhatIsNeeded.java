// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Each address that a pod is given can be called, and whoever is meant to call a pod can. */
final class NetworkLetsThroughWhatIsNeeded implements Rule {

    private static final Pattern ADDRESS = Pattern.compile("([a-z0-9+]+)://([A-Za-z0-9.-]+)(?::(\\d+))?");

    /** Addresses that others call, or that only name something. */
    private static final Set<String> NOT_CALLED =
            Set.of("KC_HOSTNAME", "MAINSTAY_SECURITY_ISSUER", "MAINSTAY_SECURITY_PUBLICURL", "MAINSTAY_URL");

    private static final int NAME_SERVICE = 53;

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        Network network = new Network(manifests);
        for (Workload workload : manifests.workloads()) {
            for (Container container : workload.containers()) {
                Environment.of(manifests, container).forEach((name, value) -> {
                    if (!NOT_CALLED.contains(name)) {
                        ADDRESS.matcher(value)
                                .results()
                                .forEach(address -> checkCall(manifests, network, workload, address, findings));
                    }
                });
            }
        }
        for (Ingress ingress : manifests.of(Ingress.class)) {
            ingress.getSpec().getRules().stream()
                    .flatMap(rule -> rule.getHttp().getPaths().stream())
                    .forEach(path -> checkPath(manifests, network, ingress, path, findings));
        }
        for (ServiceMonitor monitor : manifests.of(ServiceMonitor.class)) {
            for (Service service : Services.monitored(manifests, monitor)) {
                for (Endpoint endpoint : monitor.getSpec().getEndpoints()) {
                    Services.port(service, endpoint.getPort())
                            .ifPresent(port -> findings.require(
                                    entered(manifests, network, service, port),
                                    monitor,
                                    "may not scrape port %s".formatted(port.getName())));
                }
            }
        }
        return findings.all();
    }

    private static void checkCall(
            Manifests manifests, Network network, Workload from, MatchResult address, Findings findings) {
        int port = address.group(3) == null ? defaultPort(address.group(1)) : Integer.parseInt(address.group(3));
        findings.require(
                network.connectsToOutside(from, NAME_SERVICE, "UDP")
                        && network.connectsToOutside(from, NAME_SERVICE, "TCP"),
                from,
                "may not ask for the address of %s".formatted(address.group(2)));
        Optional<Service> service = manifests.find(Service.class, address.group(2));
        if (service.isEmpty()) {
            findings.require(
                    network.connectsToOutside(from, port, "TCP"), from, "may not call %s".formatted(address.group()));
            return;
        }
        Optional<ServicePort> servicePort = service.get().getSpec().getPorts().stream()
                .filter(known -> known.getPort() == port)
                .findFirst();
        findings.require(servicePort.isPresent(), from, "calls a port that is not served: " + address.group());
        servicePort
                .flatMap(known -> Services.containerPort(manifests, service.get(), known))
                .ifPresent(number -> manifests
                        .selected(service.get().getSpec().getSelector())
                        .forEach(to -> findings.require(
                                network.connects(from, to, number),
                                from,
                                "may not call %s at %s".formatted(to, number))));
    }

    private static void checkPath(
            Manifests manifests, Network network, Ingress ingress, HTTPIngressPath path, Findings findings) {
        String name = path.getBackend().getService().getName();
        manifests
                .find(Service.class, name)
                .ifPresent(service -> service.getSpec().getPorts().stream()
                        .filter(port -> port.getName()
                                .equals(path.getBackend().getService().getPort().getName()))
                        .forEach(port -> findings.require(
                                entered(manifests, network, service, port),
                                ingress,
                                "may not call %s for %s".formatted(name, path.getPath()))));
    }

    private static boolean entered(Manifests manifests, Network network, Service service, ServicePort port) {
        Optional<Integer> number = Services.containerPort(manifests, service, port);
        return number.isEmpty()
                || manifests.selected(service.getSpec().getSelector()).stream()
                        .allMatch(workload -> network.connectsFromOutside(workload, number.get()));
    }

    private static int defaultPort(String scheme) {
        Integer port = Map.of("http", 80, "https", 443, "postgresql", 5432).get(scheme);
        if (port != null) {
            return port;
        }
        if (scheme.startsWith("neo4j") || scheme.startsWith("bolt")) {
            return 7687;
        }
        throw new AssertionError("No port is known for addresses with " + scheme);
    }
}
