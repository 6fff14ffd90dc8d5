package io.mainstay.incident.internal.graphql;

import graphql.GraphQLContext;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.incident.IncidentService;
import io.mainstay.incident.internal.IncidentHistory;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.record.WorkLog;
import io.mainstay.record.WorkLogEntry;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.dataloader.BatchLoaderEnvironment;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import reactor.core.publisher.Mono;

/** Reads connections below incidents for all incidents of an answer at once. */
@Configuration(proxyBeanMethods = false)
class IncidentPages {

    static final String WORK_LOG = "incidentWorkLog";
    static final String HISTORY = "incidentHistory";
    private static final String PRINCIPAL = "principal";

    /** A part of a connection below one record. */
    record Key(
            String recordId,
            @Nullable Integer first,
            @Nullable String after) {}

    private record Part(@Nullable Integer first, @Nullable String after) {}

    IncidentPages(BatchLoaderRegistry registry, WorkLog workLog, IncidentHistory history, IncidentService incidents) {
        registry.<Key, Connection<WorkLogEntry>>forName(WORK_LOG)
                .registerMappedBatchLoader((keys, environment) -> Mono.fromCallable(() -> pages(
                        keys,
                        (ids, part) -> workLog.entries(
                                ids,
                                kinds(incidents, principal(environment)),
                                PageRequest.of(part.first(), part.after(), WorkLog.SCOPE)))));
        registry.<Key, Connection<HistoryEntry>>forName(HISTORY)
                .registerMappedBatchLoader((keys, environment) -> Mono.fromCallable(() -> pages(
                        keys,
                        (ids, part) -> history.read(
                                principal(environment),
                                ids,
                                PageRequest.of(part.first(), part.after(), AuditTrail.HISTORY_SCOPE)))));
    }

    private static Set<WorkLogEntry.Kind> kinds(IncidentService incidents, Principal principal) {
        return incidents.readsWorkNotes(principal)
                ? EnumSet.allOf(WorkLogEntry.Kind.class)
                : EnumSet.of(WorkLogEntry.Kind.COMMENT);
    }

    private static <T> Map<Key, Connection<T>> pages(Set<Key> keys, Reader<T> reader) {
        Map<Key, Connection<T>> connections = new HashMap<>();
        keys.stream()
                .collect(Collectors.groupingBy(key -> new Part(key.first(), key.after())))
                .forEach((part, sameKeys) -> {
                    Map<String, Page<T>> pages =
                            reader.read(sameKeys.stream().map(Key::recordId).toList(), part);
                    sameKeys.forEach(key -> connections.put(
                            key, Connection.of(pages.getOrDefault(key.recordId(), new Page<>(List.of(), false)))));
                });
        return connections;
    }

    private static Principal principal(BatchLoaderEnvironment environment) {
        GraphQLContext context = Objects.requireNonNull(environment.getContext());
        return Objects.requireNonNull(context.<Principal>get(PRINCIPAL));
    }

    private interface Reader<T> {
        Map<String, Page<T>> read(List<String> recordIds, Part part);
    }
}
