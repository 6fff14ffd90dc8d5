// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.graphql;

import io.mainstay.change.ChangeCalendar;
import io.mainstay.identity.IdentityViews;
import io.mainstay.identity.PersonView;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.LivePrincipal;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.platform.graphql.References;
import io.mainstay.release.BaselineDifferences;
import io.mainstay.release.BaselineQueries;
import io.mainstay.release.BaselineView;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentDecision;
import io.mainstay.release.DeploymentDecisionSubscriptions;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.DeploymentEnvironmentService;
import io.mainstay.release.DeploymentService;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseQueries;
import io.mainstay.workflow.ApprovalQueries;
import io.mainstay.workflow.ApprovalRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** Deployments, and the environments to which they go. */
@Controller
class DeploymentGraphQl {

    private static final String TYPE = "Deployment";

    private final DeploymentService deployments;
    private final DeploymentEnvironmentService environments;
    private final ReleaseQueries queries;
    private final DeploymentDecisionSubscriptions decisions;
    private final BaselineQueries baselines;
    private final IdentityViews identity;
    private final ApprovalQueries approvals;

    DeploymentGraphQl(
            DeploymentService deployments,
            DeploymentEnvironmentService environments,
            ReleaseQueries queries,
            DeploymentDecisionSubscriptions decisions,
            BaselineQueries baselines,
            IdentityViews identity,
            ApprovalQueries approvals) {
        this.deployments = deployments;
        this.environments = environments;
        this.queries = queries;
        this.decisions = decisions;
        this.baselines = baselines;
        this.identity = identity;
        this.approvals = approvals;
    }

    record DeploymentPayload(@Nullable Deployment deployment, List<UserError> userErrors) implements Payload {}

    record DeploymentEnvironmentPayload(
            @Nullable DeploymentEnvironment deploymentEnvironment, List<UserError> userErrors) implements Payload {}

    @QueryMapping
    @Nullable
    Deployment deployment(@Argument String id, Principal principal) {
        return queries.deployment(principal, id).orElse(null);
    }

    @QueryMapping
    @Nullable
    DeploymentDecision deploymentDecision(@Argument String id, Principal principal) {
        return queries.decision(principal, id).orElse(null);
    }

    @QueryMapping
    List<DeploymentEnvironment> deploymentEnvironments(Principal principal) {
        return environments.inUse(principal);
    }

    @SubscriptionMapping("deploymentDecision")
    Publisher<DeploymentDecision> followedDecision(@Argument String id, LivePrincipal principal) {
        return decisions.of(principal::now, id);
    }

    @SchemaMapping(typeName = "ChangeCalendarEntry", field = "deployment")
    @Nullable
    Deployment deploymentOf(ChangeCalendar.Entry entry) {
        return entry.record() instanceof Deployment deployment ? deployment : null;
    }

    @SchemaMapping(typeName = "ChangeCalendarEntry", field = "release")
    @Nullable
    Release releaseOf(ChangeCalendar.Entry entry) {
        return entry.record() instanceof Release release ? release : null;
    }

    @MutationMapping
    DeploymentPayload deploymentSchedule(
            @Argument ReleaseMutationInputs.Schedule input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return Payload.of(
                () -> deployments.schedule(
                        principal,
                        input.releaseId(),
                        input.environmentId(),
                        input.window() == null ? null : input.window().planned(),
                        idempotencyKey,
                        input.occurredAt()),
                DeploymentPayload::new);
    }

    @MutationMapping
    DeploymentPayload deploymentRequest(
            @Argument ReleaseMutationInputs.Request input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return Payload.of(
                () -> deployments.request(
                        principal, input.releaseId(), input.environmentName(), input.minutes(), idempotencyKey),
                DeploymentPayload::new);
    }

    @MutationMapping
    DeploymentPayload deploymentStart(
            @Argument String id, @Argument @Nullable String idempotencyKey, Principal principal) {
        return Payload.of(() -> deployments.start(principal, id, idempotencyKey), DeploymentPayload::new);
    }

    @MutationMapping
    DeploymentPayload deploymentReport(
            @Argument String id,
            @Argument ReleaseMutationInputs.Report input,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return Payload.of(
                () -> deployments.report(
                        principal,
                        id,
                        input.state(),
                        input.result(),
                        input.deployedAt(),
                        input.availableAt(),
                        idempotencyKey),
                DeploymentPayload::new);
    }

    @MutationMapping
    DeploymentEnvironmentPayload deploymentEnvironmentSet(
            @Argument @Nullable String id,
            @Argument ReleaseMutationInputs.Environment input,
            @Argument @Nullable Integer expectedVersion,
            @Argument @Nullable String idempotencyKey,
            Principal principal) {
        return Payload.of(
                () -> environments.set(principal, id, input.command(), expectedVersion, idempotencyKey),
                DeploymentEnvironmentPayload::new);
    }

    @BatchMapping(typeName = TYPE)
    Map<Deployment, Release> release(List<Deployment> all, @ContextValue Principal principal) {
        return References.resolve(all, Deployment::releaseId, ids -> queries.releases(principal, ids));
    }

    @BatchMapping(typeName = TYPE)
    Map<Deployment, DeploymentEnvironment> environment(List<Deployment> all, @ContextValue Principal principal) {
        return References.resolve(all, Deployment::environmentId, ids -> environments.byIds(principal, ids));
    }

    @BatchMapping(typeName = TYPE)
    Map<Deployment, PersonView> startedBy(List<Deployment> all) {
        return References.resolve(all, Deployment::startedById, identity::people);
    }

    @BatchMapping(typeName = TYPE)
    Map<Deployment, BaselineView> baseline(List<Deployment> all, @ContextValue Principal principal) {
        return baselines.of(principal, all);
    }

    @BatchMapping(typeName = TYPE, field = "approvals")
    Map<Deployment, List<ApprovalRequest>> approvalsOf(List<Deployment> all, @ContextValue Principal principal) {
        Map<String, List<ApprovalRequest>> found =
                approvals.ofParts(principal, all.stream().map(Deployment::id).toList());
        Map<Deployment, List<ApprovalRequest>> requests = new HashMap<>();
        all.forEach(deployment -> requests.put(deployment, found.getOrDefault(deployment.id(), List.of())));
        return requests;
    }

    /** Of requests for a release as a whole there is none, and none is shown to who does not see its release any more. */
    @BatchMapping(typeName = "Approval", field = "deployment")
    Map<ApprovalRequest, Deployment> deploymentOfRequest(List<ApprovalRequest> all, @ContextValue Principal principal) {
        return References.resolve(all, ApprovalRequest::partId, ids -> queries.deploymentsByIds(principal, ids));
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    Instant approvedAt(Deployment deployment) {
        return deployment.approval().approvedAt();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    String rejectionReason(Deployment deployment) {
        return deployment.approval().rejectionReason();
    }

    @BatchMapping(typeName = "DeploymentBaseline")
    Map<BaselineView, BaselineDifferences> differences(List<BaselineView> all, @ContextValue Principal principal) {
        return baselines.differences(principal, all);
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    Instant windowFrom(Deployment deployment) {
        return deployment.window() == null ? null : deployment.window().from();
    }

    @SchemaMapping(typeName = TYPE)
    @Nullable
    Instant windowTo(Deployment deployment) {
        return deployment.window() == null ? null : deployment.window().to();
    }
}
