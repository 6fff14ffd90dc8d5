package io.mainstay.cmdb.internal.graphql;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Connection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads what nested fields need together: one database call for each kind of thing, however many rows ask. */
@Component
final class CmdbLoaders {

    static final String RELATIONS_SCOPE = "ConfigurationItem.relations";

    private static final String ITEMS = "configurationItem";
    private static final String RELATIONS = "ConfigurationItem.relations";
    private static final String RELATION_COUNTS = "ConfigurationItem.relations.totalCount";
    private static final String PRINCIPAL = "principal";

    /** The same part of the relations of several items is one call; another part is another one. */
    private record RelationsKey(String ciId, PageRequest request) {}

    CmdbLoaders(BatchLoaderRegistry registry, ConfigurationItemQueries queries) {
        registry.<String, ConfigurationItem>forName(ITEMS)
                .registerMappedBatchLoader((ids, environment) ->
                        Mono.fromSupplier(() -> queries.byIds(principal(environment.getContext()), ids)));
        registry.<RelationsKey, Page<CiRelation>>forName(RELATIONS)
                .registerMappedBatchLoader((keys, environment) ->
                        Mono.fromSupplier(() -> relations(queries, principal(environment.getContext()), keys)));
        registry.<String, Integer>forName(RELATION_COUNTS)
                .registerMappedBatchLoader((ids, environment) ->
                        Mono.fromSupplier(() -> queries.countRelations(principal(environment.getContext()), ids)));
    }

    /** The CI if it is visible, else null. */
    CompletableFuture<@Nullable ConfigurationItem> item(@Nullable String id, DataFetchingEnvironment environment) {
        if (id == null) {
            return CompletableFuture.completedFuture(null);
        }
        DataLoader<String, ConfigurationItem> loader = Objects.requireNonNull(environment.getDataLoader(ITEMS));
        return loader.load(id);
    }

    CompletableFuture<List<ConfigurationItem>> items(List<String> ids, DataFetchingEnvironment environment) {
        DataLoader<String, ConfigurationItem> loader = Objects.requireNonNull(environment.getDataLoader(ITEMS));
        return loader.loadMany(ids)
                .thenApply(items -> items.stream().filter(Objects::nonNull).toList());
    }

    CompletableFuture<Connection<CiRelation>> relations(
            String ciId, PageRequest request, DataFetchingEnvironment environment) {
        DataLoader<RelationsKey, Page<CiRelation>> pages = Objects.requireNonNull(environment.getDataLoader(RELATIONS));
        CompletableFuture<Page<CiRelation>> page = pages.load(new RelationsKey(ciId, request));
        if (!environment.getSelectionSet().contains("totalCount")) {
            return page.thenApply(Connection::of);
        }
        DataLoader<String, Integer> counts = Objects.requireNonNull(environment.getDataLoader(RELATION_COUNTS));
        return page.thenCombine(counts.load(ciId), (relations, count) -> Connection.of(relations, () -> count));
    }

    private static Map<RelationsKey, Page<CiRelation>> relations(
            ConfigurationItemQueries queries, Principal principal, Collection<RelationsKey> keys) {
        Map<RelationsKey, Page<CiRelation>> pages = new HashMap<>();
        keys.stream().collect(Collectors.groupingBy(RelationsKey::request)).forEach((request, same) -> {
            List<String> ids = same.stream().map(RelationsKey::ciId).toList();
            queries.relations(principal, ids, request, RELATIONS_SCOPE)
                    .forEach((ciId, page) -> pages.put(new RelationsKey(ciId, request), page));
        });
        return pages;
    }

    private static Principal principal(@Nullable Object context) {
        return Objects.requireNonNull(((GraphQLContext) Objects.requireNonNull(context)).get(PRINCIPAL));
    }
}
