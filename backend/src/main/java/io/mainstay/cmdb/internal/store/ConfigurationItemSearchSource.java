// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.store;

import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemsLoaded;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.outbox.NewEvent;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.search.DocumentRevision;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.platform.search.SearchSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Offers CIs to search: name, number, description and attributes. */
@Component
final class ConfigurationItemSearchSource implements SearchSource {

    private static final String LOADED = NewEvent.typeOf(ConfigurationItemsLoaded.class);
    private static final Visibility EVERYTHING = Visibility.everything(Principal.SYSTEM_ID);

    private final ConfigurationItemStore items;
    private final Cypher cypher;

    ConfigurationItemSearchSource(ConfigurationItemStore items, Cypher cypher) {
        this.items = items;
        this.cypher = cypher;
    }

    @Override
    public String type() {
        return "CONFIGURATION_ITEM";
    }

    @Override
    public Permission readPermission() {
        return Permission.CI_READ;
    }

    @Override
    public Permission workPermission() {
        return Permission.CI_WRITE;
    }

    @Override
    public Set<String> interests() {
        return Set.of("ci.");
    }

    @Override
    public Set<String> affected(OutboxEvent event) {
        if (event.type().equals(LOADED)) {
            return event.payload(ConfigurationItemsLoaded.class).items().stream()
                    .map(ConfigurationItemsLoaded.Entry::id)
                    .collect(Collectors.toSet());
        }
        return event.aggregateType().equals(ConfigurationItem.TYPE) ? Set.of(event.aggregateId()) : Set.of();
    }

    @Override
    public Set<String> facetKeys() {
        return Set.of("class", "operationalStatus", "criticality");
    }

    @Override
    public List<SearchDocument> documents(Collection<String> ids) {
        return items.byIds(ids, EVERYTHING).values().stream()
                .map(ConfigurationItemSearchSource::document)
                .toList();
    }

    private static SearchDocument document(ConfigurationItem item) {
        List<String> texts = new ArrayList<>();
        if (item.description() != null) {
            texts.add(item.description());
        }
        item.attributes().values().forEach(value -> texts.add(value.toString()));
        Map<String, List<String>> facets = new HashMap<>();
        facets.put("class", List.of(item.classKey()));
        facets.put("operationalStatus", List.of(item.operationalStatus().name()));
        if (item.criticality() != null) {
            facets.put("criticality", List.of(item.criticality().name()));
        }
        return new SearchDocument(
                item.id(),
                "CONFIGURATION_ITEM",
                item.number(),
                item.name(),
                texts,
                List.of(),
                item.lifecycle().name(),
                facets,
                item.visibilityFacts(),
                item.revision());
    }

    @Override
    public List<DocumentRevision> revisions(String afterId, int limit) {
        return cypher.statement("cmdb/item-revisions")
                .with("after", afterId)
                .with("limit", limit)
                .list(row -> new DocumentRevision(row.string("id"), row.longValue("revision")));
    }

    @Override
    public String fullTextIndex() {
        return "ci_text";
    }
}
