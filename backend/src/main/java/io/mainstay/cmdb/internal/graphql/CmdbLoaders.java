package io.mainstay.cmdb.internal.graphql;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageQueries;
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
import java.util.function.BiFunction;
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
    static final String OUTAGES_SCOPE = "ConfigurationItem.plannedOutages";

    private static final String ITEMS = "configurationItem";
    private static final String RELATIONS = "ConfigurationItem.relations";
    private static final String HISTORY = "ConfigurationItem.history";
    private static final String RELATION_COUNTS = "ConfigurationItem.relations.totalCount";
    private static final String OUTAGES = "ConfigurationItem.plannedOutages";
    private static final String OUTAGE_HISTORY = "PlannedOutage.history";
    private static final String OUTAGE_COUNTS = "ConfigurationItem.plannedOutages.totalCount";
    private static final String PRINCIPAL = "principal";

    /** The same part of the lists of several records is one call; another part is another one. */
    private record PartKey(String recordId, PageRequest request) {}

    CmdbLoaders(BatchLoaderRegistry registry, ConfigurationItemQueries queries, PlannedOutageQueries outages) {
        registry.<String, ConfigurationItem>forName(ITEMS)
                .registerMappedBatchLoader((ids, environment) ->
                        Mono.fromSupplier(() -> queries.byIds(principal(environment.getContext()), ids)));
        registry.<PartKey, Page<CiRelation>>forName(RELATIONS)
                .registerMappedBatchLoader((keys, environment) -> Mono.fromSupplier(() -> parts(
                        keys,
                        (ids, request) -> queries.relations(
                                principal(environment.getContext()), ids, request, RELATIONS_SCOPE))));
        registry.<PartKey, Page<HistoryEntry>>forName(HISTORY)
                .registerMappedBatchLoader((keys, environment) -> Mono.fromSupplier(() -> parts(
                        keys, (ids, request) -> queries.history(principal(environment.getContext()), ids, request))));
        registry.<String, Integer>forName(RELATION_COUNTS)
                .registerMappedBatchLoader((ids, environment) ->
                        Mono.fromSupplier(() -> queries.countRelations(principal(environment.getContext()), ids)));
        registry.<PartKey, Page<PlannedOutage>>forName(OUTAGES)
                .registerMappedBatchLoader((keys, environment) -> Mono.fromSupplier(() -> parts(
                        keys,
                        (ids, request) ->
                                outages.ofItems(principal(environment.getContext()), ids, request, OUTAGES_SCOPE))));
        registry.<PartKey, Page<HistoryEntry>>forName(OUTAGE_HISTORY)
                .registerMappedBatchLoader((keys, environment) -> Mono.fromSupplier(() -> parts(
                        keys, (ids, request) -> outages.history(principal(environment.getContext()), ids, request))));
        registry.<String, Integer>forName(OUTAGE_COUNTS)
                .registerMappedBatchLoader((ids, environment) ->
                        Mono.fromSupplier(() -> outages.countOfItems(principal(environment.getContext()), ids)));
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
        return connection(RELATIONS, RELATION_COUNTS, new PartKey(ciId, request), environment);
    }

    CompletableFuture<Connection<PlannedOutage>> plannedOutages(
            String ciId, PageRequest request, DataFetchingEnvironment environment) {
        return connection(OUTAGES, OUTAGE_COUNTS, new PartKey(ciId, request), environment);
    }

    private static <T> CompletableFuture<Connection<T>> connection(
            String pageLoader, String countLoader, PartKey key, DataFetchingEnvironment environment) {
        DataLoader<PartKey, Page<T>> pages = Objects.requireNonNull(environment.getDataLoader(pageLoader));
        CompletableFuture<Page<T>> page = pages.load(key);
        if (!environment.getSelectionSet().contains("totalCount")) {
            return page.thenApply(Connection::of);
        }
        DataLoader<String, Integer> counts = Objects.requireNonNull(environment.getDataLoader(countLoader));
        return page.thenCombine(counts.load(key.recordId()), (part, count) -> Connection.of(part, () -> count));
    }

    /** A part of the history of a CI; null if the reader may not see it. */
    CompletableFuture<@Nullable Connection<HistoryEntry>> history(
            String ciId, PageRequest request, DataFetchingEnvironment environment) {
        return history(HISTORY, new PartKey(ciId, request), environment);
    }

    /** A part of the history of a planned outage; null if the reader may not see it. */
    CompletableFuture<@Nullable Connection<HistoryEntry>> outageHistory(
            String outageId, PageRequest request, DataFetchingEnvironment environment) {
        return history(OUTAGE_HISTORY, new PartKey(outageId, request), environment);
    }

    private static CompletableFuture<@Nullable Connection<HistoryEntry>> history(
            String loader, PartKey key, DataFetchingEnvironment environment) {
        DataLoader<PartKey, Page<HistoryEntry>> pages = Objects.requireNonNull(environment.getDataLoader(loader));
        return pages.load(key).thenApply(page -> page == null ? null : Connection.of(page));
    }

    private static <T> Map<PartKey, Page<T>> parts(
            Collection<PartKey> keys, BiFunction<List<String>, PageRequest, Map<String, Page<T>>> read) {
        Map<PartKey, Page<T>> parts = new HashMap<>();
        keys.stream()
                .collect(Collectors.groupingBy(PartKey::request))
                .forEach((request, same) -> read.apply(
                                same.stream().map(PartKey::recordId).toList(), request)
                        .forEach((ciId, page) -> parts.put(new PartKey(ciId, request), page)));
        return parts;
    }

    private static Principal principal(@Nullable Object context) {
        return Objects.requireNonNull(((GraphQLContext) Objects.requireNonNull(context)).get(PRINCIPAL));
    }
}
