// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal.graphql;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.TicketCategory;
import io.mainstay.ticket.TicketSettings;
import java.util.Collection;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Finds categories by id, those of each kind of ticket for themselves: who may not read a kind is refused before the database
 * is asked.
 */
record TicketCategoryNodes(TicketSettings settings, TicketKind kind) implements NodeResolver {

    @Override
    public String type() {
        return "TicketCategory";
    }

    @Override
    public String label() {
        return kind.label() + "Category";
    }

    @Override
    public Class<?> viewClass() {
        return TicketCategory.class;
    }

    @Override
    public Map<String, ?> resolve(Principal principal, Collection<String> ids) {
        return settings.categories(principal, kind, ids);
    }

    @Configuration(proxyBeanMethods = false)
    static class OfEachKind {

        @Bean
        NodeResolver incidentCategories(TicketSettings settings) {
            return new TicketCategoryNodes(settings, TicketKind.INCIDENT);
        }

        @Bean
        NodeResolver problemCategories(TicketSettings settings) {
            return new TicketCategoryNodes(settings, TicketKind.PROBLEM);
        }

        @Bean
        NodeResolver changeCategories(TicketSettings settings) {
            return new TicketCategoryNodes(settings, TicketKind.CHANGE);
        }

        @Bean
        NodeResolver releaseCategories(TicketSettings settings) {
            return new TicketCategoryNodes(settings, TicketKind.RELEASE);
        }
    }
}
