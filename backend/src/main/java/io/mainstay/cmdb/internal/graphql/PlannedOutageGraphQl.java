package io.mainstay.cmdb.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.CreatePlannedOutage;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageCondition;
import io.mainstay.cmdb.PlannedOutageQueries;
import io.mainstay.cmdb.PlannedOutageService;
import io.mainstay.cmdb.PlannedOutageSort;
import io.mainstay.cmdb.PlannedOutageState;
import io.mainstay.cmdb.UpdatePlannedOutage;
import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.record.FieldUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

@Controller
class PlannedOutageGraphQl {

    private final PlannedOutageService outages;
    private final PlannedOutageQueries queries;
    private final CmdbLoaders loaders;
    private final BusinessClock clock;

    PlannedOutageGraphQl(
            PlannedOutageService outages, PlannedOutageQueries queries, CmdbLoaders loaders, BusinessClock clock) {
        this.outages = outages;
        this.queries = queries;
        this.loaders = loaders;
        this.clock = clock;
    }

    record PlannedOutagePayload(@Nullable PlannedOutage plannedOutage, List<UserError> userErrors) implements Payload {}

    record PlannedOutageFilter(
            @Nullable List<String> ciIds,
            @Nullable List<PlannedOutageState> states,
            @Nullable Instant from,
            @Nullable Instant to) {}

    record ViewerCan(boolean update, boolean cancel) {}

    @QueryMapping
    @Nullable
    PlannedOutage plannedOutage(@Argument String id, Principal principal) {
        return queries.byIds(principal, List.of(id)).get(id);
    }

    @QueryMapping
    Connection<PlannedOutage> plannedOutages(
            @Argument @Nullable PlannedOutageFilter filter,
            @Argument @Nullable Map<String, Object> sort,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        PlannedOutageCondition condition = condition(filter);
        PlannedOutageSort order = order(sort);
        String scope = "plannedOutages" + condition + order;
        PageRequest request = PageRequest.of(first, after, scope);
        Page<PlannedOutage> page = queries.list(principal, condition, order, request, scope);
        return Connection.of(page, () -> queries.count(principal, condition));
    }

    @MutationMapping
    PlannedOutagePayload plannedOutageCreate(
            @Argument CreatePlannedOutage input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(() -> outages.create(principal, input, idempotencyKey), PlannedOutagePayload::new);
    }

    @MutationMapping
    PlannedOutagePayload plannedOutageUpdate(
            @Argument String id,
            @Argument Map<String, Object> input,
            @Argument int expectedVersion,
            Principal principal) {
        return Payload.of(
                () -> outages.update(principal, id, update(input), expectedVersion), PlannedOutagePayload::new);
    }

    @MutationMapping
    PlannedOutagePayload plannedOutageCancel(@Argument String id, @Argument int expectedVersion, Principal principal) {
        return Payload.of(() -> outages.cancel(principal, id, expectedVersion), PlannedOutagePayload::new);
    }

    @SchemaMapping(typeName = "PlannedOutage")
    CompletableFuture<@Nullable ConfigurationItem> ci(PlannedOutage outage, DataFetchingEnvironment environment) {
        return loaders.item(outage.ciId(), environment);
    }

    @SchemaMapping(typeName = "PlannedOutage")
    CompletableFuture<@Nullable Connection<HistoryEntry>> history(
            PlannedOutage outage,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataFetchingEnvironment environment) {
        return loaders.outageHistory(outage.id(), PageRequest.of(first, after, AuditTrail.HISTORY_SCOPE), environment);
    }

    @SchemaMapping(typeName = "PlannedOutage")
    ViewerCan viewerCan(PlannedOutage outage, Principal principal) {
        boolean change = principal.may(Permission.PLANNED_OUTAGE_WRITE) && !outage.closed(clock.now());
        return new ViewerCan(change, change);
    }

    @SchemaMapping(typeName = "ConfigurationItem", field = "plannedOutages")
    CompletableFuture<Connection<PlannedOutage>> ofItem(
            ConfigurationItem item,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            DataFetchingEnvironment environment) {
        PageRequest request = PageRequest.of(first, after, CmdbLoaders.OUTAGES_SCOPE);
        return loaders.plannedOutages(item.id(), request, environment);
    }

    private static PlannedOutageCondition condition(@Nullable PlannedOutageFilter filter) {
        if (filter == null) {
            return PlannedOutageCondition.everything();
        }
        List<String> ciIds = filter.ciIds() == null ? List.of() : filter.ciIds();
        if (filter.from() != null && filter.to() != null && !filter.from().isBefore(filter.to())) {
            throw new BadArgumentException("filter.to", "later than from");
        }
        return new PlannedOutageCondition(
                ciIds, filter.states() == null ? Set.of() : Set.copyOf(filter.states()), filter.from(), filter.to());
    }

    private static PlannedOutageSort order(@Nullable Map<String, Object> sort) {
        return sort == null
                ? PlannedOutageSort.BY_BEGINNING
                : new PlannedOutageSort(
                        PlannedOutageSort.Field.valueOf(String.valueOf(sort.get("field"))),
                        "DESC".equals(sort.get("direction")));
    }

    private static UpdatePlannedOutage update(Map<String, Object> input) {
        return new UpdatePlannedOutage(
                given(input, "effect").map(effect -> FailureEffect.valueOf(effect.toString())),
                given(input, "from").map(Instant.class::cast),
                given(input, "to").map(Instant.class::cast),
                given(input, "title").map(Object::toString),
                given(input, "reason").map(Object::toString));
    }

    private static FieldUpdate<Object> given(Map<String, Object> input, String field) {
        return input.containsKey(field) ? FieldUpdate.to(input.get(field)) : FieldUpdate.absent();
    }
}
