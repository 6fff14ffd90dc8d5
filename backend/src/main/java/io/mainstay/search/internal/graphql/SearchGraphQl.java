// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.graphql;

import graphql.schema.DataFetchingFieldSelectionSet;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.NodeResolver;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.platform.jobs.Job;
import io.mainstay.search.SearchAdministrationService;
import io.mainstay.search.SearchHit;
import io.mainstay.search.SearchRequest;
import io.mainstay.search.SearchService;
import io.mainstay.search.SearchStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

@Controller
class SearchGraphQl {

    private static final Pattern FACET_KEY = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");
    private static final Pattern WORD_BEGIN = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final SearchService search;
    private final SearchAdministrationService administration;
    private final ObjectProvider<NodeResolver> resolvers;

    SearchGraphQl(
            SearchService search, SearchAdministrationService administration, ObjectProvider<NodeResolver> resolvers) {
        this.search = search;
        this.administration = administration;
        this.resolvers = resolvers;
    }

    @QueryMapping("search")
    SearchResultConnection find(
            @Argument String query,
            @Argument @Nullable List<String> types,
            @Argument @Nullable List<FacetInput> facets,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataFetchingFieldSelectionSet selection,
            Principal principal) {
        Set<String> wanted = types == null ? Set.of() : new HashSet<>(types);
        SearchRequest request = new SearchRequest(query, wanted, facetFilter(facets), selection.contains("facets"));
        return SearchResultConnection.of(search.search(principal, request, first, after));
    }

    @QueryMapping
    SearchStatus searchStatus(Principal principal) {
        return administration.status(principal);
    }

    @MutationMapping
    SearchRebuildPayload searchRebuild(Principal principal) {
        return Payload.of(
                () -> {
                    administration.rebuild(principal);
                    return administration.status(principal);
                },
                SearchRebuildPayload::new);
    }

    @MutationMapping
    SearchRepairPayload searchRepair(Principal principal) {
        return Payload.of(() -> administration.repair(principal), SearchRepairPayload::new);
    }

    @BatchMapping(typeName = "SearchResult")
    Map<SearchHit, Object> node(List<SearchHit> hits, @ContextValue Principal principal) {
        Map<SearchHit, Object> nodes = new HashMap<>();
        for (NodeResolver resolver : resolvers) {
            List<SearchHit> ofType = hits.stream()
                    .filter(hit -> hit.type().equals(searchType(resolver.type())))
                    .toList();
            if (!ofType.isEmpty()) {
                Map<String, ?> found = resolver.resolve(
                        principal, ofType.stream().map(SearchHit::id).toList());
                ofType.forEach(hit -> {
                    Object view = found.get(hit.id());
                    if (view != null) {
                        nodes.put(hit, view);
                    }
                });
            }
        }
        return nodes;
    }

    /** The search type of a GraphQL type: {@code CONFIGURATION_ITEM} of {@code ConfigurationItem}. */
    private static String searchType(String graphQlType) {
        return WORD_BEGIN.matcher(graphQlType).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    private static Map<String, List<String>> facetFilter(@Nullable List<FacetInput> facets) {
        Map<String, List<String>> filter = new HashMap<>();
        for (FacetInput facet : facets == null ? List.<FacetInput>of() : facets) {
            if (!FACET_KEY.matcher(facet.key()).matches()) {
                throw new BadArgumentException("facets.key", "a key as an answer's facets have it");
            }
            if (facet.values().isEmpty()) {
                throw new BadArgumentException("facets.values", "a list of at least one value");
            }
            if (filter.put(facet.key(), facet.values()) != null) {
                throw new BadArgumentException("facets", "without repetition of a key");
            }
        }
        return filter;
    }

    record FacetInput(String key, List<String> values) {}

    record SearchRebuildPayload(@Nullable SearchStatus search, List<UserError> userErrors) implements Payload {}

    record SearchRepairPayload(@Nullable Job job, List<UserError> userErrors) implements Payload {}
}
