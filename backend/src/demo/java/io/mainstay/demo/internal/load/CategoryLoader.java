// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.record.TicketKind;
import io.mainstay.ticket.TicketCategory;
import io.mainstay.ticket.TicketSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds the categories of the demo company's tickets to those that are there. */
@Component
final class CategoryLoader {

    private static final PageRequest ALL = new PageRequest(PageRequest.MAX, null);

    private final TicketSettings settings;

    CategoryLoader(TicketSettings settings) {
        this.settings = settings;
    }

    /**
     * @param kind which tickets the categories are for
     * @param paths names from the root of the tree, joined by slashes
     * @return the ids of the categories by path
     */
    Map<String, String> load(TicketKind kind, Collection<String> paths) {
        Map<String, String> ids = new HashMap<>();
        for (String path : paths) {
            String parentId = null;
            for (String name : path.split("/", -1)) {
                parentId = category(kind, name, parentId);
            }
            ids.put(path, String.valueOf(parentId));
        }
        return ids;
    }

    private String category(TicketKind kind, String name, @Nullable String parentId) {
        return settings.categoriesBelow(Principal.SYSTEM, kind, parentId, ALL).nodes().stream()
                .filter(category -> category.name().equals(name))
                .map(TicketCategory::id)
                .findFirst()
                .orElseGet(() -> settings.createCategory(Principal.SYSTEM, kind, name, parentId, null)
                        .id());
    }
}
