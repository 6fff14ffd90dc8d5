// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal.graphql;

import io.mainstay.identity.IdentityService;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import java.util.Collection;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads people, teams and organisations by {@code node(id)}. */
@Configuration(proxyBeanMethods = false)
class IdentityNodes {

    @Bean
    NodeResolver personNodes(IdentityService identity) {
        return new Resolver<>("Person", PersonView.class, identity::peopleById);
    }

    @Bean
    NodeResolver teamNodes(IdentityService identity) {
        return new Resolver<>("Team", TeamView.class, identity::teamsById);
    }

    @Bean
    NodeResolver organisationNodes(IdentityService identity) {
        return new Resolver<>("Organisation", OrganisationView.class, identity::organisationsById);
    }

    private record Resolver<T>(String type, Class<?> viewClass, Read<T> read) implements NodeResolver {

        @Override
        public Map<String, ?> resolve(Principal principal, Collection<String> ids) {
            return read.by(principal, ids);
        }
    }

    @FunctionalInterface
    private interface Read<T> {
        Map<String, T> by(Principal principal, Collection<String> ids);
    }
}
