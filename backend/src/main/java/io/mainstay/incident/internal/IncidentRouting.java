// SPDX-License-Identifier: Apache-2.0
package io.mainstay.incident.internal;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationSettings;
import io.mainstay.identity.TeamView;
import io.mainstay.incident.IncidentProperties;
import io.mainstay.incident.ReportIncident;
import io.mainstay.ticket.Facets.Routing;
import io.mainstay.ticket.RoutingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the team that looks at a new incident first. The first rule that finds an active team applies. Routing is no
 * assignment: the incident stays new, and assigning it still needs a service offering.
 */
@Component
public final class IncidentRouting {

    private final IdentityViews identity;
    private final IncidentProperties properties;

    IncidentRouting(IdentityViews identity, IncidentProperties properties) {
        this.identity = identity;
        this.properties = properties;
    }

    /**
     * @param items what the report names, by id
     * @param settings what holds for the organisation of the incident
     */
    public @Nullable Routing route(
            ReportIncident report, Map<String, ConfigurationItem> items, OrganisationSettings settings) {
        if (report.teamId() != null) {
            return new Routing(RoutingRule.NAMED, report.teamId(), null);
        }
        return supportTeam(report, items)
                .or(() -> Optional.ofNullable(settings.serviceDeskTeamId())
                        .map(team -> new Routing(RoutingRule.ORGANISATION, team, settings.serviceDeskFromId())))
                .or(this::installation)
                .orElse(null);
    }

    private Optional<Routing> supportTeam(ReportIncident report, Map<String, ConfigurationItem> items) {
        List<Routing> candidates = new ArrayList<>();
        report.ciIds().forEach(id -> add(candidates, RoutingRule.CONFIGURATION_ITEM, items.get(id)));
        if (report.serviceOfferingId() != null) {
            add(candidates, RoutingRule.SERVICE_OFFERING, items.get(report.serviceOfferingId()));
        }
        Map<String, TeamView> teams = identity.teams(
                candidates.stream().map(Routing::teamId).distinct().toList());
        return candidates.stream()
                .filter(candidate -> Optional.ofNullable(teams.get(candidate.teamId()))
                        .filter(TeamView::active)
                        .isPresent())
                .findFirst();
    }

    private static void add(List<Routing> candidates, RoutingRule rule, @Nullable ConfigurationItem item) {
        if (item != null && item.supportTeamId() != null) {
            candidates.add(new Routing(rule, item.supportTeamId(), item.id()));
        }
    }

    private Optional<Routing> installation() {
        if (properties.serviceDesk().isEmpty()) {
            return Optional.empty();
        }
        return identity.activeTeamWithPath(properties.serviceDesk())
                .map(team -> new Routing(RoutingRule.INSTALLATION, team, null));
    }
}
