// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.store;

import io.mainstay.change.ChangeTemplate;
import io.mainstay.kernel.Permission;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.outbox.OutboxEvent;
import io.mainstay.platform.search.DocumentRevision;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.platform.search.SearchSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Offers change templates to search: name, description and what a change of it says. Those that are revoked are found, and say so. */
@Component
final class ChangeTemplateSearchSource implements SearchSource {

    private static final String CATEGORY = "categoryId";
    private static final String TEAM = "teamId";

    private final ChangeTemplateStore templates;
    private final Cypher cypher;

    ChangeTemplateSearchSource(ChangeTemplateStore templates, Cypher cypher) {
        this.templates = templates;
        this.cypher = cypher;
    }

    @Override
    public String type() {
        return "CHANGE_TEMPLATE";
    }

    @Override
    public Permission readPermission() {
        return Permission.CHANGE_READ;
    }

    @Override
    public boolean isCatalogue() {
        return true;
    }

    /** They have no internal texts. */
    @Override
    public Permission workPermission() {
        return Permission.CHANGE_TEMPLATE_PROPOSE;
    }

    @Override
    public Set<String> interests() {
        return Set.of("change-template.");
    }

    @Override
    public Set<String> affected(OutboxEvent event) {
        return event.aggregateType().equals(ChangeTemplate.TYPE) ? Set.of(event.aggregateId()) : Set.of();
    }

    @Override
    public Set<String> facetKeys() {
        return Set.of(CATEGORY, TEAM);
    }

    @Override
    public List<SearchDocument> documents(Collection<String> ids) {
        return templates.byIds(ids).values().stream().map(this::document).toList();
    }

    private SearchDocument document(ChangeTemplate template) {
        ChangeTemplate.Content content = template.content();
        List<@Nullable String> texts = new ArrayList<>(Arrays.asList(
                template.description(),
                content.title(),
                content.reason(),
                content.plan(),
                content.testPlan(),
                content.backOutPlan(),
                content.communicationPlan()));
        content.tasks().forEach(task -> {
            texts.add(task.title());
            texts.add(task.instruction());
        });
        Map<String, List<String>> facets = new HashMap<>();
        if (content.categoryId() != null) {
            facets.put(CATEGORY, List.of(content.categoryId()));
        }
        if (content.teamId() != null) {
            facets.put(TEAM, List.of(content.teamId()));
        }
        return new SearchDocument(
                template.id(),
                type(),
                null,
                template.name(),
                texts.stream().filter(Objects::nonNull).toList(),
                List.of(),
                template.state().name(),
                facets,
                null,
                template.revision());
    }

    @Override
    public List<DocumentRevision> revisions(String afterId, int limit) {
        return cypher.statement("change/template-revisions")
                .with("after", afterId)
                .with("limit", limit)
                .list(row -> new DocumentRevision(row.string("id"), row.longValue("revision")));
    }

    @Override
    public String fullTextIndex() {
        return "change_template_text";
    }
}
