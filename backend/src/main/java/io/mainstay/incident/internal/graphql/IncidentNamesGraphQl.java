package io.mainstay.incident.internal.graphql;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.incident.IncidentService;
import io.mainstay.incident.IncidentView;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Named;
import io.mainstay.sla.SlaClockView;
import io.mainstay.sla.SlaClockViews;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.stereotype.Controller;

/** Whom and what an incident names: people, teams, services, configuration items and clocks. */
@Controller
class IncidentNamesGraphQl {

    private final IdentityViews identity;
    private final ConfigurationItemQueries items;
    private final SlaClockViews clocks;
    private final IncidentService incidents;

    IncidentNamesGraphQl(
            IdentityViews identity, ConfigurationItemQueries items, SlaClockViews clocks, IncidentService incidents) {
        this.identity = identity;
        this.items = items;
        this.clocks = clocks;
        this.incidents = incidents;
    }

    @BatchMapping(typeName = "Incident")
    Map<IncidentView, PersonView> affectedPerson(List<IncidentView> views) {
        return Named.by(views, IncidentView::affectedPersonId, identity::people);
    }

    @BatchMapping(typeName = "Incident")
    Map<IncidentView, PersonView> reporter(List<IncidentView> views) {
        return Named.by(views, IncidentView::reporterId, identity::people);
    }

    @BatchMapping(typeName = "Incident")
    Map<IncidentView, PersonView> assignee(List<IncidentView> views) {
        return Named.by(views, IncidentView::assigneeId, identity::people);
    }

    @BatchMapping(typeName = "Incident")
    Map<IncidentView, TeamView> team(List<IncidentView> views) {
        return Named.by(views, IncidentView::teamId, identity::teams);
    }

    @BatchMapping(typeName = "Incident")
    Map<IncidentView, OrganisationView> organisation(List<IncidentView> views) {
        return Named.by(views, IncidentView::organisationId, identity::organisations);
    }

    @BatchMapping(typeName = "Incident")
    Map<IncidentView, ConfigurationItem> serviceOffering(List<IncidentView> views, @ContextValue Principal principal) {
        return Named.by(views, IncidentView::serviceOfferingId, ids -> items.byIds(principal, ids));
    }

    @BatchMapping(typeName = "Incident")
    Map<IncidentView, String> serviceOfferingId(List<IncidentView> views, @ContextValue Principal principal) {
        Map<IncidentView, String> visible = new HashMap<>();
        serviceOffering(views, principal).forEach((view, offering) -> visible.put(view, offering.id()));
        return visible;
    }

    @BatchMapping(typeName = "Incident")
    Map<IncidentView, List<ConfigurationItem>> affectedCis(
            List<IncidentView> views, @ContextValue Principal principal) {
        return listed(views, principal, incidents.ciIds(principal, ids(views)));
    }

    @BatchMapping(typeName = "Incident")
    Map<IncidentView, List<ConfigurationItem>> suggestedServiceOfferings(
            List<IncidentView> views, @ContextValue Principal principal) {
        return listed(views, principal, incidents.suggestedOfferings(principal, ids(views)));
    }

    @BatchMapping(typeName = "Incident")
    Map<IncidentView, List<SlaClockView>> slaClocks(List<IncidentView> views, @ContextValue Principal principal) {
        Map<String, List<SlaClockView>> byRecord = clocks.byRecords(principal, ids(views));
        Map<IncidentView, List<SlaClockView>> byView = new HashMap<>();
        views.forEach(view -> byView.put(view, byRecord.getOrDefault(view.id(), List.of())));
        return byView;
    }

    private Map<IncidentView, List<ConfigurationItem>> listed(
            List<IncidentView> views, Principal principal, Map<String, List<String>> idsByIncident) {
        Set<String> ids = idsByIncident.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        Map<String, ConfigurationItem> found = ids.isEmpty() ? Map.of() : items.byIds(principal, ids);
        Map<IncidentView, List<ConfigurationItem>> byView = new HashMap<>();
        views.forEach(view -> byView.put(
                view,
                idsByIncident.getOrDefault(view.id(), List.of()).stream()
                        .map(found::get)
                        .filter(Objects::nonNull)
                        .toList()));
        return byView;
    }

    private static List<String> ids(List<IncidentView> views) {
        return views.stream().map(IncidentView::id).distinct().toList();
    }
}
