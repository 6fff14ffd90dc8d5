// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.graphql;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.platform.graphql.Named;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.stereotype.Controller;

/** Whom a CI names. */
@Controller
class ConfigurationItemPeopleGraphQl {

    private final IdentityViews identity;

    ConfigurationItemPeopleGraphQl(IdentityViews identity) {
        this.identity = identity;
    }

    @BatchMapping(typeName = "ConfigurationItem")
    Map<ConfigurationItem, PersonView> owner(List<ConfigurationItem> items) {
        return Named.by(items, ConfigurationItem::ownerId, identity::people);
    }

    @BatchMapping(typeName = "ConfigurationItem")
    Map<ConfigurationItem, TeamView> managedByTeam(List<ConfigurationItem> items) {
        return Named.by(items, ConfigurationItem::managedByTeamId, identity::teams);
    }

    @BatchMapping(typeName = "ConfigurationItem")
    Map<ConfigurationItem, TeamView> supportTeam(List<ConfigurationItem> items) {
        return Named.by(items, ConfigurationItem::supportTeamId, identity::teams);
    }

    @BatchMapping(typeName = "ConfigurationItem")
    Map<ConfigurationItem, OrganisationView> organisation(List<ConfigurationItem> items) {
        return Named.by(items, ConfigurationItem::organisationId, identity::organisations);
    }
}
