// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal.graphql;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.TeamView;
import io.mainstay.incident.Incident;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.References;
import io.mainstay.ticket.RoutingRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** How an incident got its first team. */
@Controller
class IncidentRoutingGraphQl {

    private final IdentityViews identity;
    private final ConfigurationItemQueries items;

    IncidentRoutingGraphQl(IdentityViews identity, ConfigurationItemQueries items) {
        this.identity = identity;
        this.items = items;
    }

    /** The rule with what it took the team from. */
    record Routing(
            RoutingRule rule,
            @Nullable String teamId,
            @Nullable String sourceId) {

        @Nullable
        String itemId() {
            return switch (rule) {
                case CONFIGURATION_ITEM, SERVICE_OFFERING -> sourceId;
                case NAMED, ORGANISATION, INSTALLATION -> null;
            };
        }

        @Nullable
        String organisationId() {
            return rule == RoutingRule.ORGANISATION ? sourceId : null;
        }
    }

    @SchemaMapping(typeName = "Incident")
    @Nullable
    Routing routing(Incident incident) {
        RoutingRule rule = incident.routingRule();
        return rule == null ? null : new Routing(rule, incident.routedTeamId(), incident.routingSourceId());
    }

    @BatchMapping(typeName = "IncidentRouting")
    Map<Routing, TeamView> team(List<Routing> routings) {
        return References.resolve(routings, Routing::teamId, identity::teams);
    }

    @BatchMapping(typeName = "IncidentRouting")
    Map<Routing, ConfigurationItem> configurationItem(List<Routing> routings, @ContextValue Principal principal) {
        return References.resolve(routings, Routing::itemId, ids -> items.byIds(principal, ids));
    }

    @BatchMapping(typeName = "IncidentRouting")
    Map<Routing, OrganisationView> organisation(List<Routing> routings) {
        return References.resolve(routings, Routing::organisationId, identity::organisations);
    }
}
