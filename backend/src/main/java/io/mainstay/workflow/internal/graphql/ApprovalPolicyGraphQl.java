// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.kernel.BadArgumentException;
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
import io.mainstay.workflow.ApprovalDecision;
import io.mainstay.workflow.ApprovalPolicy;
import io.mainstay.workflow.ApprovalPolicyQueries;
import io.mainstay.workflow.ApprovalPolicyService;
import io.mainstay.workflow.ApprovalPreview;
import io.mainstay.workflow.ApprovalPreview.Asked;
import io.mainstay.workflow.ApprovalPreview.LeftOut;
import io.mainstay.workflow.ApprovalQueries;
import io.mainstay.workflow.ApprovalQuestion;
import io.mainstay.workflow.ApprovalStage;
import io.mainstay.workflow.SetApprovalPolicy;
import io.mainstay.workflow.internal.ApprovalPolicyFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** Policies of approval, and who would have to approve what. */
@Controller
class ApprovalPolicyGraphQl {

    private static final String HISTORY = "ApprovalPolicy.history";
    private static final int MAX_IDS = 100;

    private final ApprovalPolicyService policies;
    private final ApprovalPolicyQueries queries;
    private final ApprovalQueries approvals;
    private final IdentityViews identity;

    ApprovalPolicyGraphQl(
            ApprovalPolicyService policies,
            ApprovalPolicyQueries queries,
            ApprovalQueries approvals,
            IdentityViews identity,
            Loaders loaders) {
        this.policies = policies;
        this.queries = queries;
        this.approvals = approvals;
        this.identity = identity;
        loaders.<PageRequest, HistoryEntry>registerParts(HISTORY, queries::history);
    }

    record PolicyPayload(@Nullable ApprovalPolicy approvalPolicy, List<UserError> userErrors) implements Payload {}

    record PolicyFilter(
            @Nullable List<TicketKind> kinds, @Nullable Boolean active) {

        /** In which what is absent or empty is no condition. */
        Filter conditions() {
            List<Filter> all = new ArrayList<>();
            all.add(Filter.in(ApprovalPolicyFields.ALL.required(ApprovalPolicyFields.KIND), kinds));
            if (active != null) {
                all.add(new Filter.Compare(
                        ApprovalPolicyFields.ALL.required(ApprovalPolicyFields.ACTIVE), Operator.EQ, active));
            }
            return new Filter.And(all);
        }
    }

    record PreviewInput(
            @Nullable String recordId,
            @Nullable TicketKind kind,
            @Nullable String type,
            @Nullable String risk,
            @Nullable List<String> ciIds,
            @Nullable List<String> serviceIds,
            @Nullable Double cost,
            @Nullable String environmentId) {}

    @QueryMapping
    @Nullable
    ApprovalPolicy approvalPolicy(@Argument String id, Principal principal) {
        return queries.byIds(principal, List.of(id)).get(id);
    }

    @QueryMapping
    Connection<ApprovalPolicy> approvalPolicies(
            @Argument @Nullable PolicyFilter filter,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        ListQuery query = new FilterReader(ApprovalPolicyFields.ALL)
                .query(filter == null ? null : filter.conditions(), List.of());
        Page<ApprovalPolicy> page = queries.list(principal, query, PageRequest.of(first, after, query.scope()));
        return Connection.of(page, () -> queries.count(principal, query));
    }

    @QueryMapping
    @Nullable
    ApprovalPreview approvalPolicyPreview(@Argument PreviewInput input, Principal principal) {
        principal.require(Permission.APPROVAL_READ);
        if (input.recordId() != null) {
            refuse(input.kind(), "kind");
            refuse(input.type(), "type");
            refuse(input.risk(), "risk");
            refuse(input.ciIds(), "ciIds");
            refuse(input.serviceIds(), "serviceIds");
            refuse(input.cost(), "cost");
            return approvals
                    .preview(principal, input.recordId(), input.environmentId())
                    .orElse(null);
        }
        return approvals
                .preview(
                        principal,
                        new ApprovalQuestion(
                                needed(input.kind(), "kind"),
                                needed(input.type(), "type"),
                                input.risk(),
                                ids(input.ciIds(), "ciIds"),
                                ids(input.serviceIds(), "serviceIds"),
                                input.cost(),
                                input.environmentId()))
                .orElse(null);
    }

    private static void refuse(@Nullable Object value, String field) {
        if (value != null) {
            throw new BadArgumentException("input." + field, "absent beside recordId");
        }
    }

    private static <T> T needed(@Nullable T value, String field) {
        if (value == null) {
            throw new BadArgumentException("input." + field, "given, unless recordId is");
        }
        return value;
    }

    private static List<String> ids(@Nullable List<String> ids, String field) {
        List<String> given = Objects.requireNonNullElse(ids, List.of());
        if (given.size() > MAX_IDS) {
            throw new BadArgumentException("input." + field, "a list of at most " + MAX_IDS);
        }
        return given;
    }

    @MutationMapping
    PolicyPayload approvalPolicySet(
            @Argument @Nullable String id,
            @Argument SetApprovalPolicy input,
            @Argument @Nullable Integer expectedVersion,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return Payload.of(
                () -> policies.set(principal, id, input, expectedVersion, idempotencyKey), PolicyPayload::new);
    }

    @SchemaMapping(typeName = "ApprovalPolicy")
    boolean viewerCanSet(ApprovalPolicy policy, Principal principal) {
        return principal.may(Permission.APPROVAL_CONFIGURE);
    }

    @SchemaMapping(typeName = "ApprovalStage")
    List<ApprovalDecision> commentRequiredFor(ApprovalStage stage) {
        return ApprovalDecision.needingComment(stage.commentRequiredFor());
    }

    @SchemaMapping(typeName = "ApprovalPolicy")
    CompletableFuture<?> history(ApprovalPolicy policy, DataFetchingEnvironment environment) {
        return Loaders.part(environment, HISTORY, policy.id(), Loaders.request(environment, AuditTrail.HISTORY_SCOPE));
    }

    @BatchMapping(typeName = "ApprovalPreviewAsked")
    Map<Asked, List<PersonView>> people(List<Asked> all) {
        Set<String> ids =
                all.stream().flatMap(asked -> asked.personIds().stream()).collect(Collectors.toSet());
        Map<String, PersonView> found = ids.isEmpty() ? Map.of() : identity.people(ids);
        Map<Asked, List<PersonView>> people = new HashMap<>();
        all.forEach(asked -> people.put(
                asked,
                asked.personIds().stream()
                        .map(found::get)
                        .filter(Objects::nonNull)
                        .toList()));
        return people;
    }

    @BatchMapping(typeName = "ApprovalPreviewLeftOut")
    Map<LeftOut, PersonView> person(List<LeftOut> all) {
        return References.resolve(all, LeftOut::personId, identity::people);
    }
}
