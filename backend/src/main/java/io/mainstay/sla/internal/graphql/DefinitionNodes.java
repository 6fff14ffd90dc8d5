// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal.graphql;

import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.SlaDefinitions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** SLA definitions by {@code node(id)}. */
@Configuration(proxyBeanMethods = false)
class DefinitionNodes {

    @Bean
    NodeResolver slaDefinitionNodes(SlaDefinitions definitions) {
        return new NodeResolver("SlaDefinition", SlaDefinitionView.class, definitions::byIds);
    }
}
