// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import io.mainstay.change.ChangeTemplate;
import io.mainstay.change.ChangeTemplateQueries;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Change templates by {@code node(id)}. */
@Component
final class ChangeTemplateNodes implements NodeResolver {

    private final ChangeTemplateQueries queries;

    ChangeTemplateNodes(ChangeTemplateQueries queries) {
        this.queries = queries;
    }

    @Override
    public String type() {
        return ChangeTemplate.TYPE;
    }

    @Override
    public Class<?> viewClass() {
        return ChangeTemplate.class;
    }

    @Override
    public Map<String, ChangeTemplate> resolve(Principal principal, Collection<String> ids) {
        return queries.byIds(principal, ids);
    }
}
