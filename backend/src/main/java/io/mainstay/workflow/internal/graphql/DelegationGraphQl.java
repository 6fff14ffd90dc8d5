// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.Loaders;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.platform.graphql.References;
import io.mainstay.record.Filter;
import io.mainstay.record.Filter.Operator;
import io.mainstay.record.FilterReader;
import io.mainstay.record.ListQuery;
import io.mainstay.record.TicketKind;
import io.mainstay.workflow.ApprovalQueries;
import io.mainstay.workflow.Delegation;
import io.mainstay.workflow.DelegationService;
import io.mainstay.workflow.SetDelegation;
import io.mainstay.workflow.internal.DelegationFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Delegations. */
@Controller
class DelegationGraphQl {

    private static final String HISTORY = "Delegation.history";

    private final DelegationService delegations;
    private final ApprovalQueries queries;
    private final IdentityViews identity;
    private final BusinessClock clock;

    DelegationGraphQl(
            DelegationService delegations,
            ApprovalQueries queries,
            IdentityViews identity,
            BusinessClock clock,
            Loaders loaders) {
        this.delegations = delegations;
        this.queries = queries;
        this.identity = identity;
        this.clock = clock;
        loaders.<PageRequest, HistoryEntry>registerParts(HISTORY, queries::history);
    }

    record DelegationPayload(@Nullable Delegation delegation, List<UserError> userErrors) implements Payload {}

    record DelegationFilter(
            @Nullable String fromId,
            @Nullable String toId,
            @Nullable Boolean ended) {}

    @QueryMapping
    Connection<Delegation> delegations(
            @Argument @Nullable DelegationFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        ListQuery query =
                new FilterReader(DelegationFields.ALL).query(filter == null ? null : conditions(filter), List.of());
        Page<Delegation> page = queries.listDelegations(principal, query, PageRequest.of(first, after, query.scope()));
        return Connection.of(page, () -> queries.countDelegations(principal, query));
    }

    /** In which what is absent is no condition. */
    private static Filter conditions(DelegationFilter filter) {
        List<Filter> all = new ArrayList<>();
        if (filter.fromId() != null) {
            all.add(new Filter.Compare(DelegationFields.ALL.required("fromId"), Operator.EQ, filter.fromId()));
        }
        if (filter.toId() != null) {
            all.add(new Filter.Compare(DelegationFields.ALL.required("toId"), Operator.EQ, filter.toId()));
        }
        if (filter.ended() != null) {
            all.add(new Filter.Compare(DelegationFields.ALL.required("endedAt"), Operator.IS_NULL, !filter.ended()));
        }
        return new Filter.And(all);
    }

    @MutationMapping
    DelegationPayload delegationSet(
            @Argument SetDelegation input, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(() -> delegations.set(principal, input, idempotencyKey), DelegationPayload::new);
    }

    @MutationMapping
    DelegationPayload delegationEnd(@Argument String id, @Argument int expectedVersion, Principal principal) {
        return Payload.of(() -> delegations.end(principal, id, expectedVersion), DelegationPayload::new);
    }

    @BatchMapping(typeName = "Delegation")
    Map<Delegation, PersonView> from(List<Delegation> all) {
        return References.resolve(all, Delegation::fromId, identity::people);
    }

    @BatchMapping(typeName = "Delegation")
    Map<Delegation, PersonView> to(List<Delegation> all) {
        return References.resolve(all, Delegation::toId, identity::people);
    }

    @SchemaMapping(typeName = "Delegation")
    List<TicketKind> kinds(Delegation delegation) {
        return delegation.scope().kinds();
    }

    @SchemaMapping(typeName = "Delegation")
    List<String> policyIds(Delegation delegation) {
        return delegation.scope().policyIds();
    }

    @SchemaMapping(typeName = "Delegation")
    boolean valid(Delegation delegation) {
        return delegation.isValid(clock.now());
    }

    @SchemaMapping(typeName = "Delegation")
    boolean viewerCanEnd(Delegation delegation, Principal principal) {
        return delegation.endedAt() == null
                && clock.now().isBefore(delegation.validTo())
                && principal.may(Permission.APPROVAL_DECIDE)
                && (delegation.fromId().equals(principal.personId()) || principal.may(Permission.APPROVAL_CONFIGURE));
    }

    @SchemaMapping(typeName = "Delegation")
    CompletableFuture<?> history(Delegation delegation, DataFetchingEnvironment environment) {
        return Loaders.part(
                environment, HISTORY, delegation.id(), Loaders.request(environment, AuditTrail.HISTORY_SCOPE));
    }
}
