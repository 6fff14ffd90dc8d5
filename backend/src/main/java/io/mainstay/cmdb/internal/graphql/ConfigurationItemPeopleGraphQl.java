// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.graphql;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.platform.graphql.References;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.stereotype.Controller;

/** Resolves the people, teams and organisations that CIs refer to. */
@Controller
class ConfigurationItemPeopleGraphQl {

    private final IdentityViews identity;

    ConfigurationItemPeopleGraphQl(IdentityViews identity) {
        this.identity = identity;
    }

    @BatchMapping(typeName = "ConfigurationItem")
    Map<ConfigurationItem, PersonView> owner(List<ConfigurationItem> items) {
        return References.resolve(items, ConfigurationItem::ownerId, identity::people);
    }

    @BatchMapping(typeName = "ConfigurationItem")
    Map<ConfigurationItem, TeamView> managedByTeam(List<ConfigurationItem> items) {
        return References.resolve(items, ConfigurationItem::managedByTeamId, identity::teams);
    }

    @BatchMapping(typeName = "ConfigurationItem")
    Map<ConfigurationItem, TeamView> supportTeam(List<ConfigurationItem> items) {
        return References.resolve(items, ConfigurationItem::supportTeamId, identity::teams);
    }

    @BatchMapping(typeName = "ConfigurationItem")
    Map<ConfigurationItem, OrganisationView> organisation(List<ConfigurationItem> items) {
        return References.resolve(items, ConfigurationItem::organisationId, identity::organisations);
    }
}
