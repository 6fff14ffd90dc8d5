// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.cmdb.CiRelation;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.ConfigurationItemQueries;
import io.mainstay.cmdb.ImpactService;
import io.mainstay.cmdb.ImpactState;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageQueries;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Loaders;
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
import org.springframework.stereotype.Component;

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
    private static final String COMPUTED = "ConfigurationItem.computedStatus";

    /** One walk serves a whole request. */
    private static final String NOW = "now";

    private static final String OUTAGE_COUNTS = "ConfigurationItem.plannedOutages.totalCount";

    /** The same part of the lists of several records is one call; another part is another one. */
    private record PartKey(String recordId, PageRequest request) {}

    CmdbLoaders(Loaders loaders, ConfigurationItemQueries queries, PlannedOutageQueries outages, ImpactService impact) {
        loaders.<String, Map<String, ImpactState>>register(
                COMPUTED, (principal, _) -> Map.of(NOW, impact.computedStates(principal)));
        loaders.<String, ConfigurationItem>register(ITEMS, queries::byIds);
        loaders.<PartKey, Page<CiRelation>>register(
                RELATIONS,
                (principal, keys) ->
                        parts(keys, (ids, request) -> queries.relations(principal, ids, request, RELATIONS_SCOPE)));
        loaders.<PartKey, Page<HistoryEntry>>register(
                HISTORY, (principal, keys) -> parts(keys, (ids, request) -> queries.history(principal, ids, request)));
        loaders.<String, Integer>register(RELATION_COUNTS, queries::countRelations);
        loaders.<PartKey, Page<PlannedOutage>>register(
                OUTAGES,
                (principal, keys) ->
                        parts(keys, (ids, request) -> outages.ofItems(principal, ids, request, OUTAGES_SCOPE)));
        loaders.<PartKey, Page<HistoryEntry>>register(
                OUTAGE_HISTORY,
                (principal, keys) -> parts(keys, (ids, request) -> outages.history(principal, ids, request)));
        loaders.<String, Integer>register(OUTAGE_COUNTS, outages::countOfItems);
    }

    /** The CI if it is visible, else null. */
    CompletableFuture<@Nullable ConfigurationItem> item(@Nullable String id, DataFetchingEnvironment environment) {
        if (id == null) {
            return CompletableFuture.completedFuture(null);
        }
        return Loaders.load(environment, ITEMS, id);
    }

    /** What those that are down make of a CI; null if none of them reaches it. */
    CompletableFuture<@Nullable ImpactState> computedStatus(String ciId, DataFetchingEnvironment environment) {
        return Loaders.<String, Map<String, ImpactState>>load(environment, COMPUTED, NOW)
                .thenApply(states -> states == null ? null : states.get(ciId));
    }

    CompletableFuture<List<ConfigurationItem>> items(List<String> ids, DataFetchingEnvironment environment) {
        return Loaders.<String, ConfigurationItem>loadMany(environment, ITEMS, ids)
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
}
