// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A job that runs before the first installation finds only what was made before it: hooks of the same time with a lower
 * weight, and secrets of the owner.
 */
final class HooksFindWhatTheyNeed implements Rule {

    private static final String HOOK = "helm.sh/hook";
    private static final String WEIGHT = "helm.sh/hook-weight";
    private static final String BEFORE = "pre-install";

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (Workload workload : manifests.workloads()) {
            if (!hooks(workload.owner()).contains(BEFORE)) {
                continue;
            }
            for (Reference reference : Reference.of(workload)) {
                manifests
                        .find(reference.kind(), reference.name())
                        .ifPresent(needed -> findings.require(
                                hooks(needed).contains(BEFORE) && weight(needed) < weight(workload.owner()),
                                workload,
                                "runs before %s exists".formatted(reference)));
            }
        }
        return findings.all();
    }

    private static Set<String> hooks(HasMetadata object) {
        return Arrays.stream(annotations(object).getOrDefault(HOOK, "").split(","))
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int weight(HasMetadata object) {
        return Integer.parseInt(annotations(object).getOrDefault(WEIGHT, "0"));
    }

    private static Map<String, String> annotations(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
    }
}
