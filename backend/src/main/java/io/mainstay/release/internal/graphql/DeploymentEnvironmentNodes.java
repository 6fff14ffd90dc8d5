// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.graphql;

import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.DeploymentEnvironmentService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Environments by {@code node(id)}. */
@Configuration(proxyBeanMethods = false)
class DeploymentEnvironmentNodes {

    @Bean
    NodeResolver environmentNodes(DeploymentEnvironmentService environments) {
        return new NodeResolver(DeploymentEnvironment.TYPE, DeploymentEnvironment.class, environments::byIds);
    }
}
