// SPDX-License-Identifier: Apache-2.0
package io.mainstay.identity.internal.graphql;

import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationService;
import io.mainstay.identity.OrganisationSettings;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.platform.graphql.References;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.stereotype.Controller;

/** The settings of organisations. */
@Controller
class OrganisationGraphQl {

    private final OrganisationService organisations;
    private final IdentityViews views;

    OrganisationGraphQl(OrganisationService organisations, IdentityViews views) {
        this.organisations = organisations;
        this.views = views;
    }

    record OrganisationPayload(@Nullable OrganisationView organisation, List<UserError> userErrors)
            implements Payload {}

    @MutationMapping
    OrganisationPayload organisationSetServiceDesk(
            @Argument String id,
            @Argument @Nullable String teamId,
            @Argument int expectedVersion,
            Principal principal) {
        return Payload.of(
                () -> organisations.setServiceDesk(principal, id, teamId, expectedVersion), OrganisationPayload::new);
    }

    @MutationMapping
    OrganisationPayload organisationSetCustomerClass(
            @Argument String id,
            @Argument @Nullable String customerClass,
            @Argument int expectedVersion,
            Principal principal) {
        return Payload.of(
                () -> organisations.setCustomerClass(principal, id, customerClass, expectedVersion),
                OrganisationPayload::new);
    }

    @BatchMapping(typeName = "Organisation")
    Map<OrganisationView, OrganisationSettings> settings(List<OrganisationView> organisationViews) {
        Map<String, OrganisationSettings> settings = views.organisationSettings(
                organisationViews.stream().map(OrganisationView::id).distinct().toList());
        Map<OrganisationView, OrganisationSettings> byView = new HashMap<>();
        organisationViews.forEach(
                view -> byView.put(view, settings.getOrDefault(view.id(), OrganisationSettings.NONE)));
        return byView;
    }

    @BatchMapping(typeName = "OrganisationSettings")
    Map<OrganisationSettings, TeamView> serviceDesk(List<OrganisationSettings> settings) {
        return References.resolve(settings, OrganisationSettings::serviceDeskTeamId, views::teams);
    }

    @BatchMapping(typeName = "OrganisationSettings")
    Map<OrganisationSettings, OrganisationView> serviceDeskFrom(List<OrganisationSettings> settings) {
        return References.resolve(settings, OrganisationSettings::serviceDeskFromId, views::organisations);
    }

    @BatchMapping(typeName = "OrganisationSettings")
    Map<OrganisationSettings, OrganisationView> customerClassFrom(List<OrganisationSettings> settings) {
        return References.resolve(settings, OrganisationSettings::customerClassFromId, views::organisations);
    }
}
