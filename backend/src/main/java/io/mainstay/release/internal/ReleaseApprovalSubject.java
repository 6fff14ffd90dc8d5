// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.record.TicketKind;
import io.mainstay.release.Deployment;
import io.mainstay.release.DeploymentEnvironment;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseCommand;
import io.mainstay.release.ReleaseService;
import io.mainstay.release.ReleaseState;
import io.mainstay.release.internal.store.DeploymentEnvironmentStore;
import io.mainstay.release.internal.store.DeploymentStore;
import io.mainstay.ticket.Tickets;
import io.mainstay.workflow.ApprovalMatter;
import io.mainstay.workflow.ApprovalQuestion;
import io.mainstay.workflow.ApprovalRequest;
import io.mainstay.workflow.ApprovalSubject;
import io.mainstay.workflow.GivenDecision;
import io.mainstay.workflow.MaterialFields;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Releases, as they are approved. */
@Component
final class ReleaseApprovalSubject implements ApprovalSubject {

    private final Tickets<Release, ReleaseState> releases;
    private final ReleaseService service;
    private final ReleaseMatters matters;
    private final DeploymentStore deployments;
    private final DeploymentEnvironmentStore environments;

    ReleaseApprovalSubject(
            Tickets<Release, ReleaseState> releases,
            ReleaseService service,
            ReleaseMatters matters,
            DeploymentStore deployments,
            DeploymentEnvironmentStore environments) {
        this.releases = releases;
        this.service = service;
        this.matters = matters;
        this.deployments = deployments;
        this.environments = environments;
    }

    @Override
    public TicketKind kind() {
        return TicketKind.RELEASE;
    }

    @Override
    public String type() {
        return Release.TYPE;
    }

    @Override
    public Permission readPermission() {
        return Permission.RELEASE_READ;
    }

    @Override
    public MaterialFields materialFields() {
        return ReleaseMaterial.FIELDS;
    }

    @Override
    public Map<String, Release> visible(Principal principal, Collection<String> ids) {
        return releases.byIds(principal, ids);
    }

    @Override
    public Optional<ApprovalMatter> matter(Principal principal, String recordId) {
        return Optional.ofNullable(releases.byIds(principal, List.of(recordId)).get(recordId))
                .map(matters::of);
    }

    @Override
    public Optional<ApprovalMatter> matter(Principal principal, ApprovalQuestion question) {
        ApprovalMatter release = matters.of(principal, question);
        String environmentId = question.environmentId();
        return environmentId == null
                ? Optional.of(release)
                : environment(environmentId)
                        .map(found -> release.of(new ApprovalMatter.Part("", found.name()), release.parts()));
    }

    @Override
    public Optional<ApprovalMatter> deployment(Principal principal, String recordId, String environmentId) {
        return Optional.ofNullable(releases.byIds(principal, List.of(recordId)).get(recordId))
                .flatMap(release -> environment(environmentId).map(found -> deployment(principal, release, found)));
    }

    private ApprovalMatter deployment(Principal principal, Release release, DeploymentEnvironment environment) {
        Deployment open = Deployments.open(deployments.of(release.id()), environment);
        return open == null
                ? matters.of(release, principal.personId(), environment)
                : matters.of(release, open, environment);
    }

    private Optional<DeploymentEnvironment> environment(String id) {
        return Optional.ofNullable(environments.byIds(List.of(id)).get(id)).filter(DeploymentEnvironment::active);
    }

    @Override
    public void decide(Principal principal, ApprovalRequest request, GivenDecision decision) {
        String partId = request.partId();
        service.execute(
                principal,
                partId == null
                        ? new ReleaseCommand.Decide(request.recordId(), decision, null)
                        : new ReleaseCommand.DecideDeployment(request.recordId(), partId, decision, null));
    }
}
