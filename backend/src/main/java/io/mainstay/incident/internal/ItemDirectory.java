package io.mainstay.incident.internal;

import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What incidents need to know of configuration items. */
public interface ItemDirectory {

    /** Those of the items that exist and that the principal may see, by id. */
    Map<String, Item> visible(Principal principal, Collection<String> ids);

    /**
     * A configuration item.
     *
     * @param serviceOffering whether it is a service offering
     * @param retired whether it is gone
     * @param supportTeamId the team that incidents on it go to
     */
    record Item(
            String id,
            boolean serviceOffering,
            boolean retired,
            @Nullable String supportTeamId) {}
}
