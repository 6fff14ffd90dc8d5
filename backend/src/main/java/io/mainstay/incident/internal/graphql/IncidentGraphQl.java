package io.mainstay.incident.internal.graphql;

import io.mainstay.audit.HistoryEntry;
import io.mainstay.incident.IncidentAction;
import io.mainstay.incident.IncidentQuery;
import io.mainstay.incident.IncidentService;
import io.mainstay.incident.IncidentService.AvailableTransition;
import io.mainstay.incident.IncidentView;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.record.TicketKind;
import io.mainstay.record.WorkLogEntry;
import io.mainstay.ticket.TicketCategory;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketPriority;
import io.mainstay.ticket.TicketSettings;
import io.mainstay.ticket.TicketUrgency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Incidents and what lies below them. */
@Controller
class IncidentGraphQl {

    private final IncidentService incidents;
    private final TicketSettings settings;

    IncidentGraphQl(IncidentService incidents, TicketSettings settings) {
        this.incidents = incidents;
        this.settings = settings;
    }

    /** A key of the order, as the schema has it. */
    record SortInput(IncidentQuery.SortField field, Direction direction) {
        enum Direction {
            ASC,
            DESC
        }
    }

    record PriorityExplanation(
            TicketImpact impact, TicketUrgency urgency, TicketPriority priority, int matrixVersion) {}

    @QueryMapping
    @Nullable
    IncidentView incident(@Argument @Nullable String id, @Argument @Nullable String number, Principal principal) {
        if ((id == null) == (number == null)) {
            throw new BadArgumentException("id", "given, or else number, but not both");
        }
        if (number != null) {
            return incidents.byNumber(principal, number).orElse(null);
        }
        return Ids.isId(Objects.requireNonNull(id))
                ? incidents.byIds(principal, List.of(id)).get(id)
                : null;
    }

    @QueryMapping
    Connection<IncidentView> incidents(
            @Argument @Nullable Map<String, Object> filter,
            @Argument @Nullable List<SortInput> sort,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        IncidentQuery query = new IncidentQuery(
                IncidentFilterReader.read(filter),
                sort == null
                        ? List.of()
                        : sort.stream()
                                .map(key -> new IncidentQuery.Sort(
                                        key.field(), key.direction() == SortInput.Direction.DESC))
                                .toList());
        return Connection.of(
                incidents.list(principal, query, PageRequest.of(first, after, query.scope())),
                () -> incidents.count(principal, query));
    }

    @BatchMapping(typeName = "Incident")
    Map<IncidentView, @Nullable TicketCategory> category(List<IncidentView> views, @ContextValue Principal principal) {
        Set<String> ids = views.stream()
                .map(IncidentView::categoryId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<String, TicketCategory> categories = settings.categories(principal, TicketKind.INCIDENT, ids);
        Map<IncidentView, @Nullable TicketCategory> byView = new HashMap<>();
        views.forEach(view -> byView.put(view, view.categoryId() == null ? null : categories.get(view.categoryId())));
        return byView;
    }

    @BatchMapping(typeName = "Incident")
    Map<IncidentView, List<String>> ciIds(List<IncidentView> views, @ContextValue Principal principal) {
        Map<String, List<String>> ciIds =
                incidents.ciIds(principal, views.stream().map(IncidentView::id).toList());
        return views.stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), view -> ciIds.getOrDefault(view.id(), List.of())));
    }

    @BatchMapping(typeName = "Incident")
    Map<IncidentView, List<String>> suggestedServiceOfferingIds(
            List<IncidentView> views, @ContextValue Principal principal) {
        Map<String, List<String>> offerings = incidents.suggestedOfferings(
                principal, views.stream().map(IncidentView::id).toList());
        return views.stream()
                .distinct()
                .collect(Collectors.toMap(Function.identity(), view -> offerings.getOrDefault(view.id(), List.of())));
    }

    @SchemaMapping(typeName = "Incident")
    PriorityExplanation priorityExplanation(IncidentView incident) {
        return new PriorityExplanation(
                incident.impact(), incident.urgency(), incident.priority(), incident.matrixVersion());
    }

    @SchemaMapping(typeName = "Incident")
    Set<IncidentAction> viewerCan(IncidentView incident, Principal principal) {
        return incidents.permitted(principal, incident);
    }

    @SchemaMapping(typeName = "Incident")
    List<AvailableTransition> availableTransitions(IncidentView incident, Principal principal) {
        return incidents.available(principal, incident);
    }

    @SchemaMapping(typeName = "Incident")
    CompletableFuture<Connection<WorkLogEntry>> workLog(
            IncidentView incident,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<IncidentPages.Key, Connection<WorkLogEntry>> incidentWorkLog) {
        return incidentWorkLog.load(new IncidentPages.Key(incident.id(), first, after));
    }

    @SchemaMapping(typeName = "Incident")
    CompletableFuture<Connection<HistoryEntry>> history(
            IncidentView incident,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataLoader<IncidentPages.Key, Connection<HistoryEntry>> incidentHistory) {
        return incidentHistory.load(new IncidentPages.Key(incident.id(), first, after));
    }
}
