package io.mainstay.incident.internal.graphql;

import io.mainstay.incident.IncidentCategory;
import io.mainstay.incident.IncidentSettings;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
final class IncidentCategoryNodes implements NodeResolver {

    private final IncidentSettings settings;

    IncidentCategoryNodes(IncidentSettings settings) {
        this.settings = settings;
    }

    @Override
    public String type() {
        return "IncidentCategory";
    }

    @Override
    public Class<?> viewClass() {
        return IncidentCategory.class;
    }

    @Override
    public Map<String, ?> resolve(Principal principal, Collection<String> ids) {
        return settings.categories(principal, ids);
    }
}
