// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the network policies of a deployment let through, as the cluster's network reads them. */
final class Network {

    private static final String TCP = "TCP";

    private final Manifests manifests;

    Network(Manifests manifests) {
        this.manifests = manifests;
    }

    boolean isolates(Workload workload, String direction) {
        return policies(workload, direction).findAny().isPresent();
    }

    /** Whether both sides let a connection from one workload to a port of another through. */
    boolean connects(Workload from, Workload to, int port) {
        return leaves(from, peer -> selects(peer, to), number -> number(to, number) == port, TCP)
                && enters(to, peer -> selects(peer, from), port);
    }

    /** Whether a workload may call a port of something that is not part of the deployment. */
    boolean connectsToOutside(Workload from, int port, String protocol) {
        return leaves(from, Network::outside, number -> Objects.equals(number.getIntVal(), port), protocol);
    }

    /** Whether something that is not part of the deployment may call a workload's port. */
    boolean connectsFromOutside(Workload to, int port) {
        return enters(to, Network::outside, port);
    }

    private boolean leaves(
            Workload from, Predicate<NetworkPolicyPeer> peer, Predicate<IntOrString> port, String protocol) {
        return !isolates(from, "Egress")
                || policies(from, "Egress")
                        .flatMap(policy -> policy.getSpec().getEgress().stream())
                        .anyMatch(rule -> anyOrMatching(rule, peer) && opens(rule.getPorts(), port, protocol));
    }

    private boolean enters(Workload to, Predicate<NetworkPolicyPeer> peer, int port) {
        return !isolates(to, "Ingress")
                || policies(to, "Ingress")
                        .flatMap(policy -> policy.getSpec().getIngress().stream())
                        .anyMatch(rule -> anyOrMatching(rule, peer)
                                && opens(rule.getPorts(), number -> number(to, number) == port, TCP));
    }

    private Stream<NetworkPolicy> policies(Workload workload, String direction) {
        return manifests.of(NetworkPolicy.class).stream()
                .filter(policy -> policy.getSpec().getPolicyTypes().contains(direction))
                .filter(policy -> Labels.match(policy.getSpec().getPodSelector(), workload.labels()));
    }

    private static boolean anyOrMatching(NetworkPolicyEgressRule rule, Predicate<NetworkPolicyPeer> peer) {
        return rule.getTo().isEmpty() || rule.getTo().stream().anyMatch(peer);
    }

    private static boolean anyOrMatching(NetworkPolicyIngressRule rule, Predicate<NetworkPolicyPeer> peer) {
        return rule.getFrom().isEmpty() || rule.getFrom().stream().anyMatch(peer);
    }

    private static boolean opens(List<NetworkPolicyPort> ports, Predicate<IntOrString> port, String protocol) {
        return ports.isEmpty()
                || ports.stream()
                        .anyMatch(open -> Objects.requireNonNullElse(open.getProtocol(), TCP)
                                        .equals(protocol)
                                && port.test(open.getPort()));
    }

    private static int number(Workload workload, IntOrString port) {
        return port.getIntVal() != null
                ? port.getIntVal()
                : Services.containerPort(workload, port).orElse(-1);
    }

    /** Pods of this deployment are in the policy's own namespace. */
    private static boolean selects(NetworkPolicyPeer peer, Workload workload) {
        return peer.getPodSelector() != null
                && peer.getNamespaceSelector() == null
                && Labels.match(peer.getPodSelector(), workload.labels());
    }

    private static boolean outside(NetworkPolicyPeer peer) {
        return peer.getIpBlock() != null || peer.getNamespaceSelector() != null;
    }
}
