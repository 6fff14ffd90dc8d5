// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As much of a cluster's API as Helm asks before it installs: what kinds there are, and which objects exist already. */
final class ClusterStandIn implements AutoCloseable {

    private static final Map<String, Map<String, String>> KINDS = Map.of(
            "v1",
                    Map.of(
                            "Secret", "secrets",
                            "PersistentVolumeClaim", "persistentvolumeclaims",
                            "Service", "services",
                            "ServiceAccount", "serviceaccounts",
                            "ConfigMap", "configmaps"),
            "apps/v1", Map.of("Deployment", "deployments", "StatefulSet", "statefulsets"),
            "batch/v1", Map.of("Job", "jobs"),
            "networking.k8s.io/v1", Map.of("NetworkPolicy", "networkpolicies", "Ingress", "ingresses"),
            "policy/v1", Map.of("PodDisruptionBudget", "poddisruptionbudgets"));

    private final HttpServer server;
    private final Map<String, ObjectNode> answers = new HashMap<>();

    ClusterStandIn() throws IOException {
        answers.put("/version", object().put("major", "1").put("minor", "35").put("gitVersion", "v1.35.0"));
        ObjectNode versions = object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        answers.put("/api", versions);
        ArrayNode groups = object().putArray("groups");
        KINDS.forEach((version, kinds) -> {
            answers.put(version.equals("v1") ? "/api/v1" : "/apis/" + version, resources(version, kinds));
            if (!version.equals("v1")) {
                groups.add(group(version));
            }
        });
        ObjectNode list = object().put("kind", "APIGroupList").put("apiVersion", "v1");
        list.set("groups", groups);
        answers.put("/apis", list);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** An object that the release made when it was installed. */
    void hold(String kind, String name, Map<String, String> data) {
        ObjectNode held = object().put("apiVersion", "v1").put("kind", kind);
        ObjectNode metadata = held.putObject("metadata").put("name", name).put("namespace", Chart.NAMESPACE);
        metadata.putObject("labels").put("app.kubernetes.io/managed-by", "Helm");
        metadata.putObject("annotations")
                .put("meta.helm.sh/release-name", Chart.RELEASE)
                .put("meta.helm.sh/release-namespace", Chart.NAMESPACE);
        ObjectNode content = object();
        data.forEach(content::put);
        if (!content.isEmpty()) {
            held.set("data", content);
        }
        String plural = KINDS.getOrDefault("v1", Map.of()).get(kind);
        answers.put("/api/v1/namespaces/%s/%s/%s".formatted(Chart.NAMESPACE, plural, name), held);
    }

    /** What Helm would install into it. */
    KubernetesTools.Result render(Path values, Path folder, String... more) throws IOException {
        Path access = Files.writeString(
                folder.resolve("access.yaml"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: stand-in, cluster: {server: "http://127.0.0.1:%d"}}]
                contexts: [{name: stand-in, context: {cluster: stand-in, user: nobody}}]
                current-context: stand-in
                users: [{name: nobody, user: {}}]
                """.formatted(server.getAddress().getPort()));
        List<String> arguments = new ArrayList<>(List.of(
                "template",
                Chart.RELEASE,
                Repository.chart().toString(),
                "--namespace",
                Chart.NAMESPACE,
                "--kubeconfig",
                access.toString(),
                "--dry-run=server",
                "--disable-openapi-validation",
                "--values",
                values.toString()));
        arguments.addAll(List.of(more));
        return KubernetesTools.helm(arguments);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        @Nullable ObjectNode found = answers.get(exchange.getRequestURI().getPath());
        byte[] body = Yaml.JSON.writeValueAsBytes(
                found == null
                        ? object().put("kind", "Status")
                                .put("apiVersion", "v1")
                                .put("status", "Failure")
                                .put("reason", "NotFound")
                                .put("code", 404)
                        : found);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(found == null ? 404 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static ObjectNode group(String version) {
        String[] parts = version.split("/", 2);
        ObjectNode group = object().put("name", parts[0]);
        group.putArray("versions").addObject().put("groupVersion", version).put("version", parts[1]);
        group.putObject("preferredVersion").put("groupVersion", version).put("version", parts[1]);
        return group;
    }

    private static ObjectNode resources(String version, Map<String, String> kinds) {
        ObjectNode list =
                object().put("kind", "APIResourceList").put("apiVersion", "v1").put("groupVersion", version);
        ArrayNode resources = list.putArray("resources");
        kinds.forEach((kind, plural) -> resources
                .addObject()
                .put("name", plural)
                .put("singularName", "")
                .put("namespaced", true)
                .put("kind", kind)
                .putArray("verbs")
                .add("get"));
        return list;
    }

    private static ObjectNode object() {
        return Yaml.JSON.createObjectNode();
    }
}
