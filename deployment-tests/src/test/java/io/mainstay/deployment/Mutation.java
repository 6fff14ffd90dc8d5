// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One fault in a good deployment.
 *
 * @param fault what is wrong now
 * @param variant the deployment
 * @param rules all rules that object, the one that the fault is for first
 */
record Mutation(String fault, String variant, List<Class<? extends Rule>> rules, UnaryOperator<Edit> edit) {

    private static final String EXTERNAL = "external-everything";
    private static final String BUNDLED = "trial";

    private static final String BACKEND = "Deployment/backend";
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    @SafeVarargs
    private static Mutation of(String fault, String variant, UnaryOperator<Edit> edit, Class<? extends Rule>... rules) {
        return new Mutation(fault, variant, List.of(rules), edit);
    }

    Manifests apply() {
        Variant good = Variant.all().stream()
                .filter(known -> known.name().equals(variant))
                .findFirst()
                .orElseThrow();
        return edit.apply(new Edit(Chart.render(good))).done();
    }

    Set<Class<? extends Rule>> objecting() {
        return new HashSet<>(rules);
    }

    @Override
    public String toString() {
        return rules.getFirst().getSimpleName() + ": " + fault;
    }

    static List<Mutation> all() {
        return List.of(
                of(
                        "the Deployment sets the number of pods too",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, "/spec/replicas", "2"),
                        AutoscalersScale.class),
                of(
                        "the autoscaler's target does not exist",
                        EXTERNAL,
                        edit -> edit.set(
                                "HorizontalPodAutoscaler/backend", "/spec/scaleTargetRef/name", "\"desk-back\""),
                        AutoscalersScale.class,
                        BudgetsLetNodesDrain.class),
                of(
                        "the autoscaler has no room",
                        EXTERNAL,
                        edit -> edit.set("HorizontalPodAutoscaler/backend", "/spec/maxReplicas", "2"),
                        AutoscalersScale.class),
                of(
                        "a variable is misspelt",
                        EXTERNAL,
                        edit -> edit.set("ConfigMap/backend", "/data/MAINSTAY_KEYCLOAK_REALMS", "\"x\""),
                        BackendEnvironmentIsRead.class),
                of(
                        "the budget lets no pod go",
                        EXTERNAL,
                        edit -> edit.set("PodDisruptionBudget/backend", "/spec/maxUnavailable", "0"),
                        BudgetsLetNodesDrain.class),
                of(
                        "the budget keeps as many as there are",
                        EXTERNAL,
                        edit -> edit.remove("PodDisruptionBudget/backend", "/spec/maxUnavailable")
                                .set("PodDisruptionBudget/backend", "/spec/minAvailable", "\"51%\""),
                        BudgetsLetNodesDrain.class),
                of(
                        "the budget lets all pods go",
                        EXTERNAL,
                        edit -> edit.set("PodDisruptionBudget/backend", "/spec/maxUnavailable", "\"100%\""),
                        BudgetsLetNodesDrain.class),
                of(
                        "several pods have no budget",
                        EXTERNAL,
                        edit -> edit.delete("PodDisruptionBudget/backend"),
                        BudgetsLetNodesDrain.class),
                of(
                        "pods carry no checksum of their settings",
                        BUNDLED,
                        edit -> edit.remove("StatefulSet/keycloak", "/spec/template/metadata/annotations"),
                        ConfigurationRollsPods.class),
                of(
                        "a container has no limit",
                        EXTERNAL,
                        edit -> edit.remove(BACKEND, CONTAINER + "/resources/limits"),
                        ContainersStateResources.class),
                of(
                        "a preparing container asks for nothing",
                        BUNDLED,
                        edit -> edit.remove("StatefulSet/neo4j", POD + "/initContainers/0/resources"),
                        ContainersStateResources.class),
                of(
                        "a container asks for more than its limit",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, CONTAINER + "/resources/requests/memory", "\"3000Mi\""),
                        ContainersStateResources.class),
                of(
                        "the migration's account is made after it",
                        EXTERNAL,
                        edit -> edit.remove("ServiceAccount/migrate", "/metadata/annotations"),
                        HooksFindWhatTheyNeed.class),
                of(
                        "the migration's account is made at the same time",
                        EXTERNAL,
                        edit -> edit.set(
                                "ServiceAccount/migrate", "/metadata/annotations/helm.sh~1hook-weight", "\"0\""),
                        HooksFindWhatTheyNeed.class),
                of(
                        "an image is the latest",
                        BUNDLED,
                        edit -> edit.set("StatefulSet/neo4j", CONTAINER + "/image", "\"registry:5000/neo4j:latest\""),
                        ImagesArePinned.class),
                of(
                        "an image has no tag",
                        BUNDLED,
                        edit -> edit.set("StatefulSet/neo4j", CONTAINER + "/image", "\"neo4j\""),
                        ImagesArePinned.class),
                of("an object exists twice", EXTERNAL, edit -> edit.copy("ConfigMap/backend"), NamesAreUnique.class),
                of(
                        "a variable is set twice",
                        EXTERNAL,
                        edit -> edit.set(
                                BACKEND, CONTAINER + "/env/-", "{\"name\": \"MAINSTAY_NEO4J_URI\", \"value\": \"\"}"),
                        NamesAreUnique.class),
                of(
                        "an object lacks a label",
                        EXTERNAL,
                        edit -> edit.remove("ConfigMap/backend", "/metadata/labels/app.kubernetes.io~1part-of"),
                        NamesAreUnique.class),
                of(
                        "the graph has another port than the policy",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, CONTAINER + "/env/0/value", "\"neo4j+s://graph.example.org:7777\""),
                        NetworkLetsThroughWhatIsNeeded.class),
                of(
                        "nothing may be asked for addresses",
                        EXTERNAL,
                        edit -> edit.remove("NetworkPolicy/migrate", "/spec/egress/0"),
                        NetworkLetsThroughWhatIsNeeded.class),
                of(
                        "the search engine lets others in",
                        BUNDLED,
                        edit -> edit.set(
                                "NetworkPolicy/elasticsearch",
                                "/spec/ingress/0/from/0/podSelector/matchLabels/app.kubernetes.io~1component",
                                "\"front\""),
                        NetworkLetsThroughWhatIsNeeded.class),
                of(
                        "Keycloak may not call its database",
                        BUNDLED,
                        edit -> edit.set(
                                "NetworkPolicy/keycloak",
                                "/spec/egress",
                                "[{\"ports\": [{\"protocol\": \"UDP\", \"port\": 53}, {\"protocol\": \"TCP\", \"port\": 53}]}]"),
                        NetworkLetsThroughWhatIsNeeded.class),
                of(
                        "the meters cannot be reached",
                        EXTERNAL,
                        edit -> edit.remove("NetworkPolicy/backend", "/spec/ingress/1"),
                        NetworkLetsThroughWhatIsNeeded.class),
                of(
                        "the Ingress cannot reach the backend",
                        EXTERNAL,
                        edit -> edit.set(
                                "NetworkPolicy/backend",
                                "/spec/ingress/0/from",
                                "[{\"podSelector\": {\"matchLabels\": {\"app\": \"proxy\"}}}]"),
                        NetworkLetsThroughWhatIsNeeded.class),
                of(
                        "a policy is about one direction",
                        EXTERNAL,
                        edit -> edit.set("NetworkPolicy/backend", "/spec/policyTypes", "[\"Ingress\"]"),
                        PodsAreIsolated.class),
                of(
                        "a pod has no policy",
                        EXTERNAL,
                        edit -> edit.delete("NetworkPolicy/migrate"),
                        PodsAreIsolated.class),
                of(
                        "a policy is for all pods",
                        EXTERNAL,
                        edit -> edit.set("NetworkPolicy/migrate", "/spec/podSelector", "{}"),
                        PodsAreIsolated.class),
                of(
                        "a policy lets everything out",
                        EXTERNAL,
                        edit -> edit.set("NetworkPolicy/migrate", "/spec/egress/-", "{}"),
                        PodsAreIsolated.class),
                of(
                        "a pod does not say that it is ready",
                        BUNDLED,
                        edit -> edit.remove("StatefulSet/keycloak", CONTAINER + "/readinessProbe"),
                        PodsAreProbed.class),
                of(
                        "the backend is restarted when the graph is away",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, CONTAINER + "/livenessProbe/httpGet/path", "\"/readyz\""),
                        PodsAreProbed.class),
                of(
                        "a start has little time",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, CONTAINER + "/startupProbe/failureThreshold", "5"),
                        PodsAreProbed.class),
                of(
                        "a container may gain privileges",
                        EXTERNAL,
                        edit -> edit.remove(BACKEND, CONTAINER + "/securityContext/allowPrivilegeEscalation"),
                        PodsAreRestricted.class),
                of(
                        "a job may run as root",
                        EXTERNAL,
                        edit -> edit.set("Job/migrate", CONTAINER + "/securityContext/runAsNonRoot", "false"),
                        PodsAreRestricted.class),
                of(
                        "a pod runs as user 0",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, POD + "/securityContext/runAsUser", "0"),
                        PodsAreRestricted.class),
                of(
                        "a preparing container keeps capabilities",
                        BUNDLED,
                        edit -> edit.remove(
                                "StatefulSet/neo4j", POD + "/initContainers/0/securityContext/capabilities"),
                        PodsAreRestricted.class),
                of(
                        "a container has no seccomp profile",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, CONTAINER + "/securityContext/seccompProfile/type", "\"Unconfined\""),
                        PodsAreRestricted.class),
                of(
                        "a pod shares the node's network",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, POD + "/hostNetwork", "true"),
                        PodsAreRestricted.class),
                of(
                        "a volume is a folder of the node",
                        EXTERNAL,
                        edit -> edit.set(
                                BACKEND, POD + "/volumes/0", "{\"name\": \"tmp\", \"hostPath\": {\"path\": \"/tmp\"}}"),
                        PodsAreRestricted.class),
                of(
                        "a container takes a port of the node",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, CONTAINER + "/ports/0/hostPort", "8080"),
                        PodsAreRestricted.class),
                of(
                        "a pod has a token",
                        EXTERNAL,
                        edit -> edit.remove(BACKEND, POD + "/automountServiceAccountToken"),
                        PodsHaveNoToken.class),
                of(
                        "a pod runs under everybody's account",
                        BUNDLED,
                        edit -> edit.remove("StatefulSet/neo4j", POD + "/serviceAccountName"),
                        PodsHaveNoToken.class),
                of(
                        "an account gives tokens",
                        EXTERNAL,
                        edit -> edit.set("ServiceAccount/backend", "/automountServiceAccountToken", "true"),
                        PodsHaveNoToken.class),
                of(
                        "a service leads to a port that is not there",
                        BUNDLED,
                        edit -> edit.set("Service/neo4j", "/spec/ports/0/targetPort", "\"graph\""),
                        PortsResolve.class),
                of(
                        "a service names no port",
                        BUNDLED,
                        edit -> edit.set("Service/neo4j", "/spec/ports/0/targetPort", "7687"),
                        PortsResolve.class),
                of(
                        "a probe asks at a port that is not there",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, CONTAINER + "/readinessProbe/httpGet/port", "\"web\""),
                        PortsResolve.class),
                of(
                        "the Ingress leads to a port that is not there",
                        EXTERNAL,
                        edit -> edit.set(
                                "Ingress/backend", "/spec/rules/0/http/paths/0/backend/service/port/name", "\"web\""),
                        PortsResolve.class),
                of(
                        "the monitor scrapes a port that is not there",
                        EXTERNAL,
                        edit -> edit.set("ServiceMonitor/backend", "/spec/endpoints/0/port", "\"metrics\""),
                        PortsResolve.class),
                of(
                        "a policy opens a port that is not there",
                        EXTERNAL,
                        edit -> edit.set("NetworkPolicy/backend", "/spec/ingress/0/ports/-", "{\"port\": \"web\"}"),
                        PortsResolve.class),
                of(
                        "a set's service does not exist",
                        BUNDLED,
                        edit -> edit.set("StatefulSet/postgresql", "/spec/serviceName", "\"database\""),
                        PortsResolve.class),
                of(
                        "a Secret lacks a key",
                        BUNDLED,
                        edit -> edit.remove("Secret/neo4j", "/data/password"),
                        ReferencesResolve.class),
                of(
                        "a Secret is nobody's",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, CONTAINER + "/env/1/valueFrom/secretKeyRef/name", "\"graph-logins\""),
                        ReferencesResolve.class),
                of(
                        "an account does not exist",
                        EXTERNAL,
                        edit -> edit.delete("ServiceAccount/backend"),
                        ReferencesResolve.class),
                of(
                        "the realm does not exist",
                        BUNDLED,
                        edit -> edit.delete("ConfigMap/keycloak"),
                        ReferencesResolve.class),
                of(
                        "a certificate is nobody's",
                        EXTERNAL,
                        edit -> edit.set("Ingress/backend", "/spec/tls/0/secretName", "\"certificates\""),
                        ReferencesResolve.class),
                of(
                        "a volume is not mounted",
                        EXTERNAL,
                        edit -> edit.set(
                                BACKEND,
                                POD + "/volumes/-",
                                "{\"name\": \"x\", \"emptyDir\": {\"sizeLimit\": \"1Mi\"}}"),
                        ReferencesResolve.class),
                of(
                        "a mount has no volume",
                        EXTERNAL,
                        edit -> edit.set(
                                BACKEND,
                                CONTAINER + "/volumeMounts/-",
                                "{\"name\": \"extra\", \"mountPath\": \"/extra\"}"),
                        ReferencesResolve.class),
                of(
                        "pods stand where they like",
                        EXTERNAL,
                        edit -> edit.remove(BACKEND, POD + "/topologySpreadConstraints"),
                        ReplicasSpread.class),
                of(
                        "pods do not start on one node",
                        EXTERNAL,
                        edit -> edit.set(
                                BACKEND, POD + "/topologySpreadConstraints/0/whenUnsatisfiable", "\"DoNotSchedule\""),
                        ReplicasSpread.class),
                of(
                        "a container writes into its image",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, CONTAINER + "/securityContext/readOnlyRootFilesystem", "false"),
                        RootIsReadOnly.class),
                of(
                        "a container has no place for temporary files",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, CONTAINER + "/volumeMounts/0/mountPath", "\"/var/tmp\""),
                        RootIsReadOnly.class),
                of(
                        "a volume is as large as the node's disk",
                        EXTERNAL,
                        edit -> edit.remove(BACKEND, POD + "/volumes/0/emptyDir/sizeLimit"),
                        RootIsReadOnly.class),
                of(
                        "a password is in a ConfigMap",
                        EXTERNAL,
                        edit -> edit.set("ConfigMap/backend", "/data/MAINSTAY_ELASTICSEARCH_PASSWORD", "\"x\""),
                        SecretsStaySecret.class),
                of(
                        "the realm has a password",
                        BUNDLED,
                        edit -> edit.set(
                                "ConfigMap/keycloak",
                                "/data/mainstay-realm.json",
                                "\"{\\\"secret\\\": \\\"mainstay\\\"}\""),
                        SecretsStaySecret.class),
                of(
                        "a variable is a password",
                        BUNDLED,
                        edit -> edit.set(
                                "StatefulSet/keycloak",
                                CONTAINER + "/env/-",
                                "{\"name\": \"KC_HTTPS_KEY_STORE_PASSWORD\", \"value\": \"admin\"}"),
                        SecretsStaySecret.class),
                of(
                        "an argument shows a password",
                        BUNDLED,
                        edit -> edit.set("StatefulSet/keycloak", CONTAINER + "/args/-", "\"--db-password=admin\""),
                        SecretsStaySecret.class),
                of(
                        "a password is a default one",
                        BUNDLED,
                        edit -> edit.set("Secret/neo4j", "/data/password", "\"Y2hhbmdlaXQ=\""),
                        SecretsStaySecret.class),
                of(
                        "a workload does not select its pods",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, "/spec/selector/matchLabels/tier", "\"api\""),
                        SelectorsMatch.class),
                of(
                        "a service selects nothing",
                        EXTERNAL,
                        edit -> edit.set("Service/backend", "/spec/selector/tier", "\"api\""),
                        SelectorsMatch.class,
                        PortsResolve.class),
                of(
                        "a service selects pods of others",
                        EXTERNAL,
                        edit -> edit.remove("Service/backend", "/spec/selector/app.kubernetes.io~1component"),
                        SelectorsMatch.class,
                        NetworkLetsThroughWhatIsNeeded.class),
                of(
                        "a monitor selects no service",
                        EXTERNAL,
                        edit -> edit.set("ServiceMonitor/backend", "/spec/selector/matchLabels/tier", "\"api\""),
                        SelectorsMatch.class),
                of(
                        "pods spread by others",
                        EXTERNAL,
                        edit -> edit.set(
                                BACKEND,
                                POD + "/topologySpreadConstraints/0/labelSelector/matchLabels/tier",
                                "\"api\""),
                        SelectorsMatch.class),
                of(
                        "a pod is killed early",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, POD + "/terminationGracePeriodSeconds", "30"),
                        ShutdownHasTime.class),
                of(
                        "a pod goes before proxies know",
                        EXTERNAL,
                        edit -> edit.remove(BACKEND, CONTAINER + "/lifecycle"),
                        ShutdownHasTime.class),
                of(
                        "a store is killed early",
                        BUNDLED,
                        edit -> edit.remove("StatefulSet/neo4j", POD + "/terminationGracePeriodSeconds"),
                        ShutdownHasTime.class),
                of(
                        "all pods go before new ones come",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, "/spec/strategy", "{\"type\": \"Recreate\"}"),
                        UpdatesCostNothing.class),
                of(
                        "a pod goes before a new one serves",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, "/spec/strategy/rollingUpdate/maxUnavailable", "1"),
                        UpdatesCostNothing.class),
                of(
                        "there is no room for a new pod",
                        EXTERNAL,
                        edit -> edit.set(BACKEND, "/spec/strategy/rollingUpdate/maxSurge", "0"),
                        UpdatesCostNothing.class));
    }
}
