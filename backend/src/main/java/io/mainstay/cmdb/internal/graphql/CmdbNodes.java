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
import io.mainstay.platform.graphql.NodeResolver;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** CIs, their relations, classes and planned outages by {@code node(id)}. */
@Configuration(proxyBeanMethods = false)
class CmdbNodes {

    @Bean
    NodeResolver configurationItemNodes(ConfigurationItemQueries queries) {
        return new NodeResolver("ConfigurationItem", ConfigurationItem.TYPE, ConfigurationItem.class, queries::byIds);
    }

    @Bean
    NodeResolver relationNodes(ConfigurationItemQueries queries) {
        return new NodeResolver("Relation", CiRelation.TYPE, CiRelation.class, queries::relations);
    }

    @Bean
    NodeResolver ciClassNodes(CiClasses classes) {
        return new NodeResolver("CiClass", CiClass.class, (principal, ids) -> {
            CiClassTree tree = classes.tree(principal);
            return ids.stream()
                    .flatMap(id -> tree.find(id).stream())
                    .collect(Collectors.toMap(CiClass::id, Function.identity()));
        });
    }

    @Bean
    NodeResolver plannedOutageNodes(PlannedOutageQueries queries) {
        return new NodeResolver("PlannedOutage", PlannedOutage.TYPE, PlannedOutage.class, queries::byIds);
    }
}
