// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is secret is in a Secret, and one that the chart makes is long and random; there is no default password. */
final class SecretsStaySecret implements Rule {

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|passwd|secret|token|credential|secrets_keys|private_?key).*");
    private static final Pattern USER_NAME = Pattern.compile("(?i).*user.?name|.*\\.user");
    private static final Pattern SECRET_IN_JSON =
            Pattern.compile("(?i)\"(secret|password)\"\\s*:\\s*\"(?!\\$\\{)[^\"]+\"");
    private static final Pattern SECRET_ARGUMENT = Pattern.compile("(?i).*(password|secret|token)[= ](?!\\$).+");
    private static final int LEAST_LENGTH = 24;
    private static final int LEAST_DIFFERENT = 10;

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (ConfigMap map : manifests.of(ConfigMap.class)) {
            map.getData().forEach((name, value) -> {
                findings.require(
                        !named(name) || value.isEmpty(), map, "holds what belongs in a Secret: %s".formatted(name));
                findings.require(!SECRET_IN_JSON.matcher(value).find(), map, "holds a secret in %s".formatted(name));
            });
        }
        for (Workload workload : manifests.workloads()) {
            for (Container container : workload.containers()) {
                checkContainer(workload, container, findings);
            }
        }
        for (Secret secret : manifests.of(Secret.class)) {
            secret.getData().forEach((name, encoded) -> {
                String value = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
                findings.require(
                        USER_NAME.matcher(name).matches() || strong(value),
                        secret,
                        "%s can be guessed".formatted(name));
            });
            findings.require(secret.getStringData().isEmpty(), secret, "is written in clear");
        }
        return findings.all();
    }

    private static void checkContainer(Workload workload, Container container, Findings findings) {
        for (EnvVar variable : container.getEnv()) {
            String value = variable.getValue();
            findings.require(
                    value == null || value.isEmpty() || value.startsWith("$(") || !named(variable.getName()),
                    workload,
                    container,
                    "%s does not come from a Secret".formatted(variable.getName()));
        }
        Stream.concat(container.getArgs().stream(), container.getCommand().stream())
                .forEach(argument -> findings.require(
                        !SECRET_ARGUMENT.matcher(argument).matches(),
                        workload,
                        container,
                        "shows a secret in its arguments"));
    }

    private static boolean named(String variable) {
        return SECRET_NAME.matcher(variable).matches();
    }

    private static boolean strong(String value) {
        return value.length() >= LEAST_LENGTH && value.chars().distinct().count() >= LEAST_DIFFERENT;
    }
}
