// SPDX-License-Identifier: Apache-2.0
package io.mainstay.workflow.internal.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.mainstay.audit.AuditTrail;
import io.mainstay.audit.HistoryEntry;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.identity.TeamView;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Connection;
import io.mainstay.platform.graphql.LivePrincipal;
import io.mainstay.platform.graphql.Loaders;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.platform.graphql.References;
import io.mainstay.workflow.ApprovalChange;
import io.mainstay.workflow.ApprovalCondition;
import io.mainstay.workflow.ApprovalDecision;
import io.mainstay.workflow.ApprovalOrder;
import io.mainstay.workflow.ApprovalPolicy;
import io.mainstay.workflow.ApprovalPolicyQueries;
import io.mainstay.workflow.ApprovalQueries;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.ApprovalRequest.Decided;
import io.mainstay.workflow.ApprovalRequest.Question;
import io.mainstay.workflow.ApprovalRule;
import io.mainstay.workflow.ApprovalService;
import io.mainstay.workflow.ApprovalSubscriptions;
import io.mainstay.workflow.Approver;
import io.mainstay.workflow.DecideMany;
import io.mainstay.workflow.GivenDecision;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;

/** Requests for approval: what waits for the caller, and its decision. */
@Controller
class ApprovalGraphQl {

    private static final String HISTORY = "Approval.history";
    /** The name of the type in the API. */
    static final String TYPE = "Approval";

    private final ApprovalService approvals;
    private final ApprovalQueries queries;
    private final ApprovalPolicyQueries policies;
    private final ApprovalSubscriptions subscriptions;
    private final IdentityViews identity;

    ApprovalGraphQl(
            ApprovalService approvals,
            ApprovalQueries queries,
            ApprovalPolicyQueries policies,
            ApprovalSubscriptions subscriptions,
            IdentityViews identity,
            Loaders loaders) {
        this.approvals = approvals;
        this.queries = queries;
        this.policies = policies;
        this.subscriptions = subscriptions;
        this.identity = identity;
        loaders.<PageRequest, HistoryEntry>registerParts(HISTORY, queries::history);
    }

    record DecideManyPayload(@Nullable List<ApprovalRequest> approvals, List<UserError> userErrors)
            implements Payload {}

    record ApprovalPayload(@Nullable ApprovalRequest approval, List<UserError> userErrors) implements Payload {}

    @QueryMapping
    @Nullable
    ApprovalRequest approval(@Argument String id, Principal principal) {
        return queries.requests(principal, List.of(id)).get(id);
    }

    @QueryMapping
    Connection<ApprovalRequest> myApprovals(
            @Argument @Nullable ApprovalOrder order,
            @Argument @Nullable Integer first,
            @Argument @Nullable String after,
            Principal principal) {
        ApprovalOrder wanted = Objects.requireNonNullElse(order, ApprovalOrder.DUE);
        return Connection.of(
                queries.waiting(principal, wanted, PageRequest.of(first, after, wanted.scope())),
                () -> queries.countWaiting(principal));
    }

    @SubscriptionMapping
    Publisher<ApprovalChange> approvalsChanged(LivePrincipal principal) {
        return subscriptions.of(principal::now);
    }

    @MutationMapping
    ApprovalPayload approvalDecide(
            @Argument String requestId,
            @Argument ApprovalDecision decision,
            @Argument @Nullable String comment,
            @Argument @Nullable String conditions,
            @Argument @Nullable List<ApprovalCondition> conditionTasks,
            @Argument @Nullable String evidenceVersion,
            @Argument @Nullable Integer expectedVersion,
            Principal principal) {
        return Payload.of(
                () -> approvals.decide(
                        principal,
                        requestId,
                        new GivenDecision(
                                requestId,
                                decision,
                                comment,
                                conditions,
                                Objects.requireNonNullElse(conditionTasks, List.of()),
                                evidenceVersion,
                                expectedVersion)),
                ApprovalPayload::new);
    }

    @MutationMapping
    DecideManyPayload approvalDecideMany(
            @Argument List<DecideMany.Item> items,
            @Argument ApprovalDecision decision,
            @Argument @Nullable String comment,
            @Argument @Nullable String conditions,
            Principal principal) {
        return Payload.of(
                () -> approvals.decideMany(principal, new DecideMany(items, decision, comment, conditions)),
                (many, refusal) -> many == null
                        ? new DecideManyPayload(null, refusal)
                        : new DecideManyPayload(many.decided().isEmpty() ? null : many.decided(), many.refusals()));
    }

    @MutationMapping
    ApprovalPayload approvalAskForInformation(
            @Argument String requestId, @Argument String question, @Argument int expectedVersion, Principal principal) {
        return Payload.of(() -> approvals.ask(principal, requestId, question, expectedVersion), ApprovalPayload::new);
    }

    @MutationMapping
    ApprovalPayload approvalAnswer(
            @Argument String requestId, @Argument String answer, @Argument int expectedVersion, Principal principal) {
        return Payload.of(() -> approvals.answer(principal, requestId, answer, expectedVersion), ApprovalPayload::new);
    }

