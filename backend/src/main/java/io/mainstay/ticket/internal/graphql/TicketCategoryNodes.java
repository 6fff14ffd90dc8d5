// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal.graphql;

import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.TicketCategory;
import io.mainstay.ticket.TicketSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Categories by {@code node(id)}, those of each kind of ticket for themselves: who may not read a kind is refused before the database
 * is asked.
 */
@Configuration(proxyBeanMethods = false)
class TicketCategoryNodes {

    @Bean
    NodeResolver incidentCategories(TicketSettings settings) {
        return of(settings, TicketKind.INCIDENT);
    }

    @Bean
    NodeResolver problemCategories(TicketSettings settings) {
        return of(settings, TicketKind.PROBLEM);
    }

    @Bean
    NodeResolver changeCategories(TicketSettings settings) {
        return of(settings, TicketKind.CHANGE);
    }

    @Bean
    NodeResolver releaseCategories(TicketSettings settings) {
        return of(settings, TicketKind.RELEASE);
    }

    private static NodeResolver of(TicketSettings settings, TicketKind kind) {
        return new NodeResolver(
                "TicketCategory",
                kind.label() + "Category",
                TicketCategory.class,
                (principal, ids) -> settings.categories(principal, kind, ids));
    }
}
