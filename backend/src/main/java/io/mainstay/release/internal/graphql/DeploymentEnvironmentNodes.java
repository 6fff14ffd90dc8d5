// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.graphql;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.DeploymentEnvironmentService;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Environments by {@code node(id)}. */
@Component
final class DeploymentEnvironmentNodes implements NodeResolver {

    private final DeploymentEnvironmentService environments;

    DeploymentEnvironmentNodes(DeploymentEnvironmentService environments) {
        this.environments = environments;
    }

    @Override
    public String type() {
        return DeploymentEnvironment.TYPE;
    }

    @Override
    public Class<?> viewClass() {
        return DeploymentEnvironment.class;
    }

    @Override
    public Map<String, DeploymentEnvironment> resolve(Principal principal, Collection<String> ids) {
        return environments.byIds(principal, ids);
    }
}
