package io.mainstay.incident.internal.graphql;

import io.mainstay.incident.IncidentService;
import io.mainstay.incident.IncidentView;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
final class IncidentNodes implements NodeResolver {

    private final IncidentService incidents;

    IncidentNodes(IncidentService incidents) {
        this.incidents = incidents;
    }

    @Override
    public String type() {
        return "Incident";
    }

    @Override
    public Class<?> viewClass() {
        return IncidentView.class;
    }

    @Override
    public Map<String, ?> resolve(Principal principal, Collection<String> ids) {
        return incidents.byIds(principal, ids);
    }
}
