package io.mainstay.ticket.internal.graphql;

import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.ticket.TicketCategory;
import io.mainstay.ticket.TicketSettings;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
final class TicketCategoryNodes implements NodeResolver {

    private final TicketSettings settings;

    TicketCategoryNodes(TicketSettings settings) {
        this.settings = settings;
    }

    @Override
    public String type() {
        return "TicketCategory";
    }

    @Override
    public Class<?> viewClass() {
        return TicketCategory.class;
    }

    @Override
    public Map<String, ?> resolve(Principal principal, Collection<String> ids) {
        return settings.categories(principal, ids);
    }
}
