// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.Container;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every variable that a pod of the backend's image gets is one that the backend reads; a misspelt one would be ignored. */
final class BackendEnvironmentIsRead implements Rule {

    private final Set<String> known = BackendSettings.variables();

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (Workload workload : manifests.ofBackendImage()) {
            for (Container container : workload.containers()) {
                Map<String, String> variables = Environment.of(manifests, container);
                variables
                        .keySet()
                        .forEach(name -> findings.require(
                                known.contains(name)
                                        || variables.values().stream()
                                                .anyMatch(value -> value.contains("$(" + name + ")")),
                                workload,
                                container,
                                "sets %s, which nobody reads".formatted(name)));
            }
        }
        return findings.all();
    }
}
