// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal.graphql;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowQueries;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Change windows by {@code node(id)}. */
@Component
final class ChangeWindowNodes implements NodeResolver {

    private final ChangeWindowQueries queries;

    ChangeWindowNodes(ChangeWindowQueries queries) {
        this.queries = queries;
    }

    @Override
    public String type() {
        return ChangeWindow.TYPE;
    }

    @Override
    public Class<?> viewClass() {
        return ChangeWindow.class;
    }

    @Override
    public Map<String, ChangeWindow> resolve(Principal principal, Collection<String> ids) {
        return queries.byIds(principal, ids);
    }
}
