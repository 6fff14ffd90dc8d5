// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.graphql;

import io.mainstay.cmdb.CiClass;
import io.mainstay.cmdb.CiClassTree;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageQueries;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** CIs, their relations, classes and planned outages by {@code node(id)}. */
@Configuration(proxyBeanMethods = false)
class CmdbNodes {

    @Bean
    NodeResolver configurationItemNodes(ConfigurationItemQueries queries) {
        return new Resolver<>("ConfigurationItem", ConfigurationItem.TYPE, ConfigurationItem.class, queries::byIds);
    }

    @Bean
    NodeResolver relationNodes(ConfigurationItemQueries queries) {
        return new Resolver<>("Relation", CiRelation.TYPE, CiRelation.class, queries::relations);
    }

    @Bean
    NodeResolver ciClassNodes(CiClasses classes) {
        return new Resolver<>("CiClass", "CiClass", CiClass.class, (principal, ids) -> {
            CiClassTree tree = classes.tree(principal);
            return ids.stream()
                    .flatMap(id -> tree.find(id).stream())
                    .collect(Collectors.toMap(CiClass::id, Function.identity()));
        });
    }

    @Bean
    NodeResolver plannedOutageNodes(PlannedOutageQueries queries) {
        return new Resolver<>("PlannedOutage", PlannedOutage.TYPE, PlannedOutage.class, queries::byIds);
    }

    private record Resolver<T>(String type, String label, Class<?> viewClass, Read<T> read) implements NodeResolver {

        @Override
        public Map<String, T> resolve(Principal principal, Collection<String> ids) {
            return read.byIds(principal, ids);
        }
    }

    private interface Read<T> {
        Map<String, T> byIds(Principal principal, Collection<String> ids);
    }
}
