package io.mainstay.incident.internal.graphql;

import graphql.GraphQLContext;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.incident.IncidentService;
import io.mainstay.incident.IncidentView;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/** The incidents on configuration items. */
@Controller
class ItemIncidentsGraphQl {

    private static final String LOADER = "itemIncidents";
    private static final String PRINCIPAL = "principal";

    /** A part of the incidents on one item. */
    record Key(String ciId, boolean openOnly, PageRequest request) {}

    private record Part(boolean openOnly, PageRequest request) {}

    ItemIncidentsGraphQl(BatchLoaderRegistry registry, IncidentService incidents) {
        registry.<Key, Connection<IncidentView>>forName(LOADER)
                .registerMappedBatchLoader((keys, environment) -> Mono.fromCallable(() -> {
                    GraphQLContext context = Objects.requireNonNull(environment.getContext());
                    Principal principal = Objects.requireNonNull(context.<Principal>get(PRINCIPAL));
                    Map<Key, Connection<IncidentView>> connections = new HashMap<>();
                    keys.stream()
                            .collect(Collectors.groupingBy(key -> new Part(key.openOnly(), key.request())))
                            .forEach((part, same) -> {
                                Map<String, Page<IncidentView>> pages = incidents.onCis(
                                        principal,
                                        same.stream().map(Key::ciId).toList(),
                                        part.openOnly(),
                                        part.request());
                                same.forEach(key -> connections.put(
                                        key,
                                        Connection.of(pages.getOrDefault(key.ciId(), new Page<>(List.of(), false)))));
                            });
                    return connections;
                }));
    }

    @SchemaMapping(typeName = "ConfigurationItem")
    CompletableFuture<Connection<IncidentView>> incidents(
            ConfigurationItem item,
            @Argument boolean openOnly,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<Key, Connection<IncidentView>> itemIncidents) {
        return itemIncidents.load(
                new Key(item.id(), openOnly, PageRequest.of(first, after, IncidentService.ON_CI_SCOPE)));
    }
}
