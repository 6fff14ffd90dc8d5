package io.mainstay.cmdb.internal.graphql;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.OrganisationView;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
        return named(items, ConfigurationItem::ownerId, identity::people);
    }

    @BatchMapping(typeName = "ConfigurationItem")
    Map<ConfigurationItem, TeamView> managedByTeam(List<ConfigurationItem> items) {
        return named(items, ConfigurationItem::managedByTeamId, identity::teams);
    }

    @BatchMapping(typeName = "ConfigurationItem")
    Map<ConfigurationItem, TeamView> supportTeam(List<ConfigurationItem> items) {
        return named(items, ConfigurationItem::supportTeamId, identity::teams);
    }

    @BatchMapping(typeName = "ConfigurationItem")
    Map<ConfigurationItem, OrganisationView> organisation(List<ConfigurationItem> items) {
        return named(items, ConfigurationItem::organisationId, identity::organisations);
    }

    private static <T> Map<ConfigurationItem, T> named(
            List<ConfigurationItem> items,
            Function<ConfigurationItem, @Nullable String> id,
            Function<Collection<String>, Map<String, T>> views) {
        Set<String> ids = items.stream().map(id).filter(Objects::nonNull).collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, T> found = views.apply(ids);
        Map<ConfigurationItem, T> named = new HashMap<>();
        for (ConfigurationItem item : items) {
            T view = found.get(id.apply(item));
            if (view != null) {
                named.put(item, view);
            }
        }
        return named;
    }
}
