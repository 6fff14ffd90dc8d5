// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pod cannot start without.
 *
 * @param key the entry that is asked for; null for all of them
 */
record Reference(
        Class<? extends HasMetadata> kind,
        String name,
        @Nullable String key) {

    /** Everything that a workload's pods refer to and that is not optional. */
    static List<Reference> of(Workload workload) {
        List<Reference> references = new ArrayList<>();
        String account = workload.pod().getServiceAccountName();
        if (account != null) {
            references.add(new Reference(ServiceAccount.class, account, null));
        }
        for (LocalObjectReference secret : workload.pod().getImagePullSecrets()) {
            references.add(new Reference(Secret.class, secret.getName(), null));
        }
        for (Volume volume : workload.pod().getVolumes()) {
            addVolume(volume, references);
        }
        for (Container container : workload.containers()) {
            container.getEnvFrom().forEach(source -> addSource(source, references));
            container.getEnv().forEach(variable -> addVariable(variable, references));
        }
        return references;
    }

    boolean existsIn(Manifests manifests) {
        if ((kind == Secret.class || kind == PersistentVolumeClaim.class)
                && manifests.ofOwner().contains(name)) {
            return true;
        }
        return manifests.find(kind, name).filter(this::holdsKey).isPresent();
    }

    @Override
    public String toString() {
        return kind.getSimpleName() + "/" + name + (key == null ? "" : " " + key);
    }

    private boolean holdsKey(HasMetadata object) {
        if (key == null) {
            return true;
        }
        return switch (object) {
            case ConfigMap map ->
                map.getData().containsKey(key) || map.getBinaryData().containsKey(key);
            case Secret secret ->
                secret.getData().containsKey(key) || secret.getStringData().containsKey(key);
            default -> true;
        };
    }

    private static void addVolume(Volume volume, List<Reference> references) {
        ConfigMapVolumeSource map = volume.getConfigMap();
        if (map != null && !Boolean.TRUE.equals(map.getOptional())) {
            addItems(ConfigMap.class, map.getName(), map.getItems(), references);
        }
        SecretVolumeSource secret = volume.getSecret();
        if (secret != null && !Boolean.TRUE.equals(secret.getOptional())) {
            addItems(Secret.class, secret.getSecretName(), secret.getItems(), references);
        }
        if (volume.getPersistentVolumeClaim() != null) {
            references.add(new Reference(
                    PersistentVolumeClaim.class,
                    volume.getPersistentVolumeClaim().getClaimName(),
                    null));
        }
    }

    private static void addItems(
            Class<? extends HasMetadata> kind, String name, List<KeyToPath> items, List<Reference> references) {
        references.add(new Reference(kind, name, null));
        items.forEach(item -> references.add(new Reference(kind, name, item.getKey())));
    }

    private static void addSource(EnvFromSource source, List<Reference> references) {
        if (source.getConfigMapRef() != null
                && !Boolean.TRUE.equals(source.getConfigMapRef().getOptional())) {
            references.add(
                    new Reference(ConfigMap.class, source.getConfigMapRef().getName(), null));
        }
        if (source.getSecretRef() != null
                && !Boolean.TRUE.equals(source.getSecretRef().getOptional())) {
            references.add(new Reference(Secret.class, source.getSecretRef().getName(), null));
        }
    }

    private static void addVariable(EnvVar variable, List<Reference> references) {
        EnvVarSource source = variable.getValueFrom();
        if (source == null) {
            return;
        }
        if (source.getConfigMapKeyRef() != null
                && !Boolean.TRUE.equals(source.getConfigMapKeyRef().getOptional())) {
            references.add(new Reference(
                    ConfigMap.class,
                    source.getConfigMapKeyRef().getName(),
                    source.getConfigMapKeyRef().getKey()));
        }
        if (source.getSecretKeyRef() != null
                && !Boolean.TRUE.equals(source.getSecretKeyRef().getOptional())) {
            references.add(new Reference(
                    Secret.class,
                    source.getSecretKeyRef().getName(),
                    source.getSecretKeyRef().getKey()));
        }
    }
}
