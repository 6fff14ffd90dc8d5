// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal.graphql;

import io.mainstay.identity.IdentityService;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.platform.graphql.NodeResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads people, teams and organisations by {@code node(id)}. */
@Configuration(proxyBeanMethods = false)
class IdentityNodes {

    @Bean
    NodeResolver personNodes(IdentityService identity) {
        return new NodeResolver("Person", PersonView.class, identity::peopleById);
    }

    @Bean
    NodeResolver teamNodes(IdentityService identity) {
        return new NodeResolver("Team", TeamView.class, identity::teamsById);
    }

    @Bean
    NodeResolver organisationNodes(IdentityService identity) {
        return new NodeResolver("Organisation", OrganisationView.class, identity::organisationsById);
    }
}
