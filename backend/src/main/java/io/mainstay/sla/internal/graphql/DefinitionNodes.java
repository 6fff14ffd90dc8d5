// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla.internal.graphql;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.sla.SlaDefinitionView;
import io.mainstay.sla.SlaDefinitions;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
final class DefinitionNodes implements NodeResolver {

    private final SlaDefinitions definitions;

    DefinitionNodes(SlaDefinitions definitions) {
        this.definitions = definitions;
    }

    @Override
    public String type() {
        return "SlaDefinition";
    }

    @Override
    public Class<?> viewClass() {
        return SlaDefinitionView.class;
    }

    @Override
    public Map<String, ?> resolve(Principal principal, Collection<String> ids) {
        return definitions.byIds(principal, ids);
    }
}
