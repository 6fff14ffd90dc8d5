// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import io.mainstay.kernel.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

@Controller
class NodeGraphQl {

    private final Nodes nodes;

    NodeGraphQl(Nodes nodes) {
        this.nodes = nodes;
    }

    @QueryMapping
    @Nullable
    Object node(@Argument String id, Principal principal) {
        return nodes.find(principal, id);
    }
}
