// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads fields of many records at once, with the rights of whoever asks. */
@Component
public final class Loaders {

    private final BatchLoaderRegistry registry;

    Loaders(BatchLoaderRegistry registry) {
        this.registry = registry;
    }

    /** Reads what several keys stand for, by a number of database calls that does not depend on theirs. */
    @FunctionalInterface
    public interface Batch<K, V> {
        /** @return by key; one without a value is absent */
        Map<K, V> read(Principal principal, Set<K> keys);
    }

    /** Reads one part of a list below several records. */
    @FunctionalInterface
    public interface Parts<Q, V> {
        /** @return by the records' ids; one whose list is empty may be absent */
        Map<String, Page<V>> read(Principal principal, Collection<String> recordIds, Q part);
    }

    /** The same part of the lists of several records is one call; another part is another one. */
    private record PartKey<Q>(String recordId, Q part) {}

    /** @param name no other batch has it */
    public <K, V> void register(String name, Batch<K, V> batch) {
        registry.<K, V>forName(name)
                .registerMappedBatchLoader((keys, environment) ->
                        Mono.fromCallable(() -> batch.read(who(environment.getContext()), keys)));
    }

    /** Registers what reads lists below records; to be asked for by {@link #part}. */
    public <Q, V> void registerParts(String name, Parts<Q, V> parts) {
        this.<PartKey<Q>, Connection<V>>register(name, (principal, keys) -> {
            Map<PartKey<Q>, Connection<V>> connections = new HashMap<>();
            keys.stream().collect(Collectors.groupingBy(PartKey::part)).forEach((part, same) -> {
                Map<String, Page<V>> pages = parts.read(
                        principal, same.stream().map(PartKey::recordId).toList(), part);
                same.forEach(key -> connections.put(
                        key, Connection.of(pages.getOrDefault(key.recordId(), new Page<>(List.of(), false)))));
            });
            return connections;
        });
    }

    /** What a key stands for; null if it has no value. */
    public static <K, V> CompletableFuture<@Nullable V> load(DataFetchingEnvironment environment, String name, K key) {
        DataLoader<K, V> loader = Objects.requireNonNull(environment.getDataLoader(name));
        return loader.load(key);
    }

    /** What several keys stand for, in their order; null where one has no value. */
    public static <K, V> CompletableFuture<List<@Nullable V>> loadMany(
            DataFetchingEnvironment environment, String name, List<K> keys) {
        DataLoader<K, V> loader = Objects.requireNonNull(environment.getDataLoader(name));
        return loader.loadMany(keys);
    }

    /** One part of the list below a record. */
    public static <Q> CompletableFuture<?> part(
            DataFetchingEnvironment environment, String name, String recordId, Q part) {
        return load(environment, name, new PartKey<>(recordId, part));
    }

    /** The part of a list that the field's arguments {@code first} and {@code after} ask for. */
    public static PageRequest request(DataFetchingEnvironment environment, String scope) {
        return PageRequest.of(environment.getArgument("first"), environment.getArgument("after"), scope);
    }

    /** Who asks. */
    public static Principal principal(DataFetchingEnvironment environment) {
        return who(environment.getGraphQlContext());
    }

    /** Who asks, for work that outlives the request. */
    public static LivePrincipal livePrincipal(DataFetchingEnvironment environment) {
        return Objects.requireNonNull(environment.getGraphQlContext().get(PrincipalInterceptor.LIVE_PRINCIPAL));
    }

    private static Principal who(@Nullable Object context) {
        return Objects.requireNonNull(
                ((GraphQLContext) Objects.requireNonNull(context)).get(PrincipalInterceptor.PRINCIPAL));
    }
}
