package io.mainstay.problem.internal.graphql;

import graphql.GraphQLContext;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.incident.Incident;
import io.mainstay.incident.IncidentState;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.problem.ProblemTrendService;
import io.mainstay.ticket.Tickets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.dataloader.BatchLoaderEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import reactor.core.publisher.Mono;

/** Reads what nested fields of trends need together: one call for each kind of thing, however many rows ask. */
@Configuration(proxyBeanMethods = false)
class ProblemTrendLoaders {

    private static final String INCIDENT = "problemTrendIncident";
    private static final String HISTORY = "problemTrendDismissalHistory";
    private static final String PRINCIPAL = "principal";

    /** A part of the history of a dismissal. */
    record Part(String dismissalId, PageRequest request) {}

    ProblemTrendLoaders(
            BatchLoaderRegistry registry, Tickets<Incident, IncidentState> incidents, ProblemTrendService trends) {
        registry.<String, Incident>forName(INCIDENT)
                .registerMappedBatchLoader(
                        (ids, environment) -> Mono.fromCallable(() -> incidents.byIds(principal(environment), ids)));
        registry.<Part, Connection<HistoryEntry>>forName(HISTORY)
                .registerMappedBatchLoader((parts, environment) ->
                        Mono.fromCallable(() -> histories(parts, trends, principal(environment))));
    }

    private static Map<Part, Connection<HistoryEntry>> histories(
            Collection<Part> parts, ProblemTrendService trends, Principal principal) {
        Map<Part, Connection<HistoryEntry>> histories = new HashMap<>();
        parts.stream().collect(Collectors.groupingBy(Part::request)).forEach((request, same) -> {
            Map<String, Page<HistoryEntry>> pages = trends.history(
                    principal, same.stream().map(Part::dismissalId).toList(), request);
            same.forEach(part -> histories.put(
                    part, Connection.of(pages.getOrDefault(part.dismissalId(), new Page<>(List.of(), false)))));
        });
        return histories;
    }

    private static Principal principal(BatchLoaderEnvironment environment) {
        GraphQLContext context = Objects.requireNonNull(environment.getContext());
        return Objects.requireNonNull(context.<Principal>get(PRINCIPAL));
    }
}
