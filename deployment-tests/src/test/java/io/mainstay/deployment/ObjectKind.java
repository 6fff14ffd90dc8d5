// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The kinds of objects that a deployment may consist of, each with the model classes that know its fields. */
enum ObjectKind {
    CONFIG_MAP("v1", "ConfigMap", ConfigMap.class, V1ConfigMap::fromJson),
    NAMESPACE("v1", "Namespace", Namespace.class, V1Namespace::fromJson),
    PERSISTENT_VOLUME_CLAIM(
            "v1", "PersistentVolumeClaim", PersistentVolumeClaim.class, V1PersistentVolumeClaim::fromJson),
    POD("v1", "Pod", Pod.class, V1Pod::fromJson),
    SECRET("v1", "Secret", Secret.class, V1Secret::fromJson),
    SERVICE("v1", "Service", Service.class, V1Service::fromJson),
    SERVICE_ACCOUNT("v1", "ServiceAccount", ServiceAccount.class, V1ServiceAccount::fromJson),
    DEPLOYMENT("apps/v1", "Deployment", Deployment.class, V1Deployment::fromJson),
    STATEFUL_SET("apps/v1", "StatefulSet", StatefulSet.class, V1StatefulSet::fromJson),
    HORIZONTAL_POD_AUTOSCALER(
            "autoscaling/v2",
            "HorizontalPodAutoscaler",
            HorizontalPodAutoscaler.class,
            V2HorizontalPodAutoscaler::fromJson),
    CRON_JOB("batch/v1", "CronJob", CronJob.class, V1CronJob::fromJson),
    JOB("batch/v1", "Job", Job.class, V1Job::fromJson),
    INGRESS("networking.k8s.io/v1", "Ingress", Ingress.class, V1Ingress::fromJson),
    NETWORK_POLICY("networking.k8s.io/v1", "NetworkPolicy", NetworkPolicy.class, V1NetworkPolicy::fromJson),
    POD_DISRUPTION_BUDGET(
            "policy/v1", "PodDisruptionBudget", PodDisruptionBudget.class, V1PodDisruptionBudget::fromJson),
    // Custom resources: the API's own client does not know them.
    POD_MONITOR("monitoring.coreos.com/v1", "PodMonitor", PodMonitor.class, null),
    PROMETHEUS_RULE("monitoring.coreos.com/v1", "PrometheusRule", PrometheusRule.class, null),
    SERVICE_MONITOR("monitoring.coreos.com/v1", "ServiceMonitor", ServiceMonitor.class, null);

    private final String apiVersion;
    private final String kind;
    private final Class<? extends HasMetadata> model;
    private final @Nullable Reader reader;

    ObjectKind(String apiVersion, String kind, Class<? extends HasMetadata> model, @Nullable Reader reader) {
        this.apiVersion = apiVersion;
        this.kind = kind;
        this.model = model;
        this.reader = reader;
    }

    @FunctionalInterface
    private interface Reader {
        Object fromJson(String json) throws IOException;
    }

    static ObjectKind of(JsonNode tree) {
        String apiVersion = tree.path("apiVersion").asText();
        String kind = tree.path("kind").asText();
        return Arrays.stream(values())
                .filter(known -> known.apiVersion.equals(apiVersion) && known.kind.equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not a kind that is expected here: %s %s in\n%s"
                        .formatted(apiVersion, kind, tree.toPrettyString())));
    }

    Class<? extends HasMetadata> model() {
        return model;
    }

    boolean custom() {
        return reader == null;
    }

    /** Reads an object as the Java client of the API does: unknown, missing and mistyped fields are refused. */
    void readByClient(JsonNode tree) throws IOException {
        if (reader != null) {
            reader.fromJson(tree.toString());
        }
    }
}
