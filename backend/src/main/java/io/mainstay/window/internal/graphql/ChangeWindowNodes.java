// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal.graphql;

import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindowQueries;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Change windows by {@code node(id)}. */
@Configuration(proxyBeanMethods = false)
class ChangeWindowNodes {

    @Bean
    NodeResolver windowNodes(ChangeWindowQueries queries) {
        return new NodeResolver(ChangeWindow.TYPE, ChangeWindow.class, queries::byIds);
    }
}
