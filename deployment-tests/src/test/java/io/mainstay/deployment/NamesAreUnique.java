// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Objects, containers and variables have valid names of their own, and objects the labels by which people find them. */
final class NamesAreUnique implements Rule {

    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final List<String> LABELS = List.of(
            "app.kubernetes.io/name",
            "app.kubernetes.io/instance",
            "app.kubernetes.io/component",
            "app.kubernetes.io/part-of");

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        Set<String> seen = new HashSet<>();
        for (HasMetadata object : manifests.objects()) {
            String name = object.getMetadata().getName();
            findings.require(NAME.matcher(name).matches(), object, "is not a valid name");
            findings.require(seen.add(object.getKind() + "/" + name), object, "exists twice");
            Map<String, String> labels =
                    Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
            for (String label : LABELS) {
                // Secrets are not always made by us.
                findings.require(
                        object instanceof Secret || labels.containsKey(label), object, "lacks the label " + label);
            }
        }
        for (Workload workload : manifests.workloads()) {
            Set<String> containers = new HashSet<>();
            for (Container container : workload.containers()) {
                findings.require(containers.add(container.getName()), workload, container, "exists twice");
                Set<String> variables = new HashSet<>();
                container
                        .getEnv()
                        .forEach(variable -> findings.require(
                                variables.add(variable.getName()),
                                workload,
                                container,
                                "sets %s twice".formatted(variable.getName())));
            }
        }
        return findings.all();
    }
}
