// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.CreatePlannedOutage;
import io.mainstay.cmdb.FailureEffect;
import io.mainstay.cmdb.PlannedOutage;
import io.mainstay.cmdb.PlannedOutageQueries;
import io.mainstay.cmdb.PlannedOutageService;
import io.mainstay.cmdb.PlannedOutageState;
import io.mainstay.cmdb.ServiceOutage;
import io.mainstay.cmdb.UpdatePlannedOutage;
import io.mainstay.cmdb.internal.PlannedOutageFields;
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
import io.mainstay.record.Filter;
import io.mainstay.record.Filter.Operator;
import io.mainstay.record.FilterReader;
import io.mainstay.record.ListQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.ArgumentValue;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
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
            @Nullable Instant to) {

        /** In which an absent or an empty list is no condition. */
        Filter conditions() {
            if (from != null && to != null && !from.isBefore(to)) {
                throw new BadArgumentException("filter.to", "later than from");
            }
            List<Filter> all = new ArrayList<>();
            add(all, "ciId", Operator.IN, ciIds == null || ciIds.isEmpty() ? null : ciIds);
            add(all, "state", Operator.IN, states == null || states.isEmpty() ? null : states);
            add(all, PlannedOutageFields.TO, Operator.GT, from);
            add(all, PlannedOutageFields.FROM, Operator.LT, to);
            return new Filter.And(all);
        }

        private static void add(List<Filter> all, String field, Operator operator, @Nullable Object value) {
            if (value != null) {
                all.add(new Filter.Compare(PlannedOutageFields.ALL.required(field), operator, value));
            }
        }
    }

    record ViewerCan(boolean update, boolean cancel) {}

    record UpdateInput(
            ArgumentValue<FailureEffect> effect,
            ArgumentValue<Instant> from,
            ArgumentValue<Instant> to,
            ArgumentValue<String> title,
            ArgumentValue<String> reason) {

        UpdatePlannedOutage command() {
            return new UpdatePlannedOutage(
                    FieldUpdate.of(effect),
                    FieldUpdate.of(from),
                    FieldUpdate.of(to),
                    FieldUpdate.of(title),
                    FieldUpdate.of(reason));
        }
    }

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
        ListQuery query = new FilterReader(PlannedOutageFields.ALL)
                .query(filter == null ? null : filter.conditions(), sort == null ? List.of() : List.of(sort));
        PageRequest request = PageRequest.of(first, after, query.scope());
        Page<PlannedOutage> page = queries.list(principal, query, request);
        return Connection.of(page, () -> queries.count(principal, query));
    }

    @MutationMapping
    PlannedOutagePayload plannedOutageCreate(
            @Argument CreatePlannedOutage input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(() -> outages.create(principal, input, idempotencyKey), PlannedOutagePayload::new);
    }

    @MutationMapping
    PlannedOutagePayload plannedOutageUpdate(
            @Argument String id, @Argument UpdateInput input, @Argument int expectedVersion, Principal principal) {
        return Payload.of(
                () -> outages.update(principal, id, input.command(), expectedVersion), PlannedOutagePayload::new);
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
        boolean change = principal.may(Permission.PLANNED_OUTAGE_WRITE)
                && outage.changeId() == null
                && !outage.closed(clock.now());
        return new ViewerCan(change, change);
    }

    @SchemaMapping(typeName = "PlannedOutage")
    @Nullable
    Instant noticedAt(PlannedOutage outage) {
        return outage.notice() == null ? null : outage.notice().at();
    }

    @BatchMapping(typeName = "ConfigurationItem")
    Map<ConfigurationItem, List<ServiceOutage>> serviceOutages(
            List<ConfigurationItem> services, @ContextValue Principal principal) {
        Map<String, List<ServiceOutage>> found = queries.ofServices(
                principal, services.stream().map(ConfigurationItem::id).toList());
        Map<ConfigurationItem, List<ServiceOutage>> outagesOf = new HashMap<>();
        services.forEach(service -> outagesOf.put(service, found.getOrDefault(service.id(), List.of())));
        return outagesOf;
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
}
