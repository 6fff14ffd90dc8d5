// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;
import java.util.TreeMap;

/** The variables that a container sees. */
final class Environment {

    /** Stands for a value that a Secret holds. */
    static final String SECRET = "<secret>";

    private Environment() {}

    static Map<String, String> of(Manifests manifests, Container container) {
        Map<String, String> variables = new TreeMap<>();
        for (EnvFromSource source : container.getEnvFrom()) {
            if (source.getConfigMapRef() != null) {
                manifests
                        .find(ConfigMap.class, source.getConfigMapRef().getName())
                        .ifPresent(map -> variables.putAll(map.getData()));
            }
            if (source.getSecretRef() != null) {
                manifests
                        .find(Secret.class, source.getSecretRef().getName())
                        .ifPresent(secret -> secret.getData().keySet().forEach(key -> variables.put(key, SECRET)));
            }
        }
        for (EnvVar variable : container.getEnv()) {
            variables.put(variable.getName(), value(manifests, variable));
        }
        return variables;
    }

    private static String value(Manifests manifests, EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue() == null ? "" : variable.getValue();
        }
        if (variable.getValueFrom().getConfigMapKeyRef() != null) {
            String key = variable.getValueFrom().getConfigMapKeyRef().getKey();
            return manifests
                    .find(
                            ConfigMap.class,
                            variable.getValueFrom().getConfigMapKeyRef().getName())
                    .map(map -> map.getData().getOrDefault(key, ""))
                    .orElse("");
        }
        return variable.getValueFrom().getSecretKeyRef() != null ? SECRET : "";
    }
}
