// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import java.util.ArrayList;
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

    /** Reads what the same question means of several records. */
    @FunctionalInterface
    public interface Answers<Q, V> {
        /** @return by the records' ids; one without an answer is absent */
        Map<String, V> read(Principal principal, Collection<String> recordIds, Q question);
    }

    /** Reads one part of a list below several records. */
    @FunctionalInterface
    public interface Parts<Q, V> {
        /** @return by the records' ids; one whose list is empty may be absent */
        Map<String, Page<V>> read(Principal principal, Collection<String> recordIds, Q part);
    }

    /** The same question about several records is one call; another question is another one. */
    private record Asked<Q>(String recordId, Q question) {}

    /** @param name no other batch has it */
    public <K, V> void register(String name, Batch<K, V> batch) {
        registry.<K, V>forName(name)
                .registerMappedBatchLoader((keys, environment) ->
                        Mono.fromCallable(() -> batch.read(who(environment.getContext()), keys)));
    }

    /** Registers what answers questions about records; to be asked by {@link #ask}. */
    public <Q, V> void registerAnswers(String name, Answers<Q, V> answers) {
        this.<Asked<Q>, V>register(name, (principal, keys) -> {
            Map<Q, List<Asked<Q>>> same = new HashMap<>();
            keys.forEach(key ->
                    same.computeIfAbsent(key.question(), _ -> new ArrayList<>()).add(key));
            Map<Asked<Q>, V> found = new HashMap<>();
            same.forEach((question, asked) -> {
                Map<String, V> byId = answers.read(
                        principal, asked.stream().map(Asked::recordId).toList(), question);
                asked.stream()
                        .filter(key -> byId.containsKey(key.recordId()))
                        .forEach(key -> found.put(key, byId.get(key.recordId())));
            });
            return found;
        });
    }

    /** Registers what reads lists below records; to be asked for by {@link #part}. */
    public <Q, V> void registerParts(String name, Parts<Q, V> parts) {
        this.<Q, Connection<V>>registerAnswers(name, (principal, ids, part) -> {
            Map<String, Page<V>> pages = parts.read(principal, ids, part);
            return ids.stream()
                    .collect(Collectors.toMap(
                            id -> id, id -> Connection.of(pages.getOrDefault(id, new Page<>(List.of(), false)))));
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

    /** What a question means of a record; null if it has no answer. */
    public static <Q, V> CompletableFuture<@Nullable V> ask(
            DataFetchingEnvironment environment, String name, String recordId, Q question) {
        return load(environment, name, new Asked<>(recordId, question));
    }

    /** One part of the list below a record. */
    public static <Q> CompletableFuture<?> part(
            DataFetchingEnvironment environment, String name, String recordId, Q part) {
        return ask(environment, name, recordId, part);
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
