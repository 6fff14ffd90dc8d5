// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release;

import io.mainstay.platform.outbox.EventType;
import io.mainstay.ticket.TicketPriority;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payloads of the events of releases. Payloads carry ids; texts are read from the release. */
public final class ReleaseEvents {

    private ReleaseEvents() {}

    /** A release was planned. */
    @EventType("release.planned.v1")
    public record Planned(
            String releaseId,
            String number,
            ReleaseState state,
            TicketPriority priority,
            ReleaseType type,
            String reporterId,
            List<String> ciIds,
            List<String> changeIds,
            @Nullable String teamId) {}

    /** Its artifacts are there. */
    @EventType("release.built.v1")
    public record Built(
            String releaseId, String number, ReleaseState state, TicketPriority priority, List<String> digests) {}

    /** All its acceptance criteria are met. */
    @EventType("release.ready.v1")
    public record Ready(String releaseId, String number, ReleaseState state, TicketPriority priority) {}

    /** Those whom the policy names are asked to approve it. */
    @EventType("release.approval-requested.v1")
    public record ApprovalRequested(String releaseId, String number, ReleaseState state, TicketPriority priority) {}

    /**
     * It is approved.
     *
     * @param approvedByIds everybody whose approval counted
     */
    @EventType("release.approved.v1")
    public record Approved(
            String releaseId, String number, ReleaseState state, TicketPriority priority, List<String> approvedByIds) {}

    /** It was not approved. */
    @EventType("release.rejected.v1")
    public record Rejected(String releaseId, String number, ReleaseState state, TicketPriority priority) {}

    /**
     * What was approved, or was to be, was edited, so that it has to be approved anew.
     *
     * @param approved whether it was approved already
     * @param fields that were edited
     */
    @EventType("release.approval-withdrawn.v1")
    public record ApprovalWithdrawn(
            String releaseId,
            String number,
            ReleaseState state,
            TicketPriority priority,
            boolean approved,
            List<String> fields) {}

    /**
     * It contains other changes than before.
     *
     * @param linked changes that it contains newly
     * @param unlinked changes that it contains no more
     */
    @EventType("release.changes-changed.v1")
    public record ChangesChanged(
            String releaseId,
            String number,
            ReleaseState state,
            TicketPriority priority,
            List<String> linked,
            List<String> unlinked) {}

    /**
     * It has to do with other incidents than before.
     *
     * @param linked incidents that it has newly to do with
     * @param unlinked incidents that it has nothing to do with any more
     */
    @EventType("release.incidents-changed.v1")
    public record IncidentsChanged(
            String releaseId,
            String number,
            ReleaseState state,
            TicketPriority priority,
            List<String> linked,
            List<String> unlinked) {}

    /** A deployment of it is planned. */
    @EventType("release.deployment-scheduled.v1")
    public record DeploymentScheduled(
            String releaseId,
            String number,
            ReleaseState state,
            TicketPriority priority,
            String deploymentId,
            String environmentId,
            @Nullable Instant windowFrom,
            @Nullable Instant windowTo) {}

    /**
     * A deployment of it to an environment that needs an approval is approved.
     *
     * @param approvedByIds everybody whose approval counted
     */
    @EventType("release.deployment-approved.v1")
    public record DeploymentApproved(
            String releaseId,
            String number,
            ReleaseState state,
            TicketPriority priority,
            String deploymentId,
            String environmentId,
            List<String> approvedByIds) {}

    /** A deployment of it to an environment that needs an approval was not approved. */
    @EventType("release.deployment-rejected.v1")
    public record DeploymentRejected(
            String releaseId,
            String number,
            ReleaseState state,
            TicketPriority priority,
            String deploymentId,
            String environmentId) {}

    /**
     * What was approved to be deployed to an environment, or was to be, was edited, so that it has to be approved anew.
     *
     * @param approved whether it was approved already
     * @param fields that were edited
     */
    @EventType("release.deployment-approval-withdrawn.v1")
    public record DeploymentApprovalWithdrawn(
            String releaseId,
            String number,
            ReleaseState state,
            TicketPriority priority,
            String deploymentId,
            String environmentId,
            boolean approved,
            List<String> fields) {}

    /** A deployment of it has begun. */
    @EventType("release.deployment-started.v1")
    public record DeploymentStarted(
            String releaseId,
            String number,
            ReleaseState state,
            TicketPriority priority,
            String deploymentId,
            String environmentId) {}

    /** Something was reported of a deployment of it. */
    @EventType("release.deployment-reported.v1")
    public record DeploymentReported(
            String releaseId,
            String number,
            ReleaseState state,
            TicketPriority priority,
            String deploymentId,
            String environmentId,
            DeploymentState deploymentState,
            @Nullable Instant deployedAt,
            @Nullable Instant availableAt) {}

    /** Its early life is over: it can be closed. The release itself does not change. */
    @EventType("release.early-life-over.v1")
    public record EarlyLifeOver(
            String releaseId,
            String number,
            ReleaseState state,
            TicketPriority priority,
            Instant earlyLifeUntil,
            @Nullable String teamId,
            @Nullable String assigneeId) {}

    /** It was undone. */
    @EventType("release.rolled-back.v1")
    public record RolledBack(
            String releaseId, String number, ReleaseState state, TicketPriority priority, List<String> deploymentIds) {}

    /** Somebody has said what is to be learned of it. */
    @EventType("release.reviewed.v1")
    public record Reviewed(String releaseId, String number, ReleaseState state, TicketPriority priority) {}

    /** It was closed. */
    @EventType("release.closed.v1")
    public record Closed(String releaseId, String number, ReleaseState state, TicketPriority priority) {}

    /** It was withdrawn before it was deployed. */
    @EventType("release.cancelled.v1")
    public record Cancelled(String releaseId, String number, ReleaseState state, TicketPriority priority) {}
}