    @BatchMapping(typeName = TYPE, field = "record")
    Map<ApprovalRequest, Object> recordOf(List<ApprovalRequest> all, @ContextValue Principal principal) {
        Map<String, Object> found = queries.records(principal, all);
        Map<ApprovalRequest, Object> records = new HashMap<>();
        all.forEach(request -> {
            Object record = found.get(request.recordId());
            if (record != null) {
                records.put(request, record);
            }
        });
        return records;
    }

    @BatchMapping(typeName = TYPE)
    Map<ApprovalRequest, ApprovalPolicy> policy(List<ApprovalRequest> all, @ContextValue Principal principal) {
        return principal.may(Permission.APPROVAL_READ)
                ? References.resolve(all, request -> request.stage().policyId(), ids -> policies.byIds(principal, ids))
                : Map.of();
    }

    @BatchMapping(typeName = TYPE)
    Map<ApprovalRequest, Boolean> viewerCanDecide(List<ApprovalRequest> all, @ContextValue Principal principal) {
        Set<String> decidable = queries.decidable(principal, all);
        Map<ApprovalRequest, Boolean> can = new HashMap<>();
        all.forEach(request -> can.put(request, decidable.contains(request.id())));
        return can;
    }

    @BatchMapping(typeName = TYPE)
    Map<ApprovalRequest, PersonView> decidedBy(List<ApprovalRequest> all) {
        return people(all, request -> decision(request, Decided::byId));
    }

    @BatchMapping(typeName = TYPE)
    Map<ApprovalRequest, PersonView> delegatedFrom(List<ApprovalRequest> all) {
        return people(all, request -> decision(request, Decided::delegatedFromId));
    }

    private Map<ApprovalRequest, PersonView> people(
            List<ApprovalRequest> all, Function<ApprovalRequest, @Nullable String> id) {
        return References.resolve(all, id, identity::people);
    }

    @BatchMapping(typeName = "Approver")
    Map<Approver, TeamView> team(List<Approver> all) {
        return References.resolve(all, Approver::teamId, identity::teams);
    }

    @BatchMapping(typeName = "Approver")
    Map<Approver, PersonView> person(List<Approver> all) {
        return References.resolve(all, Approver::personId, identity::people);
    }

    @SchemaMapping(typeName = TYPE)
    int policyVersion(ApprovalRequest request) {
        return request.stage().policyVersion();
    }

    @SchemaMapping(typeName = TYPE)
    int stage(ApprovalRequest request) {
        return request.stage().number();
    }

    @SchemaMapping(typeName = TYPE)
    int step(ApprovalRequest request) {
        return request.stage().step();
    }

    @SchemaMapping(typeName = TYPE)
    String stageName(ApprovalRequest request) {
        return request.stage().name();
    }

    @SchemaMapping(typeName = TYPE)
    ApprovalRule rule(ApprovalRequest request) {
        return request.stage().rule();
    }

    @SchemaMapping(typeName = TYPE)
    int needed(ApprovalRequest request) {
        return request.stage().needed();
    }

    @SchemaMapping(typeName = TYPE)
    boolean freshLogin(ApprovalRequest request) {
        return request.stage().freshLogin();
    }

    @SchemaMapping(typeName = TYPE)
    List<ApprovalDecision> commentRequiredFor(ApprovalRequest request) {
        return ApprovalDecision.needingComment(request.stage().commentRequiredFor());
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    Instant startedAt(ApprovalRequest request) {
        return request.term().startedAt();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    Instant dueAt(ApprovalRequest request) {
        return request.term().dueAt();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    Approver escalatesTo(ApprovalRequest request) {
        return request.term().escalatesTo();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    Instant decidedAt(ApprovalRequest request) {
        return decision(request, Decided::at);
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    String comment(ApprovalRequest request) {
        return decision(request, Decided::comment);
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    String conditions(ApprovalRequest request) {
        return decision(request, Decided::conditions);
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    String evidenceVersion(ApprovalRequest request) {
        return decision(request, Decided::evidenceVersion);
    }

    @BatchMapping(typeName = TYPE)
    Map<ApprovalRequest, PersonView> askedBy(List<ApprovalRequest> all) {
        return people(all, request -> question(request, Question::askedById));
    }

    @BatchMapping(typeName = TYPE)
    Map<ApprovalRequest, PersonView> answeredBy(List<ApprovalRequest> all) {
        return people(all, request -> question(request, Question::answeredById));
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    Instant askedAt(ApprovalRequest request) {
        return question(request, Question::askedAt);
    }

    @SchemaMapping(typeName = TYPE, field = "question")
    @Nullable
    String questionOf(ApprovalRequest request) {
        return question(request, Question::text);
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    String answer(ApprovalRequest request) {
        return question(request, Question::answer);
    }

    @SchemaMapping(typeName = TYPE)
    CompletableFuture<?> history(ApprovalRequest request, DataFetchingEnvironment environment) {
        return Loaders.part(environment, HISTORY, request.id(), Loaders.request(environment, AuditTrail.HISTORY_SCOPE));
    }

    private static <V> @Nullable V question(ApprovalRequest request, Function<Question, @Nullable V> value) {
        Question question = request.question();
        return question == null ? null : value.apply(question);
    }

    private static <V> @Nullable V decision(ApprovalRequest request, Function<Decided, @Nullable V> value) {
        Decided decided = request.decided();
        return decided == null ? null : value.apply(decided);
    }
}
