// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.release.Deployment;
import io.mainstay.release.PlanRelease;
import io.mainstay.release.Release;
import io.mainstay.release.ReleaseEvents;
import java.time.Instant;
import java.util.List;

/** Makes the events of releases alone. */
public final class ReleaseEventMaker {

    private ReleaseEventMaker() {}

    public static Record planned(Release release, PlanRelease plan) {
        return new ReleaseEvents.Planned(
                release.id(),
                release.number(),
                release.state(),
                release.priority(),
                release.type(),
                release.reporterId(),
                plan.ciIds(),
                plan.changeIds(),
                release.teamId());
    }

    public static Record built(Release release) {
        return new ReleaseEvents.Built(
                release.id(),
                release.number(),
                release.state(),
                release.priority(),
                release.artifacts().stream().map(Release.Artifact::digest).toList());
    }

    public static Record ready(Release release) {
        return new ReleaseEvents.Ready(release.id(), release.number(), release.state(), release.priority());
    }

    public static Record approvalRequested(Release release) {
        return new ReleaseEvents.ApprovalRequested(release.id(), release.number(), release.state(), release.priority());
    }

    public static Record approved(Release release) {
        return new ReleaseEvents.Approved(
                release.id(),
                release.number(),
                release.state(),
                release.priority(),
                release.approval().approvedByIds());
    }

    public static Record rejected(Release release) {
        return new ReleaseEvents.Rejected(release.id(), release.number(), release.state(), release.priority());
    }

    static Record withdrawn(Release release, boolean approved, List<String> fields) {
        return new ReleaseEvents.ApprovalWithdrawn(
                release.id(), release.number(), release.state(), release.priority(), approved, fields);
    }

    public static Record changes(Release release, List<String> linked, List<String> unlinked) {
        return new ReleaseEvents.ChangesChanged(
                release.id(), release.number(), release.state(), release.priority(), linked, unlinked);
    }

    public static Record incidents(Release release, List<String> linked, List<String> unlinked) {
        return new ReleaseEvents.IncidentsChanged(
                release.id(), release.number(), release.state(), release.priority(), linked, unlinked);
    }

    static Record scheduled(Release release, Deployment deployment) {
        Deployment.Window window = deployment.window();
        return new ReleaseEvents.DeploymentScheduled(
                release.id(),
                release.number(),
                release.state(),
                release.priority(),
                deployment.id(),
                deployment.environmentId(),
                window == null ? null : window.from(),
                window == null ? null : window.to());
    }

    static Record deploymentApproved(Release release, Deployment deployment) {
        return new ReleaseEvents.DeploymentApproved(
                release.id(),
                release.number(),
                release.state(),
                release.priority(),
                deployment.id(),
                deployment.environmentId(),
                deployment.approval().approvedByIds());
    }

    static Record deploymentRejected(Release release, Deployment deployment) {
        return new ReleaseEvents.DeploymentRejected(
                release.id(),
                release.number(),
                release.state(),
                release.priority(),
                deployment.id(),
                deployment.environmentId());
    }

    static Record withdrawn(Release release, Deployment before, List<String> fields) {
        return new ReleaseEvents.DeploymentApprovalWithdrawn(
                release.id(),
                release.number(),
                release.state(),
                release.priority(),
                before.id(),
                before.environmentId(),
                before.approval().approvedAt() != null,
                fields);
    }

    static Record started(Release release, Deployment deployment) {
        return new ReleaseEvents.DeploymentStarted(
                release.id(),
                release.number(),
                release.state(),
                release.priority(),
                deployment.id(),
                deployment.environmentId());
    }

    static Record reported(Release release, Deployment deployment) {
        return new ReleaseEvents.DeploymentReported(
                release.id(),
                release.number(),
                release.state(),
                release.priority(),
                deployment.id(),
                deployment.environmentId(),
                deployment.state(),
                deployment.deployedAt(),
                deployment.availableAt());
    }

    static Record earlyLifeOver(Release release, Instant until) {
        return new ReleaseEvents.EarlyLifeOver(
                release.id(),
                release.number(),
                release.state(),
                release.priority(),
                until,
                release.teamId(),
                release.assigneeId());
    }

    static Record rolledBack(Release release, List<String> deploymentIds) {
        return new ReleaseEvents.RolledBack(
                release.id(), release.number(), release.state(), release.priority(), deploymentIds);
    }

    public static Record reviewed(Release release) {
        return new ReleaseEvents.Reviewed(release.id(), release.number(), release.state(), release.priority());
    }

    public static Record closed(Release release) {
        return new ReleaseEvents.Closed(release.id(), release.number(), release.state(), release.priority());
    }

    public static Record cancelled(Release release) {
        return new ReleaseEvents.Cancelled(release.id(), release.number(), release.state(), release.priority());
    }
}
