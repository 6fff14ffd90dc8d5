package io.mainstay.cmdb.internal.graphql;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageQueries;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import java.util.Collection;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** CIs and their planned outages by {@code node(id)}. */
@Configuration(proxyBeanMethods = false)
class CmdbNodes {

    @Bean
    NodeResolver configurationItemNodes(ConfigurationItemQueries queries) {
        return new NodeResolver() {
            @Override
            public String type() {
                return ConfigurationItem.TYPE;
            }

            @Override
            public Class<?> viewClass() {
                return ConfigurationItem.class;
            }

            @Override
            public Map<String, ?> resolve(Principal principal, Collection<String> ids) {
                return queries.byIds(principal, ids);
            }
        };
    }

    @Bean
    NodeResolver plannedOutageNodes(PlannedOutageQueries queries) {
        return new NodeResolver() {
            @Override
            public String type() {
                return PlannedOutage.TYPE;
            }

            @Override
            public Class<?> viewClass() {
                return PlannedOutage.class;
            }

            @Override
            public Map<String, ?> resolve(Principal principal, Collection<String> ids) {
                return queries.byIds(principal, ids);
            }
        };
    }
}
