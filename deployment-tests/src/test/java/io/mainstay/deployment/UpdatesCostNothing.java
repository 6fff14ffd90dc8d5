// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import java.util.List;
import java.util.Objects;

/** A new pod serves before an old one goes. */
final class UpdatesCostNothing implements Rule {

    @Override
    public List<Violation> check(Manifests manifests) {
        Findings findings = new Findings();
        for (Deployment deployment : manifests.of(Deployment.class)) {
            DeploymentStrategy strategy = deployment.getSpec().getStrategy();
            boolean rolling = strategy != null
                    && Objects.equals(strategy.getType(), "RollingUpdate")
                    && strategy.getRollingUpdate() != null;
            findings.require(rolling, deployment, "is not replaced pod by pod");
            if (rolling) {
                findings.require(
                        Objects.equals(strategy.getRollingUpdate().getMaxUnavailable(), new IntOrString(0)),
                        deployment,
                        "takes pods away before new ones serve");
                findings.require(
                        strategy.getRollingUpdate().getMaxSurge() != null
                                && !Objects.equals(strategy.getRollingUpdate().getMaxSurge(), new IntOrString(0)),
                        deployment,
                        "has no room for a new pod");
            }
        }
        return findings.all();
    }
}
